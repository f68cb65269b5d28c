import { assertNever } from '../../core/assertNever';
import type { ParameterSpec } from '../../core/kernels/parameters';
import type { StrategyDescription, Support } from '../../core/kernels/strategy';
import type { TableLayout } from './measurementTables';
import { columnWidths, textTable, widthsWithin } from './textTable';
import type { Column } from './textTable';

/** A strategy, and whether this machine can run it. */
export interface StrategyHere extends StrategyDescription {
  readonly support: Support;
}

/** A strategy a line, with whether it can run here; below, the parameters as `--set` takes them. */
export function strategiesReport(strategies: readonly StrategyHere[], { width, ink }: TableLayout): string {
  const columns: readonly Column<StrategyHere>[] = [
    { title: 'strategy', align: 'left', cell: ({ id }) => ink.bold(id) },
    { title: 'title', align: 'left', cell: ({ title }) => title },
    { title: 'here', align: 'left', cell: ({ support }) => (support.supported ? 'yes' : ink.yellow('no')) },
    {
      title: 'what it does, or why it cannot run here',
      align: 'left',
      cell: ({ support, summary }) => (support.supported ? summary : support.reason),
    },
  ];
  const widths = columnWidths(columns, strategies);
  const table = textTable(columns, strategies, widthsWithin(widths, width));
  const parameters = strategies.flatMap(({ id, parameters: own }) => own.map((spec) => ({ id, spec })));
  if (parameters.length === 0) return table;
  const parameterColumns: readonly Column<(typeof parameters)[number]>[] = [
    { title: 'parameter', align: 'left', cell: ({ id, spec }) => `${id}.${spec.id}` },
    { title: 'default', align: 'left', cell: ({ spec }) => defaultText(spec) },
    { title: 'values', align: 'left', cell: ({ spec }) => valuesText(spec) },
    { title: 'what it is', align: 'left', cell: ({ spec }) => spec.description },
  ];
  const parameterWidths = columnWidths(parameterColumns, parameters);
  return `${table}\n\n${textTable(parameterColumns, parameters, widthsWithin(parameterWidths, width))}`;
}

function defaultText(spec: ParameterSpec): string {
  return spec.default === null ? 'by the problem' : String(spec.default);
}

function valuesText(spec: ParameterSpec): string {
  switch (spec.kind) {
    case 'integer':
      return `${spec.minimum}–${spec.maximum}`;
    case 'choice':
      return spec.options.map(({ value }) => value).join(' ');
    default:
      return assertNever(spec);
  }
}
