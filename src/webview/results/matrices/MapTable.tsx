import * as l10n from '@vscode/l10n';
import { useMemo } from 'preact/hooks';
import { sentences } from '../../../core/sentences';
import { partOfCell } from '../../../core/matrix/maps/blockMap';
import { CellTable } from '../../charts/numbers/CellTable';
import { Answer, AskButton, useAsked } from '../charts/Explained';
import type { TabProps } from '../tab';
import { explainedAs } from './mapModel';
import type { MapModel } from './mapModel';

interface MapTableProps extends Pick<TabProps, 'view' | 'setView'> {
  readonly model: MapModel;
}

/** The numbers of a map as a table. */
export function MapTable({ model, view, setView }: MapTableProps) {
  const { grid, title, legend, text } = model;
  const { down, across } = grid;
  const asked = useAsked(explainedAs(model), { view, setView });
  const explanation = useMemo(() => (asked.isOpen ? model.explain() : null), [asked.isOpen, model]);
  return (
    <section aria-label={title}>
      <div class="chart-head">
        <h3>{title}</h3>
        <AskButton asked={asked} />
      </div>
      <Answer asked={asked} explanation={explanation} />
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
