import { formatAccuracy } from '../core/format';
import type { TrainSpec } from '../core/spec/trainSpec';
import type { TrainEvent } from './trainProtocol';

/** A point of the curves, in words, and how much of the training is done. */
export function trainingProgress(
  event: Extract<TrainEvent, { type: 'progress' | 'epoch' }>,
  { epochs, arms }: Pick<TrainSpec, 'epochs' | 'arms'>,
): { readonly text: string; readonly fraction: number } {
  const name = arms.length === 1 ? '' : `${arms[event.arm].name}: `;
  if (event.type === 'epoch') {
    const text = `${name}epoch ${event.epoch} of ${epochs}, ${formatAccuracy(event.accuracy)} on the test samples`;
    return { text, fraction: event.epoch / epochs };
  }
  const { epoch, step, stepsPerEpoch } = event.position;
  const done = epoch + step / stepsPerEpoch;
  const text = `${name}epoch ${Math.min(epochs, epoch + 1)} of ${epochs}, loss ${event.loss.toFixed(4)}, ${(event.stepNs / 1e6).toFixed(3)} ms a step`;
  return { text, fraction: Math.min(1, done / epochs) };
}
