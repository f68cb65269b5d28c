import * as l10n from '@vscode/l10n';
import { Select } from '../controls/Select';
import type { ResultRow } from './resultRows';

interface RowSelectProps {
  readonly label: string;
  readonly name: string;
  /** Those to choose among, in their order. */
  readonly rows: readonly ResultRow[];
  readonly chosen: ResultRow;
  readonly labelOf: (row: ResultRow) => string;
  readonly onChoose: (index: number) => void;
}

/** Rows before and after the chosen one that a list has at most: nobody reads thousands, and to make them takes a second. */
const NEIGHBOURS = 100;

/** Chooses another row of the run; of a long run one of those around the chosen one, and any other in the table. */
export function RowSelect({ label, name, rows, chosen, labelOf, onChoose }: RowSelectProps) {
  const at = rows.findIndex(({ index }) => index === chosen.index);
  const from = Math.max(0, Math.min(at - NEIGHBOURS, rows.length - 2 * NEIGHBOURS - 1));
  const near = rows.slice(from, from + 2 * NEIGHBOURS + 1);
  return (
    <>
      <Select
        label={label}
        name={name}
        value={String(chosen.index)}
        options={near.map((row) => ({ value: String(row.index), label: labelOf(row) }))}
        onChange={(index) => {
          onChoose(Number(index));
        }}
      />
      {near.length < rows.length && (
        <span class="dim">
          {l10n.t('rows {0} to {1} of {2}; the table chooses any', from + 1, from + near.length, rows.length)}
        </span>
      )}
    </>
  );
}
