import * as l10n from '@vscode/l10n';
import { assertNever } from '../../../core/assertNever';
import {
  formatDuration,
  formatPercentHalfWidth,
  formatRatio,
  formatRatioInterval,
  formatSeconds,
  formatSignificant,
} from '../../../core/format';
import type { TrainedArm } from '../../../core/measure/trainingRecord';
import { phaseTitle } from '../../../core/mlp/phaseText';
import { clauses, listed } from '../../../core/sentences';
import type { Finding } from '../../../core/model/findings';
import type { ArmView, TrainingView } from '../../../shared/trainingView';
import { checkText, errorText, percentText, planText, stepParts, strategyOf, wrongArrays } from './trainingTexts';
import type { StepPart } from './trainingTexts';

/** Mean losses of an epoch that differ by no more are the same curve: other roundings, the same training. */
const SAME_LOSS = 1e-3;

/** The sentence that a training is for, with its numbers; and what it was. */
export function trainingFinding(training: TrainingView): Finding {
  const { status, opened } = training;
  const detail = planText(training);
  switch (status.state) {
    case 'starting':
      return { title: l10n.t('Reading the data and checking the gradients'), detail };
    case 'checked':
    case 'refused': {
      const check = opened?.checkWithMistakes ?? opened?.check;
      const title = check === undefined ? l10n.t('Nothing was checked') : checkText(check).replace(/[.。]$/, '');
      return { title, detail };
    }
    case 'failed':
      return opened === null
        ? { title: l10n.t('Nothing was trained'), detail }
        : { title: whatCameOut(training, (text) => l10n.t('{0} until the engine was lost', text)), detail };
    case 'running':
    case 'paused':
      return {
        title: whatCameOut(training, (text) => l10n.t({ message: '{0} so far', args: [text], comment: ['a finding'] })),
        detail,
      };
    case 'finished':
    case 'stopped':
      return { title: whatCameOut(training, null), detail };
    default:
      return assertNever(status);
  }
}

/** @param until says of a finding that it is not that of the end; `null` where it is */
function whatCameOut(training: TrainingView, until: ((text: string) => string) | null): string {
  const [first, second] = training.arms;
  if (first === undefined || first.times === null) {
    return until === null ? l10n.t('No step has been timed') : l10n.t('No step has been timed yet');
  }
  const say = until ?? ((text: string) => text);
  return second === undefined || second.times === null
    ? say(oneArm(training, first))
    : clauses(say(sideBySide(first, second)), curveText(first, second));
}

/** '97.2% of the test samples right after 5 epochs; a step takes 1.29 ms, 41% of it in dW1 (simd)'. */
function oneArm(training: TrainingView, arm: ArmView): string {
  const last = arm.epochs.at(-1);
  const parts = stepParts(training, arm, 0);
  const most = parts.reduce<(typeof parts)[number] | null>(
    (best, part) => (part.ns > (best?.ns ?? 0) ? part : best),
    null,
  );
  const step = stepText(arm);
  if (last === undefined) {
    return most === null
      ? l10n.t('A step takes {0}', step)
      : l10n.t('A step takes {0}, {1} of it in {2} ({3})', step, ...whereText(most));
  }
  const right = percentText(last.testAccuracy);
  return clauses(
    last.epoch === 1
      ? l10n.t('{0} of the test samples right after 1 epoch', right)
      : l10n.t('{0} of the test samples right after {1} epochs', right, last.epoch),
    most === null
      ? l10n.t('a step takes {0}', step)
      : l10n.t('a step takes {0}, {1} of it in {2} ({3})', step, ...whereText(most)),
  );
}

/** Share, name and strategy of a part of a step. */
function whereText(part: StepPart): readonly [string, string, string] {
  return [percentText(part.share, 0), phaseTitle(part.name), strategyOf(part)];
}

/** 'With blas a step takes 0.87 ms, with simd 1.29 ms: 1.48× as fast (1.45–1.51)'. */
function sideBySide(first: ArmView, second: ArmView): string {
  const ratio = second.times?.ratio ?? null;
  const times = [first.name, stepText(first), second.name, stepText(second)];
  if (ratio === null) return l10n.t('With {0} a step takes {1}, with {2} {3}', ...times);
  const { low, high } = ratio;
  if (low <= 1 && high >= 1) {
    return l10n.t(
      'With {0} a step takes {1}, with {2} {3}: no difference found (ratio {4})',
      ...times,
      formatRatioInterval(ratio),
    );
  }
  // The ratio is of times: below 1 the second is the faster one.
  const [faster, slower, speedup] =
    high < 1 ? [second, first, { ratio: 1 / ratio.ratio, low: 1 / high, high: 1 / low }] : [first, second, ratio];
  return l10n.t(
    'With {0} a step takes {1}, with {2} {3}: {4}× as fast ({5}–{6})',
    ...[faster.name, stepText(faster), slower.name, stepText(slower)],
    ...[speedup.ratio, speedup.low, speedup.high].map(formatRatio),
  );
}

function stepText({ times }: ArmView): string {
  return times === null ? '–' : formatDuration(times.stepNs);
}

/** How far two curves that should be the same are apart, by the epochs that both have ended. */
export function curveText(first: ArmView, second: ArmView): string {
  const pairs = first.epochs.flatMap((one) => {
    const other = second.epochs.find(({ epoch }) => epoch === one.epoch);
    return other === undefined ? [] : [[one, other] as const];
  });
  if (pairs.length === 0) return l10n.t('their curves can be compared after the first epoch');
  const differences = pairs.map(
    ([one, other]) => Math.abs(one.loss - other.loss) / Math.max(Math.abs(one.loss), 1e-12),
  );
  const apart = Math.max(...differences);
  const [one, other] = pairs[pairs.length - 1];
  const right = [percentText(one.testAccuracy), percentText(other.testAccuracy)];
  if (!(apart <= SAME_LOSS)) {
    return l10n.t(
      'their curves differ: losses by up to {0}, {1} and {2} of the test samples right',
      percentText(apart, 2),
      ...right,
    );
  }
  const within = formatSignificant(100 * apart, 2);
  if (pairs.length === 1) {
    return apart === 0
      ? l10n.t('the same curve: equal losses in the first epoch, {0} and {1} of the test samples right', ...right)
      : l10n.t(
          'the same curve: losses within {2}% in the first epoch, {0} and {1} of the test samples right',
          ...[...right, within],
        );
  }
  return apart === 0
    ? l10n.t(
        'the same curve: equal losses in each of {2} epochs, {0} and {1} of the test samples right',
        ...[...right, pairs.length],
      )
    : l10n.t(
        'the same curve: losses within {3}% in each of {2} epochs, {0} and {1} of the test samples right',
        ...[...right, pairs.length, within],
      );
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
      return l10n.t('starting');
    case 'running':
      return l10n.t('epoch {0} of {1} · {2} so far', epoch, spec.epochs, time);
    case 'paused':
      return l10n.t('paused in epoch {0} of {1}', epoch, spec.epochs);
    case 'finished':
      return spec.epochs === 1 ? l10n.t('1 epoch · {0}', time) : l10n.t('{0} epochs · {1}', spec.epochs, time);
    case 'stopped':
      return l10n.t('stopped after {0}', time);
    case 'checked':
      return l10n.t('gradients checked in {0}', time);
    case 'refused':
      return l10n.t('refused by the gradient check');
    case 'failed':
      return l10n.t('failed after {0}', time);
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
  return l10n.t(
    'With what is wrong on purpose, the gradients of {0} are not those of the loss (without it the relative error is {1}). So nothing was trained.',
    listed(wrongArrays(check)),
    errorText(opened?.check.error ?? null),
  );
}

/** 'median; 10% of the steps take less than 1.2 ms, 10% more than 1.4 ms (±8%)'. */
export function rangeText(times: Pick<TrainedArm, 'stepNs' | 'stepRangeNs'> | null): string {
  if (times === null) return '';
  const [low, high] = times.stepRangeNs;
  return l10n.t(
    '{0} to {1} for 80% of the steps ({2})',
    ...[formatDuration(low), formatDuration(high), formatPercentHalfWidth(times.stepRangeNs, times.stepNs)],
  );
}
