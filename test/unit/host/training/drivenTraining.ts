import type { NamedArray } from '../../../../src/core/mlp/modelFile';
import type { TrainSpec } from '../../../../src/core/spec/trainSpec';
import type { TrainingEngine } from '../../../../src/host/training/trainingService';
import type { SavedTraining } from '../../../../src/host/training/trainingStore';
import type { TrainEvent, TrainOutcome } from '../../../../src/shared/trainProtocol';
import { openedOf } from '../../../trainingFixture';

/** An engine whose trainings are driven by the test; those without an epoch only open. */
export class DrivenTraining implements TrainingEngine {
  readonly specs: TrainSpec[] = [];
  readonly asked: string[] = [];
  /** What `readArrays`, `saveModel` answer with instead. */
  refuse: Error | null = null;
  send: (event: TrainEvent) => void = () => undefined;
  end: (outcome: TrainOutcome) => void = () => undefined;
  fail: (error: Error) => void = () => undefined;
  signal: AbortSignal | null = null;

  train(spec: TrainSpec, onEvent: (event: TrainEvent) => void, signal: AbortSignal): Promise<TrainOutcome> {
    this.specs.push(spec);
    this.send = onEvent;
    this.signal = signal;
    if (spec.epochs === 0) {
      onEvent({ type: 'opened', ...openedOf(spec) });
      return Promise.resolve({ state: 'finished', elapsedMs: 1, results: [] });
    }
    return new Promise((resolve, reject) => {
      this.end = resolve;
      this.fail = reject;
    });
  }

  pauseTraining(paused: boolean): Promise<void> {
    this.asked.push(paused ? 'pause' : 'resume');
    this.send({ type: 'state', state: paused ? 'paused' : 'running' });
    return Promise.resolve();
  }

  readArrays(arm: number, arrays: readonly string[]): Promise<readonly NamedArray[]> {
    if (this.refuse !== null) return Promise.reject(this.refuse);
    this.asked.push(`read ${arm} ${arrays.join()}`);
    return Promise.resolve(
      arrays.map((name) => ({ name, rows: 2, columns: 2, elements: Float32Array.of(0.5, -1, 0, 0.25) })),
    );
  }

  saveModel(arm: number, model: string | null, exportFolder: string | null): Promise<void> {
    if (this.refuse !== null) return Promise.reject(this.refuse);
    this.asked.push(`save ${arm} ${model ?? exportFolder ?? ''}`);
    return Promise.resolve();
  }
}

/** A store in memory. */
export class TrainingMemory {
  kept: SavedTraining | null = null;

  read(): Promise<SavedTraining | null> {
    return Promise.resolve(this.kept);
  }

  keep(training: SavedTraining): Promise<void> {
    this.kept = training;
    return Promise.resolve();
  }
}
