import type { Machine, Versions } from '../core/machine';
import { RUN_SCHEMA } from '../core/measure/measurement';
import type { Failure, FailureCode, Measurement, MeasurementSubject, Run } from '../core/measure/measurement';
import { planRows } from '../core/spec/runSpec';
import type { RunSpec } from '../core/spec/runSpec';
import type { RunActivity, RunEvent } from './engineProtocol';
import type { RowState } from './viewProtocol';

export interface RunEnd {
  readonly state: Run['state'];
  /** What rows without a final result get. */
  readonly code: FailureCode;
  readonly reason: string;
  readonly elapsedMs: number;
}

/** Collects the events of one run into its rows, and makes the Run of them when it ends. */
export class RunRecorder {
  private readonly states: RowState[];
  activity: RunActivity | null = null;

  constructor(
    readonly id: string,
    readonly spec: RunSpec,
    readonly startedAt: Date,
  ) {
    this.states = planRows(spec).map((subject) => ({ state: 'waiting', subject }));
  }

  get rows(): readonly RowState[] {
    return this.states;
  }

  /** Rows whose result is final. */
  get done(): number {
    return this.states.filter(({ state }) => state === 'done').length;
  }

  /** Takes in an event; returns the row that changed. */
  apply(event: RunEvent): number | null {
    if (event.type === 'added') {
      for (const subject of event.subjects) this.states.push({ state: 'waiting', subject });
      return null;
    }
    if (event.type === 'activity') {
      this.activity = event.activity;
      for (const row of event.activity.rows) {
        const state = this.states[row];
        if (state?.state === 'waiting') this.states[row] = { state: 'measuring', subject: state.subject, soFar: null };
      }
      return null;
    }
    const { row, measurement, final } = event;
    const before = this.states[row];
    if (before === undefined || before.state === 'done') return null;
    this.states[row] = final
      ? { state: 'done', measurement }
      : { state: 'measuring', subject: subjectOf(measurement), soFar: measurement };
    return row;
  }

  /** Ends the run: a row that has a timing so far keeps it, one that has none says why. */
  finish(end: RunEnd, machine: Machine, versions: Versions, notes: readonly string[] = []): Run {
    this.activity = null;
    for (const [row, state] of this.states.entries()) {
      if (state.state !== 'done') this.states[row] = { state: 'done', measurement: closeRow(state, end) };
    }
    return {
      schema: RUN_SCHEMA,
      id: this.id,
      title: this.spec.title,
      startedAt: this.startedAt.toISOString(),
      elapsedMs: end.elapsedMs,
      state: end.state,
      machine,
      versions,
      ...(notes.length === 0 ? {} : { notes }),
      benchmarks: this.spec.benchmarks.map(
        ({ name, budgetSeconds, precision, threads, cache, coolDownMs, tuning, crossover, expect }) => ({
          name,
          budgetSeconds,
          precision,
          threads,
          ...(cache === undefined ? {} : { cache }),
          ...(coolDownMs === undefined ? {} : { coolDownMs }),
          ...(tuning === undefined ? {} : { tuning }),
          ...(crossover === undefined ? {} : { crossover }),
          ...(expect === undefined ? {} : { expect }),
        }),
      ),
      measurements: this.states.flatMap((state) => (state.state === 'done' ? [state.measurement] : [])),
    };
  }
}

/** What the engine says that it measures: tuned defaults are among the parameters only there. */
function subjectOf({ benchmark, strategy, parameters, tuned, problem }: Measurement): MeasurementSubject {
  return { benchmark, strategy, parameters, ...(tuned === undefined ? {} : { tuned }), problem };
}

function closeRow(row: Exclude<RowState, { state: 'done' }>, end: RunEnd): Measurement {
  if (row.state === 'measuring' && row.soFar?.status === 'ok') return { ...row.soFar, stopped: 'cancelled' };
  const failure: Failure = {
    status: end.state === 'failed' ? 'failed' : 'cancelled',
    code: end.code,
    reason: end.reason,
  };
  return { ...row.subject, ...failure };
}
