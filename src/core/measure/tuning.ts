import * as l10n from '@vscode/l10n';
import type { ParameterValue, ParameterValues } from '../kernels/parameters';
import { listed } from '../sentences';

/** A parameter that a tuning varies, with the values that it tries, in the order in which they are drawn. */
export interface TuningAxis {
  readonly parameter: string;
  readonly values: readonly ParameterValue[];
}

/** A point of the grid that is not measured: it computes as another one does, or it cannot run here. */
export type LeftOutPoint =
  | { readonly kind: 'equal'; readonly values: ParameterValues; readonly equals: ParameterValues }
  | { readonly kind: 'unsupported'; readonly values: ParameterValues; readonly reason: string };

/**
 * What makes a benchmark a tuning: one strategy at one problem, the default (no parameter set) as its first row, then the
 * points of a grid over one or two parameters.
 */
export interface Tuning {
  readonly strategy: string;
  /** One or two. */
  readonly axes: readonly TuningAxis[];
  readonly leftOut: readonly LeftOutPoint[];
}

/** Text that is equal for equal values, whatever their order. */
export function pointKey(values: ParameterValues): string {
  return JSON.stringify(Object.entries(values).sort(([x], [y]) => (x < y ? -1 : 1)));
}

/** Whether these are the values of the default: none is set. */
export function isDefaultPoint(values: ParameterValues): boolean {
  return Object.keys(values).length === 0;
}

/** All points of the grid, the last axis fastest. */
export function gridPoints(axes: readonly TuningAxis[]): readonly ParameterValues[] {
  return axes.reduce<readonly ParameterValues[]>(
    (points, { parameter, values }) =>
      points.flatMap((point) => values.map((value) => ({ ...point, [parameter]: value }))),
    [{}],
  );
}

/** How many points the grid has, counted without making them. */
export function countGridPoints(axes: readonly TuningAxis[]): number {
  return axes.reduce((count, { values }) => count * values.length, 1);
}

/** 'mr = 6, nr = 16'; 'the default' where nothing is set. */
export function pointText(values: ParameterValues): string {
  if (isDefaultPoint(values)) return l10n.t('the default');
  return listed(Object.entries(values).map(([parameter, value]) => `${parameter} = ${value}`));
}
