import * as l10n from '@vscode/l10n';
import { useMemo } from 'preact/hooks';
import { ShareBar } from '../../charts/ShareBar';
import { contextOf } from '../../charts/numbers/copyTargets';
import { logShare } from '../../charts/logScale';
import { ROW_SECTION } from '../../../shared/viewProtocol';
import type { TimedMeasurement } from '../../../core/measure/measurement';
import { statusText } from '../../statusText';
import { parametersText, speedInterval, statusOf } from '../resultRows';
import type { ResultRow } from '../resultRows';
import type { Column } from './columns';

/** What the bars are drawn against, in GFLOP/s. */
export interface BarScale {
  readonly low: number;
  readonly high: number;
  readonly logarithmic: boolean;
}

interface TableRowProps {
  readonly runId: string;
  readonly row: ResultRow;
  /** Its place among the lines of the table. */
  readonly line: number;
  readonly columns: readonly Column[];
  /** The fastest of its problem, or not told apart from it. */
  readonly leader: boolean;
  /** Its kernel runs now. */
  readonly active: boolean;
  readonly selected: boolean;
  /** The row that Tab comes to. */
  readonly tabStop: boolean;
  readonly scale: BarScale | null;
  readonly measure: (element: HTMLTableRowElement | null) => void;
  readonly onSelect: (index: number) => void;
}

/** The element that shows the details of the selected row. */
export const detailsId = 'row-details';

export function TableRow(props: TableRowProps) {
  const { runId, row, line, columns, leader, active, selected, tabStop, scale, measure, onSelect } = props;
  const { index, state, subject, timing, ratio, nativeRatio } = row;
  const parameters = parametersText(subject);
  const classes = [
    'row',
    leader && 'leader',
    selected && 'selected',
    active && 'active',
    state.state !== 'done' && 'open',
  ];
  // While a run streams most rows stay as they are: the same element again spares the comparison of all their cells.
  return useMemo(
    () => (
      <tr
        class={classes.filter(Boolean).join(' ')}
        ref={measure}
        aria-rowindex={line + 2}
        data-row={index}
        data-index={line}
        data-vscode-context={contextOf({ webviewSection: ROW_SECTION, runId, row: index })}
        onClick={() => {
          onSelect(index);
        }}
      >
        <th scope="row">
          <button
            type="button"
            class="row-button"
            tabIndex={tabStop ? 0 : -1}
            aria-expanded={selected}
            aria-controls={detailsId}
          >
            {subject.strategy}
          </button>
          {parameters !== '' && <span class="parameters num dim"> {parameters}</span>}
          {active && (
            <span
              class="codicon codicon-circle-filled running-mark pulse"
              role="img"
              aria-label={l10n.t('runs now')}
              title={l10n.t('runs now')}
            />
          )}
          {timing !== null && (
            <span class="backend-below dim" title={timing.backend}>
              {timing.backend}
            </span>
          )}
        </th>
        {timing === null ? (
          <StatusCell row={row} span={columns.length + 1} />
        ) : (
          <ResultCells row={row} columns={columns} timing={timing} scale={scale} />
        )}
      </tr>
    ),
    [
      runId,
      state,
      line,
      tabStop,
      leader,
      active,
      selected,
      scale,
      ratio?.low,
      ratio?.high,
      nativeRatio?.low,
      nativeRatio?.high,
      columns,
      measure,
    ],
  );
}

function StatusCell({ row, span }: { readonly row: ResultRow; readonly span: number }) {
  const { status, reason } = statusOf(row);
  return (
    <td class="status" colSpan={span}>
      {status === 'failed' && <span class="codicon codicon-error" aria-hidden="true" />}
      <span class={`word ${status}`}>{statusText(status)}</span> {reason}
    </td>
  );
}

interface ResultCellsProps {
  readonly row: ResultRow;
  readonly columns: readonly Column[];
  readonly timing: TimedMeasurement;
  readonly scale: BarScale | null;
}

function ResultCells({ row, columns, timing, scale }: ResultCellsProps) {
  return (
    <>
      {columns.flatMap((column) => {
        const content = column.cell?.(row, timing) ?? column.text(row, timing);
        return [
          <td
            key={column.id}
            class={`${column.room} ${column.numeric ? 'num' : 'words'}`}
            data-column={column.id}
            data-vscode-context={contextOf({ column: column.id })}
            tabIndex={-1}
          >
            {content}
          </td>,
          ...(column.id === 'speed' ? [<BarCell key="bar" timing={timing} scale={scale} />] : []),
        ];
      })}
    </>
  );
}

function BarCell({ timing, scale }: Pick<ResultCellsProps, 'timing' | 'scale'>) {
  if (scale === null) return <td class="bar-cell" />;
  const share = (gflops: number): number => (scale.logarithmic ? logShare(gflops, scale) : gflops / scale.high);
  const [low, high] = speedInterval(timing);
  return (
    <td class="bar-cell">
      <ShareBar share={share(timing.gflops)} interval={[share(low), share(high)]} />
    </td>
  );
}
