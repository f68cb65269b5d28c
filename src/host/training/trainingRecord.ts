import { assertNever } from '../../core/assertNever';
import { medianInterval, sorted } from '../../core/measure/medianInterval';
import type { LayerStatistics } from '../../core/mlp/layerStatistics';
import type { TrainEvent, TrainOutcome, TrainProgress, TrainResult } from '../../shared/trainProtocol';
import type { ArmView, CurvePoint, EpochPoint } from '../../shared/trainingView';

/** A curve has so many points at most: neighbours are then put together. */
export const MOST_POINTS = 400;
/** Times of so many turns make the median and the ratio of a training that goes on. */
const RECENT_TURNS = 1000;
const CONFIDENCE = 0.95;

type Progress = Extract<TrainEvent, { type: 'progress' | 'epoch' | 'layers' }>;

/** What an arm has told so far. */
class ArmRecord {
  private curve: CurvePoint[] = [];
  private readonly epochs: EpochPoint[] = [];
  /** Of the epoch that goes on. */
  private readonly since = { steps: 0, loss: 0, accuracy: 0 };
  /** The last epoch that came to its end, and what the test samples said; its means come with the progress that follows. */
  private ended: { readonly epoch: number; readonly testAccuracy: number } | null = null;
  private phasesNs: readonly number[] = [];
  private steps = 0;
  private layers: readonly LayerStatistics[] = [];
  private result: TrainResult | null = null;
  readonly turnsNs: number[] = [];

  constructor(private readonly name: string) {}

  take(event: Progress): void {
    switch (event.type) {
      case 'progress':
        this.progress(event);
        break;
      case 'epoch':
        this.ended = { epoch: event.epoch, testAccuracy: event.accuracy };
        break;
      case 'layers':
        this.layers = event.layers;
        break;
      default:
        assertNever(event);
    }
  }

  finish(result: TrainResult): void {
    this.result = result;
  }

  view(first: ArmRecord | null): ArmView {
    const { name, curve, epochs, layers } = this;
    return { name, curve, epochs: [...epochs], layers, times: this.times(first) };
  }

  private progress({ position, steps, loss, accuracy, stepNs, phasesNs }: TrainProgress): void {
    const before = this.steps;
    this.steps += steps;
    if (steps > 0) {
      const share = steps / this.steps;
      this.phasesNs = phasesNs.map((ns, phase) => ns * share + (this.phasesNs[phase] ?? 0) * (before / this.steps));
      this.turnsNs.push(stepNs);
      const epoch = position.epoch + position.step / position.stepsPerEpoch;
      this.curve = compact([...this.curve, { epoch, steps, loss, accuracy }]);
      this.since.steps += steps;
      this.since.loss += loss * steps;
      this.since.accuracy += accuracy * steps;
    }
    const { ended, since } = this;
    if (ended === null) return;
    const count = Math.max(1, since.steps);
    this.epochs.push({ ...ended, loss: since.loss / count, accuracy: since.accuracy / count });
    this.ended = null;
    Object.assign(since, { steps: 0, loss: 0, accuracy: 0 });
  }

  private times(first: ArmRecord | null): ArmView['times'] {
    if (this.result !== null) {
      const { steps, stepNs, stepRangeNs, phasesNs, ratio } = this.result;
      return steps === 0 ? null : { steps, stepNs, stepRangeNs, phasesNs, ratio };
    }
    if (this.steps === 0) return null;
    const turns = sorted(this.turnsNs.slice(-RECENT_TURNS));
    const at = (share: number): number => turns[Math.floor(share * (turns.length - 1))];
    return {
      steps: this.steps,
      stepNs: at(0.5),
      stepRangeNs: [at(0.1), at(0.9)],
      phasesNs: this.phasesNs,
      ratio: first === null ? null : ratioSoFar(this.turnsNs, first.turnsNs),
    };
  }
}

/** Times of turns that followed each other, over each other. */
function ratioSoFar(own: readonly number[], first: readonly number[]): TrainResult['ratio'] {
  const turns = Math.min(own.length, first.length);
  const begin = Math.max(0, turns - RECENT_TURNS);
  const ratios = own.slice(begin, turns).map((ns, at) => ns / first[begin + at]);
  if (ratios.length === 0) return null;
  const { median: ratio, low, high } = medianInterval(sorted(ratios), CONFIDENCE);
  return { ratio, low, high };
}

/** Pairs of neighbours become one point each where there are too many. */
function compact(curve: readonly CurvePoint[]): CurvePoint[] {
  if (curve.length <= MOST_POINTS) return [...curve];
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

/** What the arms of a training have told: curves, times and layers, as a view draws them. */
export class TrainingRecord {
  private readonly arms: readonly ArmRecord[];
  /** Counts looks at the layers. */
  looks = 0;

  constructor(names: readonly string[]) {
    this.arms = names.map((name) => new ArmRecord(name));
  }

  take(event: Progress): void {
    if (event.type === 'layers') this.looks++;
    this.arms.at(event.arm)?.take(event);
  }

  /** The engine's own figures, from all steps. */
  finish({ results }: TrainOutcome): void {
    for (const result of results) this.arms.at(result.arm)?.finish(result);
  }

  view(): readonly ArmView[] {
    return this.arms.map((arm, at) => arm.view(at === 0 ? null : this.arms[0]));
  }
}
