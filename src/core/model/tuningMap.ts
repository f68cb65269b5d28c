import type { MeasurementSubject } from '../measure/measurement';
import type { ParameterValues } from '../kernels/parameters';
import { gridPoints, isDefaultPoint, pointKey } from '../measure/tuning';
import type { Tuning } from '../measure/tuning';

/** A point of the grid, as it is drawn. */
export type TuningCell<Row> =
  | { readonly kind: 'measured'; readonly values: ParameterValues; readonly row: Row }
  /** It computes as another point does, which was measured in its place; the default has no values. */
  | { readonly kind: 'equal'; readonly values: ParameterValues; readonly equals: ParameterValues; readonly row: Row }
  | { readonly kind: 'unsupported'; readonly values: ParameterValues; readonly reason: string }
  | { readonly kind: 'missing'; readonly values: ParameterValues };

export interface TuningMap<Row> {
  /** What the lines and the columns differ in; one axis alone goes across, and the line is then the strategy. */
  readonly down: string;
  readonly across: string;
  readonly columns: readonly string[];
  readonly lines: readonly { readonly label: string; readonly cells: readonly TuningCell<Row>[] }[];
  readonly reference: Row | null;
}

/** The rows of a tuning in the places of its grid. */
export function tuningMap<Row>(
  { strategy, axes, leftOut }: Tuning,
  rows: readonly Row[],
  subjectOf: (row: Row) => MeasurementSubject,
): TuningMap<Row> {
  const own = rows.filter((row) => subjectOf(row).strategy === strategy);
  const byPoint = new Map(own.map((row) => [pointKey(subjectOf(row).parameters), row]));
  const skipped = new Map(leftOut.map((point) => [pointKey(point.values), point]));
  const cellOf = (values: ParameterValues): TuningCell<Row> => {
    const point = skipped.get(pointKey(values));
    if (point?.kind === 'unsupported') return point;
    const row = byPoint.get(pointKey(point?.equals ?? values));
    if (row === undefined) return { kind: 'missing', values };
    return point === undefined
      ? { kind: 'measured', values, row }
      : { kind: 'equal', values, equals: point.equals, row };
  };
  const across = axes.at(-1) ?? { parameter: '', values: [] };
  const [first] = axes;
  const down = axes.length > 1 ? first : undefined;
  const cells = gridPoints(axes).map(cellOf);
  const width = across.values.length;
  return {
    down: down?.parameter ?? '',
    across: across.parameter,
    columns: across.values.map(String),
    lines: (down?.values ?? [strategy]).map((value, line) => ({
      label: String(value),
      cells: cells.slice(line * width, (line + 1) * width),
    })),
    reference: own.find((row) => isDefaultPoint(subjectOf(row).parameters)) ?? null,
  };
}
