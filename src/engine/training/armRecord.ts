import type { TrainProgress, TrainResult } from '../../shared/trainProtocol';
import type { TrainedChunk } from './trainingProtocol';
import { MOST_CURVE_POINTS, thinned } from '../../core/measure/curveSteps';
import { RATIO_CONFIDENCE, ratioAt } from '../../core/measure/ratio';
import { turnsEvidence } from '../../core/measure/turns';

/** What an arm of a training has done. */
export class ArmRecord {
  epochs = 0;
  accuracy: number | null = null;
  /** Median time of a step of each chunk, in the order of the turns. */
  readonly chunksNs: number[] = [];
  private readonly stepsNs: number[] = [];
  private steps = 0;
  private phasesNs: number[] = [];
  private recent: TrainedChunk[] = [];
  private toldMs = -Infinity;
  private watchedMs = -Infinity;

  constructor(readonly arm: number) {}

  add(chunk: TrainedChunk): void {
    this.recent.push(chunk);
    this.steps += chunk.steps;
    for (const ns of chunk.stepsNs) this.stepsNs.push(ns);
    this.phasesNs = Array.from(chunk.phasesNs, (ns, phase) => ns + (this.phasesNs[phase] ?? 0));
    if (chunk.steps > 0) this.chunksNs.push(median(chunk.stepsNs));
  }

  /** What was done since the last time, or `null` where that was no longer ago than `pauseMs`. */
  progress(pauseMs: number): TrainProgress | null {
    const now = performance.now();
    const last = this.recent.at(-1);
    if (last === undefined || now - this.toldMs < pauseMs) return null;
    this.toldMs = now;
    const { recent } = this;
    this.recent = [];
    const steps = recent.reduce((sum, chunk) => sum + chunk.steps, 0);
    const mean = (of: (chunk: TrainedChunk) => number): number =>
      recent.reduce((sum, chunk) => sum + of(chunk) * chunk.steps, 0) / Math.max(1, steps);
    const stretches = recent.flatMap((chunk) => chunk.stretches);
    const stepsNs = recent.flatMap((chunk) => [...chunk.stepsNs]);
    const phasesNs = Array.from(
      last.phasesNs,
      (_, phase) => recent.reduce((sum, chunk) => sum + chunk.phasesNs[phase], 0) / Math.max(1, steps),
    );
    return {
      arm: this.arm,
      position: last.position,
      steps,
      loss: mean(({ loss }) => loss),
      accuracy: mean(({ accuracy }) => accuracy),
      stretches: thinned(stretches, MOST_CURVE_POINTS, this.steps - steps),
      stepNs: median(stepsNs),
      phasesNs,
    };
  }

  layersAreDue(pauseMs: number): boolean {
    const now = performance.now();
    if (now - this.watchedMs < pauseMs) return false;
    this.watchedMs = now;
    return true;
  }

  result(ratio: TrainResult['ratio']): TrainResult {
    const ordered = Float64Array.from(this.stepsNs).sort();
    const at = (share: number): number => ordered.at(Math.floor(share * (ordered.length - 1))) ?? 0;
    return {
      arm: this.arm,
      steps: this.steps,
      accuracy: this.accuracy,
      stepNs: at(0.5),
      stepRangeNs: [at(0.1), at(0.9)],
      phasesNs: this.phasesNs.map((ns) => ns / Math.max(1, this.steps)),
      turnsNs: [...this.chunksNs],
      ratio,
    };
  }
}

/** Time of a step over that of another arm, from chunks that took turns; `null` where there were too few. */
export function ratioOf(record: ArmRecord, first: ArmRecord): TrainResult['ratio'] {
  const evidence = turnsEvidence(record.chunksNs, first.chunksNs);
  if (evidence === null) return null;
  const { ratio, low, high } = ratioAt(evidence, RATIO_CONFIDENCE);
  return { ratio, low, high };
}

function median(values: ArrayLike<number>): number {
  const ordered = Float64Array.from(values).sort();
  return ordered.length === 0 ? 0 : ordered[Math.floor((ordered.length - 1) / 2)];
}
