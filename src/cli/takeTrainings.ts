import type { Run } from '../core/measure/measurement';
import type { TrainingRecord } from '../core/measure/trainingRecord';
import type { FileTraining } from '../core/spec/trainSpec';
import { takeTraining } from '../shared/takeTraining';
import { trainingProgress } from '../shared/trainingProgress';
import type { EngineSession } from './engineSession';
import { progressDisplay } from './progressBar';
import type { Terminal } from './terminal';

/**
 * A run with the trainings that come after its rows, one after the other. It is cancelled as soon as one of them is; one that
 * fails does not keep the next from being trained.
 */
export async function withTrainings(
  run: Run,
  trainings: readonly FileTraining[],
  { client, trainer, signal }: EngineSession,
  terminal: Terminal,
): Promise<Run> {
  const engine = {
    describe: client.describe.bind(client),
    train: trainer.train.bind(trainer),
  };
  const records: TrainingRecord[] = [];
  for (const training of trainings) {
    const progress = progressDisplay(terminal, null);
    const taken = await takeTraining(
      training,
      engine,
      (event) => {
        if (event.type !== 'progress' && event.type !== 'epoch') return;
        const { text, fraction } = trainingProgress(event, training.spec);
        progress.show({ text: `${training.name}, ${text}`, fraction, rowsDone: null });
      },
      signal,
    );
    progress.stop();
    records.push(taken);
  }
  const elapsedMs = records.reduce((sum, record) => sum + record.elapsedMs, run.elapsedMs);
  const isStopped = run.state === 'finished' && records.some(({ status }) => status === 'cancelled');
  return { ...run, elapsedMs, state: isStopped ? 'cancelled' : run.state, trainings: records };
}
