import * as l10n from '@vscode/l10n';
import { assertNever } from '../../../core/assertNever';
import type { CellPlace } from '../../charts/dense/cellMap';
import { CellTable } from '../../charts/numbers/CellTable';
import type { Heatmap } from './heatmapModel';
import { cornerText } from './heatmapText';
import { AS_DEFAULT, STOPPED_EARLY } from './tuningHeatmap';

interface HeatmapTableProps {
  readonly map: Heatmap;
  /** The cell that is shown first. */
  readonly place: CellPlace;
}

/** The numbers of the map as a table. */
export function HeatmapTable({ map, place }: HeatmapTableProps) {
  const { lines, columns, lineAxis } = map;
  return (
    <CellTable
      class="heatmap-table"
      regionClass="table-scroll"
      label={l10n.t('Heatmap as a table')}
      caption={captionOf(map)}
      corner={lineAxis === null ? l10n.t('strategy') : cornerText(map)}
      down={lines.length}
      across={columns.length}
      at={place}
      lineLabel={(line) => lines[line].label}
      columnLabel={(column) => columns[column].label}
      isDim={(line, column) => lines[line].cells[column].value === null}
      cell={(line, column) => {
        const { text, leader } = lines[line].cells[column];
        return leader ? <b>{text} ★</b> : text;
      }}
    />
  );
}

/** What the numbers are, and what the marks beside them say. */
function captionOf({ kind, lineAxis, axis, lines, texts, metric }: Heatmap): string {
  const { unit } = texts[metric];
  switch (kind) {
    case 'sizes':
      return l10n.t(
        '{0} by {1}; a star marks the fastest of a column, or all that cannot be told apart from it',
        ...[unit, axis],
      );
    case 'crossed':
      return l10n.t(
        '{0} by {1} and {2}; a star marks where {3} is the fastest, or cannot be told apart from it',
        ...[unit, lineAxis ?? '', axis, lines.at(0)?.strategy ?? ''],
      );
    case 'tuning':
      return lineAxis === null
        ? l10n.t(
            '{0} by {1}; a star marks the best point, {2} those stopped early, {3} the default',
            ...[unit, axis, STOPPED_EARLY, AS_DEFAULT],
          )
        : l10n.t(
            '{0} by {1} and {2}; a star marks the best point, {3} those stopped early, {4} the default',
            ...[unit, lineAxis, axis, STOPPED_EARLY, AS_DEFAULT],
          );
    default:
      return assertNever(kind);
  }
}
