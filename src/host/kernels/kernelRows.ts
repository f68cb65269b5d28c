import * as l10n from '@vscode/l10n';
import { isStrategyId } from '../../core/kernels/registry';
import type { Measurement, MeasurementSubject, SampledBenchmark } from '../../core/measure/measurement';
import { pointText } from '../../core/measure/tuning';
import { sizeLabel } from '../../core/problem';
import type { KernelRequest } from '../../shared/engineProtocol';
import type { RowState, RunView } from '../../shared/viewProtocol';

/** A run as far as its kernels are concerned. */
export interface KernelRun {
  readonly view: Pick<RunView, 'id' | 'machine' | 'rows'>;
  readonly benchmarks: readonly Pick<SampledBenchmark, 'name' | 'threads'>[];
}

/** A row to choose from. */
export interface KernelRow {
  readonly row: number;
  /** 'simd (mr = 6)'. */
  readonly label: string;
  /** '512×512×512 f32'. */
  readonly description: string;
  /** What really ran, or how the row stands. */
  readonly detail: string;
}

/** The rows of a run whose kernels may be shown, in their order. */
export function kernelRows({ view }: KernelRun): readonly KernelRow[] {
  return view.rows.flatMap((state, row) => {
    const subject = subjectOf(state);
    if (!isStrategyId(subject.strategy)) return [];
    return [
      {
        row,
        label: labelOf(subject),
        description: `${sizeLabel(subject.problem)} ${subject.problem.dtype}`,
        detail: backendOf(state) ?? stateText(state),
      },
    ];
  });
}

/** What the engine is asked for a row; `null` where there is no such row, or its strategy is not known to this version. */
export function kernelRequestOf({ view, benchmarks }: KernelRun, row: number): KernelRequest | null {
  const state = view.rows[row];
  if (state === undefined) return null;
  const { strategy, parameters, tuned, problem, benchmark } = subjectOf(state);
  if (!isStrategyId(strategy)) return null;
  const { machine } = view;
  return {
    choice: { id: strategy, values: parameters },
    problem,
    threads: benchmarks.find(({ name }) => name === benchmark)?.threads ?? null,
    measured: machine === null ? null : { machine, backend: backendOf(state), tuned: tuned ?? [] },
    wraps: true,
  };
}

function labelOf({ strategy, parameters }: MeasurementSubject): string {
  return Object.keys(parameters).length === 0 ? strategy : `${strategy} (${pointText(parameters)})`;
}

function subjectOf(state: RowState): MeasurementSubject {
  return state.state === 'done' ? state.measurement : state.subject;
}

function backendOf(state: RowState): string | null {
  const measurement = measurementOf(state);
  return measurement?.status === 'ok' ? measurement.backend : null;
}

function measurementOf(state: RowState): Measurement | null {
  switch (state.state) {
    case 'done':
      return state.measurement;
    case 'measuring':
      return state.soFar;
    case 'waiting':
      return null;
  }
}

function stateText(state: RowState): string {
  const measurement = measurementOf(state);
  if (measurement === null || measurement.status === 'ok') return l10n.t('not measured yet');
  switch (measurement.status) {
    case 'failed':
      return l10n.t('failed: {0}', measurement.reason);
    case 'unsupported':
      return l10n.t('unsupported: {0}', measurement.reason);
    case 'cancelled':
      return l10n.t('cancelled');
  }
}
