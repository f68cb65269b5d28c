import * as l10n from '@vscode/l10n';
import { sentences } from '../../../core/sentences';
import { partOfCell } from '../../../core/matrix/maps/blockMap';
import { CellTable } from '../../charts/numbers/CellTable';
import type { MapModel } from './mapModel';

/** The numbers of a map as a table. */
export function MapTable({ model }: { readonly model: MapModel }) {
  const { grid, title, legend, text } = model;
  const { down, across } = grid;
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <p class="hint">{sentences(model.caption, legend.unit)}</p>
      <CellTable
        class="map-table"
        regionClass="map-table-scroll"
        label={l10n.t('{0}, as a table', title)}
        of={model.of}
        corner={l10n.t('rows')}
        down={down}
        across={across}
        lineLabel={(line) => {
          const { firstRow, rows } = partOfCell(grid, line, 0);
          return rangeText(firstRow, rows);
        }}
        columnLabel={(column) => {
          const { firstColumn, columns } = partOfCell(grid, 0, column);
          return rangeText(firstColumn, columns);
        }}
        cell={(line, column) => text(line * across + column)}
      />
    </section>
  );
}

function rangeText(first: number, length: number): string {
  return length === 1 ? String(first) : `${first}–${first + length - 1}`;
}
