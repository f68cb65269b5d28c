import { benchmarkTitle } from '../../../core/spec/benchmarkNames';
import { problemFacts } from '../problemText';
import type { RowGroup } from '../resultRows';

interface GroupRowProps {
  readonly group: RowGroup;
  /** Its place among the lines of the table. */
  readonly line: number;
  /** Columns of the table. */
  readonly span: number;
  readonly measure: (element: HTMLTableRowElement | null) => void;
}

/** The title above the rows of a problem. */
export function GroupRow({ group, line, span, measure }: GroupRowProps) {
  const nonzeros = group.rows.find(({ timing }) => timing !== null)?.timing?.nonzeros;
  return (
    <tr class="group" ref={measure} data-index={line} aria-rowindex={line + 2}>
      <th scope="rowgroup" colSpan={span}>
        <b>{benchmarkTitle(group.benchmark)}</b>{' '}
        <span class="dim">{problemFacts(group.problem, nonzeros).join(' · ')}</span>
      </th>
    </tr>
  );
}
