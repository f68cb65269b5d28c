import * as l10n from '@vscode/l10n';
import { useCallback, useState } from 'preact/hooks';
import { tableExplanation } from '../../../core/model/tableExplanation';
import { Checkbox } from '../../controls/Checkbox';
import { CopyBar } from '../../charts/numbers/CopyBar';
import { useCopyTarget } from '../../charts/numbers/copyTargets';
import type { CopyPart } from '../../../shared/viewProtocol';
import { measurementOf } from '../../rowState';
import { Answer, AskButton, useAsked } from '../charts/Explained';
import { RowDetails } from '../details/RowDetails';
import type { ResultRow } from '../resultRows';
import type { ResultsTab, TabProps } from '../tab';
import { tabTitle } from '../tabTitle';
import { copiedText, ROWS_TABLE } from './rowsTable';
import type { TableCell } from './rowsTable';
import { STRATEGY_COLUMN } from './columns';
import { useRowOrder } from './rowOrder';
import { ResultTable } from './ResultTable';
import './table.css';

/** Every row with its numbers, and below them how the chosen one came about. */
function TableView({ run, groups, strategies, view, setView, selected, onCopy, onShowKernel, onTune }: TabProps) {
  const asked = useAsked('table', { view, setView });
  const chosen = selected?.measurement ?? null;
  const explain = useCallback(() => {
    const measurements = run.rows.flatMap((row) => measurementOf(row) ?? []);
    return tableExplanation(measurements, chosen, run.rows.length);
  }, [run.rows, chosen]);
  const [part, setPart] = useState<CopyPart>('table');
  const [visited, setVisited] = useState<TableCell | null>(null);
  const cell = visited ?? (selected === null ? null : { row: selected.index, column: STRATEGY_COLUMN.id });
  const order = useRowOrder(run, groups, view.sort);
  useCopyTarget(ROWS_TABLE, ({ row, column }, copiedPart, format) =>
    copiedText(order.groups, copiedPart, row === null ? null : { row, column: column ?? STRATEGY_COLUMN.id }, format),
  );
  const group = groups.find(({ rows }) => selected !== null && rows.includes(selected));
  return (
    <>
      <div class="tools">
        <Checkbox
          label={l10n.t('bars on a log scale')}
          checked={view.logBars}
          onChange={(logBars) => {
            setView({ logBars });
          }}
        />
        <AskButton asked={asked} />
        <span class="grow" />
        <CopyBar
          part={part}
          onPart={setPart}
          onCopy={(format) => {
            onCopy(copiedText(order.groups, part, cell, format));
          }}
        />
      </div>
      <Answer asked={asked} explain={explain} />
      <ResultTable
        run={run}
        order={order}
        sort={view.sort}
        logBars={view.logBars}
        selected={selected?.index ?? null}
        onSort={(sort) => {
          setView({ sort });
        }}
        onVisit={setVisited}
        textOf={(visitedCell, copiedPart) => copiedText(order.groups, copiedPart, visitedCell, 'tsv')}
        onSelect={(index) => {
          setView({ selected: view.selected === index ? 'none' : index });
        }}
      />
      {selected !== null && group !== undefined && (
        <RowDetails
          row={selected}
          group={group}
          pinned={typeof view.selected === 'number'}
          samplesAsTable={view.samplesAsTable}
          onSamplesAsTable={(samplesAsTable) => {
            setView({ samplesAsTable });
          }}
          onShowKernel={
            onShowKernel === null
              ? null
              : () => {
                  onShowKernel(selected.index);
                }
          }
          onTune={tuneAction(selected, strategies, onTune)}
          onCopy={() => {
            onCopy(copiedText([group], 'row', { row: selected.index, column: STRATEGY_COLUMN.id }, 'markdown'));
          }}
          onClose={() => {
            setView({ selected: 'none' });
          }}
        />
      )}
    </>
  );
}

/** Tunes the strategy of a row at its problem, where it has parameters. */
function tuneAction(
  { subject }: ResultRow,
  strategies: TabProps['strategies'],
  onTune: TabProps['onTune'],
): (() => void) | null {
  const description = strategies.find(({ id }) => id === subject.strategy);
  if (description === undefined || description.parameters.length === 0) return null;
  return () => {
    onTune({ strategy: description.id, problem: subject.problem });
  };
}

export const tableTab: ResultsTab = {
  id: 'table',
  get title() {
    return tabTitle('table');
  },
  View: TableView,
};
