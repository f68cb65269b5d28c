import { assertNever } from '../../../core/assertNever';
import {
  formatDuration,
  formatPercentHalfWidth,
  formatRatioInterval,
  formatSeconds,
  formatSignificant,
} from '../../../core/format';
import type { TrainedArm } from '../../../core/measure/trainingRecord';
import type { Finding } from '../../../core/model/findings';
import type { ArmView, TrainingView } from '../../../shared/trainingView';
import { checkText, errorText, percentText, planText, stepParts, strategyOf, wrongArrays } from './trainingTexts';

/** Mean losses of an epoch that differ by no more are the same curve: other roundings, the same training. */
const SAME_LOSS = 1e-3;

/** The sentence that a training is for, with its numbers; and what it was. */
export function trainingFinding(training: TrainingView): Finding {
  const { status, opened } = training;
  const detail = planText(training);
  switch (status.state) {
    case 'starting':
      return { title: 'Reading the data and checking the gradients', detail };
    case 'checked':
    case 'refused': {
      const check = opened?.checkWithMistakes ?? opened?.check;
      const title = check === undefined ? 'Nothing was checked' : checkText(check).replace(/\.$/, '');
      return { title, detail };
    }
    case 'failed':
      return opened === null
        ? { title: 'Nothing was trained', detail }
        : { title: whatCameOut(training, 'until the engine was lost'), detail };
    case 'running':
    case 'paused':
      return { title: whatCameOut(training, 'so far'), detail };
    case 'finished':
    case 'stopped':
      return { title: whatCameOut(training, ''), detail };
    default:
      return assertNever(status);
  }
}

function whatCameOut(training: TrainingView, until: string): string {
  const [first, second] = training.arms;
  const soFar = until === '' ? '' : ` ${until}`;
  if (first === undefined || first.times === null) return `No step has been timed${soFar === '' ? '' : ' yet'}`;
  return second === undefined || second.times === null
    ? oneArm(training, first, soFar)
    : `${sideBySide(first, second)}${soFar}; ${curveText(first, second)}`;
}

/** '97.2% of the test samples right after 5 epochs; a step takes 1.29 ms, 41% of it in dW1 (simd)'. */
function oneArm(training: TrainingView, arm: ArmView, soFar: string): string {
  const last = arm.epochs.at(-1);
  const parts = stepParts(training, arm, 0);
  const most = parts.reduce<(typeof parts)[number] | null>(
    (best, part) => (part.ns > (best?.ns ?? 0) ? part : best),
    null,
  );
  const accuracy =
    last === undefined
      ? ''
      : `${percentText(last.testAccuracy)} of the test samples right after ${last.epoch} ${last.epoch === 1 ? 'epoch' : 'epochs'}; `;
  const where = most === null ? '' : `, ${percentText(most.share, 0)} of it in ${most.name} (${strategyOf(most)})`;
  return `${accuracy}a step takes ${stepText(arm)}${where}${soFar}`.replace(/^a/, 'A');
}

/** 'With blas a step takes 0.87 ms, with simd 1.29 ms: 1.48× as fast (1.45–1.51)'. */
function sideBySide(first: ArmView, second: ArmView): string {
  const ratio = second.times?.ratio ?? null;
  const times = (one: ArmView, other: ArmView): string =>
    `With ${one.name} a step takes ${stepText(one)}, with ${other.name} ${stepText(other)}`;
  if (ratio === null) return times(first, second);
  const { low, high } = ratio;
  if (low <= 1 && high >= 1) {
    return `${times(first, second)}: no difference found (ratio ${formatRatioInterval(ratio)})`;
  }
  // The ratio is of times: below 1 the second is the faster one.
  if (high < 1) {
    const speedup = { ratio: 1 / ratio.ratio, low: 1 / high, high: 1 / low };
    return `${times(second, first)}: ${asFast(speedup)}`;
  }
  return `${times(first, second)}: ${asFast(ratio)}`;
}

function asFast(ratio: { readonly ratio: number; readonly low: number; readonly high: number }): string {
  return formatRatioInterval(ratio).replace('× (', '× as fast (');
}

function stepText({ times }: ArmView): string {
  return times === null ? 'no time yet' : formatDuration(times.stepNs);
}

/** How far two curves that should be the same are apart, by the epochs that both have ended. */
export function curveText(first: ArmView, second: ArmView): string {
  const pairs = first.epochs.flatMap((one) => {
    const other = second.epochs.find(({ epoch }) => epoch === one.epoch);
    return other === undefined ? [] : [[one, other] as const];
  });
  if (pairs.length === 0) return 'their curves can be compared after the first epoch';
  const differences = pairs.map(
    ([one, other]) => Math.abs(one.loss - other.loss) / Math.max(Math.abs(one.loss), 1e-12),
  );
  const apart = Math.max(...differences);
  const epochs = pairs.length === 1 ? 'in the first epoch' : `in each of ${pairs.length} epochs`;
  const [one, other] = pairs[pairs.length - 1];
  const accuracies = `${percentText(one.testAccuracy)} and ${percentText(other.testAccuracy)} of the test samples right`;
  if (!(apart <= SAME_LOSS)) {
    return `their curves differ: losses by up to ${percentText(apart, 2)}, ${accuracies}`;
  }
  const losses = apart === 0 ? 'equal losses' : `losses within ${formatSignificant(100 * apart, 2)}%`;
  return `the same curve: ${losses} ${epochs}, ${accuracies}`;
}

/** 'epoch 3 of 5 · 12 s so far'. */
export function progressText(training: TrainingView): string {
  const { status, spec, arms, elapsedMs } = training;
  const done = Math.max(0, ...arms.map(({ curve }) => curve.at(-1)?.epoch ?? 0));
  const first = Math.min(...arms.map(({ curve }) => curve.at(0)?.epoch ?? 0));
  // A saved model goes on from where it was.
  const began = Number.isFinite(first) ? Math.floor(first - 1e-9) : 0;
  const epoch = Math.min(spec.epochs, Math.floor(done - Math.max(0, began) + 1e-9) + 1);
  const time = formatSeconds(elapsedMs);
  switch (status.state) {
    case 'starting':
      return 'starting';
    case 'running':
      return `epoch ${epoch} of ${spec.epochs} · ${time} so far`;
    case 'paused':
      return `paused in epoch ${epoch} of ${spec.epochs}`;
    case 'finished':
      return `${spec.epochs} ${spec.epochs === 1 ? 'epoch' : 'epochs'} · ${time}`;
    case 'stopped':
      return `stopped after ${time}`;
    case 'checked':
      return `gradients checked in ${time}`;
    case 'refused':
      return 'refused by the gradient check';
    case 'failed':
      return `failed after ${time}`;
    default:
      return assertNever(status);
  }
}

/** 0 to 1 of all epochs of all arms. */
export function fractionOf({ arms, spec }: TrainingView): number {
  const ended = arms.reduce((sum, { epochs, curve }) => {
    const last = curve.at(-1)?.epoch ?? 0;
    return sum + Math.min(spec.epochs, epochs.length + (last - Math.floor(last)));
  }, 0);
  return Math.min(1, ended / (arms.length * spec.epochs));
}

/** Why the gradient check refuses, and what stands for it. */
export function refusalText({ opened }: TrainingView): string {
  const check = opened?.checkWithMistakes ?? null;
  if (check === null) return '';
  return `With what is wrong on purpose, the gradients of ${wrongArrays(check).join(', ')} are not those of the loss (without it the relative error is ${errorText(opened?.check.error ?? null)}). So nothing was trained.`;
}

/** 'median; 10% of the steps take less than 1.2 ms, 10% more than 1.4 ms (±8%)'. */
export function rangeText(times: Pick<TrainedArm, 'stepNs' | 'stepRangeNs'> | null): string {
  if (times === null) return '';
  const [low, high] = times.stepRangeNs;
  return `${formatDuration(low)} to ${formatDuration(high)} for 80% of the steps (${formatPercentHalfWidth(times.stepRangeNs, times.stepNs)})`;
}
