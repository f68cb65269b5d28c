import { assertNever } from '../../core/assertNever';
import { MOST_CURVE_POINTS } from '../../core/measure/curveSteps';
import { medianInterval, sorted } from '../../core/measure/medianInterval';
import type { LayerStatistics } from '../../core/mlp/layerStatistics';
import { CurveRecorder } from '../../shared/curveRecorder';
import type { TrainEvent, TrainOutcome, TrainProgress, TrainResult } from '../../shared/trainProtocol';
import type { ArmView } from '../../shared/trainingView';

/** Times of so many turns make the median and the ratio of a training that goes on. */
const RECENT_TURNS = 1000;
const CONFIDENCE = 0.95;

type Progress = Extract<TrainEvent, { type: 'progress' | 'epoch' | 'layers' }>;

/** What an arm has told so far. */
class ArmRecord {
  private readonly curve = new CurveRecorder(MOST_CURVE_POINTS);
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
        this.curve.take(event);
        break;
      case 'epoch':
        this.curve.take(event);
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
    const { name, curve, layers } = this;
    return { name, ...curve.learnt(), layers, times: this.times(first) };
  }

  private progress({ steps, stepNs, phasesNs }: TrainProgress): void {
    const before = this.steps;
    this.steps += steps;
    if (steps === 0) return;
    const share = steps / this.steps;
    this.phasesNs = phasesNs.map((ns, phase) => ns * share + (this.phasesNs[phase] ?? 0) * (before / this.steps));
    this.turnsNs.push(stepNs);
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
