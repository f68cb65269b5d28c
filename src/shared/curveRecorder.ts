import type { CurvePoint, EpochPoint, TrainingCurve } from '../core/measure/trainingCurve';
import type { TrainEvent } from './trainProtocol';

type Learnt = Extract<TrainEvent, { type: 'progress' | 'epoch' }>;

/** Keeps how one training learns, from what the engine tells of it, in so many points at most. */
export class CurveRecorder {
  private points: CurvePoint[] = [];
  private readonly ends: EpochPoint[] = [];
  /** Of the epoch that goes on. */
  private readonly since = { steps: 0, loss: 0, accuracy: 0 };
  /** The last epoch that came to its end, and what the test samples said; its means come with the progress that follows. */
  private ended: { readonly epoch: number; readonly testAccuracy: number } | null = null;

  /** Of more than `mostPoints` points neighbours are put together. */
  constructor(private readonly mostPoints: number) {}

  take(event: Learnt): void {
    if (event.type === 'epoch') {
      this.ended = { epoch: event.epoch, testAccuracy: event.accuracy };
      return;
    }
    const { position, steps, loss, accuracy } = event;
    if (steps > 0) {
      const epoch = position.epoch + position.step / position.stepsPerEpoch;
      this.points = compact([...this.points, { epoch, steps, loss, accuracy }], this.mostPoints);
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

/** Pairs of neighbours become one point each where there are too many. */
function compact(curve: CurvePoint[], most: number): CurvePoint[] {
  if (curve.length <= most) return curve;
  const pairs: CurvePoint[] = [];
  for (let at = 0; at < curve.length; at += 2) {
    const first = curve[at];
    const second = curve.at(at + 1) ?? null;
    if (second === null) {
      pairs.push(first);
      continue;
    }
    const steps = first.steps + second.steps;
    const mean = (of: (point: CurvePoint) => number): number =>
      (of(first) * first.steps + of(second) * second.steps) / steps;
    pairs.push({
      epoch: second.epoch,
      steps,
      loss: mean(({ loss }) => loss),
      accuracy: mean(({ accuracy }) => accuracy),
    });
  }
  return pairs;
}
