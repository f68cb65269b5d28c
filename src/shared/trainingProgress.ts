import * as l10n from '@vscode/l10n';
import { formatAccuracy } from '../core/format';
import type { TrainSpec } from '../core/spec/trainSpec';
import type { TrainEvent } from './trainProtocol';

/** A point of the curves, in words, and how much of the training is done. */
export function trainingProgress(
  event: Extract<TrainEvent, { type: 'progress' | 'epoch' }>,
  { epochs, arms }: Pick<TrainSpec, 'epochs' | 'arms'>,
): { readonly text: string; readonly fraction: number } {
  const named = (text: string): string => (arms.length === 1 ? text : l10n.t('{0}: {1}', arms[event.arm].name, text));
  if (event.type === 'epoch') {
    const text = l10n.t(
      'epoch {0} of {1}, {2} on the test samples',
      event.epoch,
      epochs,
      formatAccuracy(event.accuracy),
    );
    return { text: named(text), fraction: event.epoch / epochs };
  }
  const { epoch, step, stepsPerEpoch } = event.position;
  const done = epoch + step / stepsPerEpoch;
  const text = l10n.t(
    'epoch {0} of {1}, loss {2}, {3} ms a step',
    ...[Math.min(epochs, epoch + 1), epochs, event.loss.toFixed(4), (event.stepNs / 1e6).toFixed(3)],
  );
  return { text: named(text), fraction: Math.min(1, done / epochs) };
}
