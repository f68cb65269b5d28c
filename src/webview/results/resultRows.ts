import { fastestOf, nativeReferenceOf, problemKey } from '../../core/measure/comparison';
import type { Measurement, MeasurementSubject, TimedMeasurement } from '../../core/measure/measurement';
import type { Ratio } from '../../core/measure/ratio';
import { ratioOf } from '../../core/measure/ratio';
import type { Problem } from '../../core/problem';
import type { RowState, RunView } from '../../shared/viewProtocol';
import { measurementOf, subjectOf } from '../rowState';
import type { Status } from '../statusText';

/** A row of a run with what the tabs need of it and of its neighbours. */
export interface ResultRow {
  /** Its place in the run, which names it. */
  readonly index: number;
  readonly state: RowState;
  readonly subject: MeasurementSubject;
  /** Final, or as far as it is known; `null` where nothing is known. */
  readonly measurement: Measurement | null;
  readonly timing: TimedMeasurement | null;
  /** Time of `naive` at the same problem over this row's time; `null` where one of them is missing. */
  readonly ratio: Ratio | null;
  /** Time of the native reference at the same problem over this row's time; `null` likewise. */
  readonly nativeRatio: Ratio | null;
  /** It is the native reference itself. */
  readonly isNative: boolean;
}

/** The rows of one problem of one benchmark, in the order of the run. */
export interface RowGroup {
  readonly key: string;
  readonly benchmark: string;
  readonly problem: Problem;
  readonly rows: readonly ResultRow[];
  /** Rows (by index) that are the fastest, or cannot be told apart from it. */
  readonly leaders: ReadonlySet<number>;
}

export function groupRows(run: RunView): readonly RowGroup[] {
  const groups = new Map<string, ResultRow[]>();
  for (const [index, state] of run.rows.entries()) {
    const measurement = measurementOf(state);
    const subject = subjectOf(state);
    const timing = measurement?.status === 'ok' ? measurement : null;
    const key = `${subject.benchmark}\n${problemKey(subject.problem)}`;
    const row: ResultRow = {
      index,
      state,
      subject,
      measurement,
      timing,
      ratio: null,
      nativeRatio: null,
      isNative: false,
    };
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups].flatMap(([key, rows]) => groupOf(key, rows));
}

function groupOf(key: string, rows: readonly ResultRow[]): readonly RowGroup[] {
  const [first] = rows;
  if (first === undefined) return [];
  const timings = rows.flatMap(({ timing }) => timing ?? []);
  const naive = timings.find(({ strategy }) => strategy === 'naive');
  const native = nativeReferenceOf(timings);
  const fastest = fastestOf(timings);
  const leaders = new Set(fastest === null ? [] : [fastest.fastest, ...fastest.ties]);
  return [
    {
      key,
      benchmark: first.subject.benchmark,
      problem: first.subject.problem,
      rows: rows.map((row) =>
        row.timing === null
          ? row
          : {
              ...row,
              ratio: naive === undefined ? null : ratioOf(naive, row.timing),
              nativeRatio: native === null ? null : ratioOf(native, row.timing),
              isNative: row.timing === native,
            },
      ),
      leaders: new Set(rows.filter(({ timing }) => timing !== null && leaders.has(timing)).map(({ index }) => index)),
    },
  ];
}

/** Final measurements of a run. */
export function finalMeasurements(run: RunView): readonly Measurement[] {
  return run.rows.flatMap((row) => (row.state === 'done' ? [row.measurement] : []));
}

/** 'mc 96 · kc 256', in the order in which they were given; what nobody set says that it is tuned. */
export function parametersText({ parameters, tuned = [] }: MeasurementSubject): string {
  return Object.entries(parameters)
    .map(([id, value]) => `${id} ${value}${tuned.includes(id) ? ' (tuned)' : ''}`)
    .join(' · ');
}

/** Why a row has no time, and what was said of it; '' where nothing was. */
export function statusOf({ state, measurement }: ResultRow): { readonly status: Status; readonly reason: string } {
  if (measurement !== null && measurement.status !== 'ok') {
    return { status: measurement.status, reason: measurement.reason };
  }
  return { status: state.state === 'measuring' ? 'running' : 'waiting', reason: '' };
}

/** Lowest and highest GFLOP/s within the interval of the time. */
export function speedInterval({ flops, intervalNs }: TimedMeasurement): readonly [low: number, high: number] {
  return [flops / intervalNs[1], flops / intervalNs[0]];
}

/** The three phases together, in nanoseconds. */
export function sumNs({ phasesNs }: TimedMeasurement): number {
  return phasesNs.prepare + phasesNs.transfer + phasesNs.compute;
}
