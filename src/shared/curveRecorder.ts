import { thinned } from '../core/measure/curveSteps';
import type { CurvePoint, EpochPoint, TrainingCurve } from '../core/measure/trainingCurve';
import type { TrainEvent } from './trainProtocol';

type Learnt = Extract<TrainEvent, { type: 'progress' | 'epoch' }>;

/** Keeps how one training learns, from what the engine tells of it, in so many points at most. */
export class CurveRecorder {
  private points: readonly CurvePoint[] = [];
  private readonly ends: EpochPoint[] = [];
  /** Of the epoch that goes on. */
  private readonly since = { steps: 0, loss: 0, accuracy: 0 };
  /** The last epoch that came to its end, and what the test samples said; its means come with the progress that follows. */
  private ended: { readonly epoch: number; readonly testAccuracy: number } | null = null;

  /** Of more than `mostPoints` points neighbours are put together, later ones first. */
  constructor(private readonly mostPoints: number) {}

  take(event: Learnt): void {
    if (event.type === 'epoch') {
      this.ended = { epoch: event.epoch, testAccuracy: event.accuracy };
      return;
    }
    const { steps, loss, accuracy } = event;
    if (steps > 0) {
      this.points = thinned([...this.points, ...pointsOf(event)], this.mostPoints);
      this.since.steps += steps;
      this.since.loss += loss * steps;
      this.since.accuracy += accuracy * steps;
    }
    const { ended, since } = this;
    if (ended === null) return;
    const count = Math.max(1, since.steps);
    this.ends.push({ ...ended, loss: since.loss / count, accuracy: since.accuracy / count });
    this.ended = null;
    Object.assign(since, { steps: 0, loss: 0, accuracy: 0 });
  }

  /** As it is now; later events do not change it. */
  learnt(): Omit<TrainingCurve, 'name'> {
    return { curve: this.points, epochs: [...this.ends] };
  }
}

/** The stretches that were told, each where it ends. */
function pointsOf({ position, steps, stretches }: Extract<Learnt, { type: 'progress' }>): readonly CurvePoint[] {
  const { stepsPerEpoch } = position;
  let step = position.epoch * stepsPerEpoch + position.step - steps;
  return stretches.map((stretch) => {
    step += stretch.steps;
    return { epoch: step / stepsPerEpoch, ...stretch };
  });
}
