import * as l10n from '@vscode/l10n';
import { assertNever } from '../../core/assertNever';
import { formatCount, formatDuration, formatPercentHalfWidth } from '../../core/format';
import { isTimed } from '../../core/measure/comparison';
import type { Failure, TimedMeasurement } from '../../core/measure/measurement';
import { findingOf } from '../../core/model/findings';
import type { GateVerdict } from '../../core/model/gates';
import { axisOf } from '../../core/problemLabel';
import type { ProblemAxis } from '../../core/problemLabel';
import type { BenchmarkEntry } from '../../core/spec/benchmarkFile';
import { choiceKey } from '../../core/spec/request';
import { outcomeText } from '../../shared/outcomeText';
import type { RowState } from '../../shared/viewProtocol';
import type { BenchmarkRows } from './benchmarkResults';
import { currentRows } from './currentRows';
import type { CurrentRow } from './currentRows';
import { speedBar } from './speedBar';

/** What stands after the end of a line. */
export interface ResultText {
  /** From 0. */
  readonly line: number;
  readonly tone: 'result' | 'failure';
  /** Block characters, the more the faster; '' where there is no time. */
  readonly bar: string;
  readonly text: string;
}

/**
 * The last results of a benchmark: of each strategy at the end of its line, and the finding at the name's line; the finding
 * alone where strategies share a line or are left out. `lineOf` gives the line of an offset.
 */
export function resultTexts(
  { benchmark, nameRange, strategyRanges, expectRanges }: BenchmarkEntry,
  { state, rows, verdicts }: BenchmarkRows,
  lineOf: (offset: number) => number,
): readonly ResultText[] {
  if (benchmark === null) return [];
  const current = currentRows(benchmark, rows);
  if (current.length === 0) return [];
  const summary = { line: lineOf(nameRange.offset), ...plain(summaryOf(state, current)) };
  const lines = strategyRanges.map(({ offset, length }) => lineOf(offset + length));
  const judged = verdictTexts(verdicts, expectRanges, lineOf).filter(({ line }) => line !== summary.line);
  if (lines.length === 0 || new Set([summary.line, ...lines]).size <= lines.length) return [summary, ...judged];

  const fastest = fastestOfEach(current);
  const choices = benchmark.strategies.map(choiceKey);
  const results = lines.flatMap((line, index): ResultText[] => {
    const own = current.filter(({ choice }) => choice === choices[index]);
    const text = strategyText(own, fastest, axisOf(benchmark.problems));
    return text === null ? [] : [{ line, ...text }];
  });
  const taken = new Set(results.map(({ line }) => line));
  return [summary, ...results, ...judged.filter(({ line }) => !taken.has(line))];
}

const WORST_FIRST = ['missed', 'undecided', 'met'] as const;

/** What came of each expectation at the end of its line: of one at several sizes the worst. */
export function verdictTexts(
  verdicts: readonly GateVerdict[],
  expectRanges: BenchmarkEntry['expectRanges'],
  lineOf: (offset: number) => number,
): readonly ResultText[] {
  const texts = new Map<number, ResultText>();
  for (const [index, { offset, length }] of expectRanges.entries()) {
    const own = verdicts.filter((verdict) => verdict.index === index);
    const worst = WORST_FIRST.flatMap((outcome) => own.filter((each) => each.outcome === outcome)).at(0);
    if (worst === undefined) continue;
    const { outcome, reason } = worst;
    const alike = own.filter((each) => each.outcome === outcome).length;
    const word =
      own.length > 1 ? l10n.t('{0} ({1} of {2})', outcomeText(outcome), alike, own.length) : outcomeText(outcome);
    const line = lineOf(offset + length);
    // Expectations that share a line: the first that is not met is what has to be read.
    if (texts.get(line)?.tone === 'failure') continue;
    const tone = outcome === 'missed' ? 'failure' : 'result';
    texts.set(line, { line, tone, bar: '', text: `${word}${SEPARATOR}${reason}` });
  }
  return [...texts.values()];
}

type Text = Omit<ResultText, 'line'>;

function plain(text: string): Text {
  return { tone: 'result', bar: '', text };
}

function summaryOf(state: BenchmarkRows['state'], current: readonly CurrentRow[]): string {
  const done = current.flatMap(({ row }) => (row.state === 'done' ? [row.measurement] : []));
  switch (state) {
    case 'running':
      return l10n.t('measuring: {0} of {1} done', formatCount(done.length), formatCount(current.length));
    case 'done':
      return findingOf({ measurements: done }).title;
    default:
      return assertNever(state);
  }
}

/** Problem → the least median of its rows, in nanoseconds. */
function fastestOfEach(current: readonly CurrentRow[]): ReadonlyMap<string, number> {
  const fastest = new Map<string, number>();
  for (const { row, problem } of current) {
    const timing = timingOf(row);
    if (timing !== null) fastest.set(problem, Math.min(timing.medianNs, fastest.get(problem) ?? Infinity));
  }
  return fastest;
}

/** What is known of one strategy: its last time, or why there is none; `null` while nothing is known. */
function strategyText(
  rows: readonly CurrentRow[],
  fastest: ReadonlyMap<string, number>,
  axis: ProblemAxis,
): Text | null {
  const failures = rows.flatMap(({ row }) => failureOf(row) ?? []);
  for (const { row, problem } of [...rows].reverse()) {
    const timing = timingOf(row);
    if (timing === null) continue;
    const { medianNs, intervalNs, backend } = timing;
    const parts = [
      `${formatDuration(medianNs)} ${formatPercentHalfWidth(intervalNs, medianNs)}`,
      backend,
      axis.label(timing.problem),
      row.state === 'measuring' ? l10n.t('measuring…') : '',
      failures.length === 0 ? '' : l10n.t('{0} of {1} sizes without a time', failures.length, rows.length),
    ];
    const bar = speedBar((fastest.get(problem) ?? medianNs) / medianNs);
    return { tone: 'result', bar, text: parts.filter((part) => part !== '').join(SEPARATOR) };
  }
  const failure = failures.at(-1);
  if (failure !== undefined) return failureText(failure);
  return rows.some(({ row }) => row.state === 'measuring') ? plain(l10n.t('measuring…')) : null;
}

/** Two no-break spaces: others would be shown as one. */
const SEPARATOR = '\u00a0\u00a0';

function failureText({ status, reason }: Failure): Text {
  switch (status) {
    case 'failed':
      return { tone: 'failure', bar: '', text: `${l10n.t('failed')}${SEPARATOR}${reason}` };
    case 'unsupported':
      return plain(`${l10n.t('not measured')}${SEPARATOR}${reason}`);
    case 'cancelled':
      return plain(l10n.t('cancelled'));
    default:
      return assertNever(status);
  }
}

/** The time of a row, or its time so far. */
function timingOf(row: RowState): TimedMeasurement | null {
  switch (row.state) {
    case 'waiting':
      return null;
    case 'measuring':
      return row.soFar !== null && isTimed(row.soFar) ? row.soFar : null;
    case 'done':
      return isTimed(row.measurement) ? row.measurement : null;
    default:
      return assertNever(row);
  }
}

function failureOf(row: RowState): Failure | null {
  return row.state === 'done' && row.measurement.status !== 'ok' ? row.measurement : null;
}
