import { useMemo } from 'preact/hooks';
import { parametersText } from '../resultRows';
import type { ResultRow } from '../resultRows';
import type { Column } from './columns';
import type { TableLine } from './tableLines';

/** Rows that are looked at for the widths, evenly spread over all. */
const LOOKED_AT = 500;

interface WidthRowProps {
  readonly lines: readonly TableLine[];
  readonly columns: readonly Column[];
}

/**
 * A row that is not seen and has the longest text of each column, so that columns keep their widths while rows come and go.
 * (A collapsed row counts for the widths: CSS 2.2, 17.5.5.)
 */
export function WidthRow({ lines, columns }: WidthRowProps) {
  const [name, ...texts] = useMemo(() => widestTexts(lines, columns), [lines, columns]);
  return (
    <tbody class="widths" aria-hidden="true">
      <tr>
        <td>{name}</td>
        {columns.flatMap(({ id, room, numeric }, column) => [
          <td key={id} class={`${room} ${numeric ? 'num' : 'words'}`}>
            {texts[column]}
          </td>,
          ...(id === 'speed' ? [<td key="bar" class="bar-cell" />] : []),
        ])}
      </tr>
    </tbody>
  );
}

function widestTexts(lines: readonly TableLine[], columns: readonly Column[]): readonly string[] {
  const step = Math.max(1, Math.floor(lines.length / LOOKED_AT));
  const rows = lines.flatMap((line, at) =>
    (at % step === 0 || at % step === 1) && line.kind === 'row' ? [line.row] : [],
  );
  const longest = (textOf: (row: ResultRow) => string): string =>
    rows.reduce((widest, row) => {
      const text = textOf(row);
      return text.length > widest.length ? text : widest;
    }, '');
  return [
    longest(({ subject }) => `${subject.strategy} ${parametersText(subject)}`),
    ...columns.map((column) => longest((row) => (row.timing === null ? '' : column.text(row, row.timing)))),
  ];
}
