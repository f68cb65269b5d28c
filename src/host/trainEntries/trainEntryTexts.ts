import * as l10n from '@vscode/l10n';
import { trainedOf } from '../../core/measure/trainingRecord';
import type { TrainedArm, TrainingRecord } from '../../core/measure/trainingRecord';
import { listed } from '../../core/sentences';
import type { TrainingEntry } from '../../core/spec/benchmarkFile';
import type { FileTraining } from '../../core/spec/trainSpec';
import { accuracyText, overText, stepText } from '../../core/trainingLabel';
import type { ResultText } from '../benchmarkFiles/resultTexts';
import { verdictTexts } from '../benchmarkFiles/resultTexts';
import { speedBar } from '../benchmarkFiles/speedBar';
import type { TrainEntryState } from './trainEntries';

/** Two no-break spaces: others would be shown as one. */
const SEPARATOR = '\u00a0\u00a0';

/** What stands after the lines of an entry: its result at the name, each training's at its strategy, verdicts. */
export function trainEntryTexts(
  { training, nameRange, strategyRanges, expectRanges }: TrainingEntry,
  state: TrainEntryState,
  lineOf: (offset: number) => number,
): readonly ResultText[] {
  if (training === null) return [];
  const line = lineOf(nameRange.offset);
  if (state.state === 'running') return [{ line, tone: 'result', bar: '', text: state.text }];
  const { record, verdicts } = state;
  if (!isOf(record, training)) return [];
  const judged = verdictTexts(verdicts, expectRanges, lineOf).filter((each) => each.line !== line);
  const arms = trainedOf(record)?.arms ?? [];
  const fastest = Math.min(...arms.map(({ stepNs }) => stepNs));
  const lines = strategyRanges.map(({ offset, length }) => lineOf(offset + length));
  const ofArms = lines.flatMap((at, index): ResultText[] => {
    const arm = arms.at(index);
    if (arm === undefined || at === line || lines.indexOf(at) !== index || lines.lastIndexOf(at) !== index) return [];
    const bar = arm.stepNs > 0 ? speedBar(fastest / arm.stepNs) : '';
    return [{ line: at, tone: 'result', bar, text: armText(arm, arms[0]) }];
  });
  const taken = new Set(ofArms.map((each) => each.line));
  return [{ line, bar: '', ...summaryOf(record) }, ...ofArms, ...judged.filter((each) => !taken.has(each.line))];
}

/** Whether the record is of the entry as it stands now, its expectations and the paths of its data aside. */
function isOf({ spec }: TrainingRecord, training: FileTraining): boolean {
  const compared = ({ data, ...rest }: FileTraining['spec']): string => JSON.stringify([data.kind, rest]);
  return compared(spec) === compared(training.spec);
}

function summaryOf(record: TrainingRecord): Pick<ResultText, 'tone' | 'text'> {
  if (record.status === 'failed')
    return { tone: 'failure', text: `${l10n.t('not trained')}${SEPARATOR}${record.reason}` };
  const { trained, spec, status } = record;
  if (trained === null) return { tone: 'result', text: l10n.t('stopped before it began') };
  const end = status === 'cancelled' ? [l10n.t('stopped before its end')] : [];
  const result = trained.arms.length === 1 ? armText(trained.arms[0], trained.arms[0]) : accuraciesText(trained.arms);
  const wrong = spec.mistakes.length === 0 ? [] : [l10n.t('WRONG ON PURPOSE: {0}', listed(spec.mistakes))];
  return { tone: wrong.length === 0 ? 'result' : 'failure', text: [...wrong, ...end, result].join(SEPARATOR) };
}

/** '95.3% to 95.4% right by 3 strategies'. */
function accuraciesText(arms: readonly TrainedArm[]): string {
  const known = arms.flatMap(({ accuracy }) => accuracy ?? []);
  if (known.length === 0) return l10n.t('no epoch came to its end');
  const sorted = [...arms]
    .filter(({ accuracy }) => accuracy !== null)
    .sort((x, y) => (x.accuracy ?? 0) - (y.accuracy ?? 0));
  const [least, most] = [sorted[0], sorted[sorted.length - 1]].map(accuracyText);
  return least === most
    ? l10n.t('{0} of the test samples right by {1} strategies', least, arms.length)
    : l10n.t('{0} to {1} of the test samples right by {2} strategies', least, most, arms.length);
}

function armText(arm: TrainedArm, first: TrainedArm): string {
  const over = arm === first ? '' : overText(arm, first);
  const parts = [l10n.t('{0} right', accuracyText(arm)), l10n.t('{0} a step', stepText(arm))];
  return [...parts, ...(over === '' ? [] : [l10n.t('{0} of {1}', over, first.name)])].join(SEPARATOR);
}

/** What is told when a training is over; a problem is shown as one. */
export function entryEnding(state: TrainEntryState | null): { readonly isProblem: boolean; readonly text: string } {
  if (state?.state !== 'done') return { isProblem: false, text: '' };
  const { record, verdicts } = state;
  if (record.status === 'failed')
    return { isProblem: true, text: l10n.t('{0} was not trained: {1}', record.name, record.reason) };
  const missed = verdicts.filter(({ outcome }) => outcome === 'missed');
  const [first] = missed;
  if (first === undefined) return { isProblem: false, text: '' };
  const { title, reason } = first;
  const text =
    missed.length === 1
      ? l10n.t('{0}: missed that {1}. {2}', record.name, title, reason)
      : l10n.t('{0}: missed that {1}. {2} (and {3} more)', record.name, title, reason, missed.length - 1);
  return { isProblem: true, text };
}
