import { Checkbox } from '../../controls/Checkbox';
import { LinkButton } from '../../controls/Button';
import { RowDetails } from '../details/RowDetails';
import type { ResultRow } from '../resultRows';
import type { ResultsTab, TabProps } from '../tab';
import { markdownTable, separatedTable } from './copyText';
import { useRowOrder } from './rowOrder';
import { ResultTable } from './ResultTable';
import './table.css';

/** Every row with its numbers, and below them how the chosen one came about. */
function TableView({ run, groups, strategies, view, setView, selected, onCopy, onShowKernel, onTune }: TabProps) {
  const order = useRowOrder(run, groups, view.sort);
  const group = groups.find(({ rows }) => selected !== null && rows.includes(selected));
  return (
    <>
      <div class="tools">
        <Checkbox
          label="bars on a log scale"
          checked={view.logBars}
          onChange={(logBars) => {
            setView({ logBars });
          }}
        />
        <span class="grow" />
        <span class="copy">
          <span class="dim">Copy as</span>
          <LinkButton
            name="copyMarkdown"
            onClick={() => {
              onCopy(markdownTable(order.groups));
            }}
          >
            Markdown
          </LinkButton>
          <LinkButton
            name="copyTsv"
            onClick={() => {
              onCopy(separatedTable(order.groups));
            }}
          >
            TSV
          </LinkButton>
        </span>
      </div>
      <ResultTable
        run={run}
        order={order}
        sort={view.sort}
        logBars={view.logBars}
        selected={selected?.index ?? null}
        onSort={(sort) => {
          setView({ sort });
        }}
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
            onCopy(markdownTable([{ ...group, rows: [selected] }]));
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

export const tableTab: ResultsTab = { id: 'table', title: 'Table', View: TableView };
