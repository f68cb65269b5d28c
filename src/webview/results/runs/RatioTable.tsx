import * as l10n from '@vscode/l10n';
import { benchmarkTitle } from '../../../core/spec/benchmarkNames';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { assertNever } from '../../../core/assertNever';
import { formatRatio } from '../../../core/format';
import type { Verdict } from '../../../core/measure/runComparison';
import type { ComparedRowView } from '../../../shared/viewProtocol';
import { cssColour, inkOn } from '../../charts/colour';
import type { Colour } from '../../charts/colour';
import { ratioColour } from '../../charts/diverging';
import { changeText, intervalText } from './ratioMap';
import type { RatioCell, RatioMap } from './ratioMap';

interface RatioTableProps {
  readonly map: RatioMap;
  readonly label: string;
  /** Of the editor: the colour of a ratio of 1. */
  readonly background: Colour;
}

const MARKS: Readonly<Record<Verdict, string>> = { faster: '▼ ', slower: '▲ ', 'no difference found': '' };

/** The map of ratios: a table, for each cell has to say its number, its interval and its verdict in words. */
export function RatioTable({ map, label, background }: RatioTableProps) {
  return (
    <div class="ratio-scroll" tabIndex={0} role="region" aria-label={label}>
      <table class="ratios">
        <thead>
          <tr>
            <th scope="col">{l10n.t('strategy')}</th>
            {map.columns.map(({ key, benchmark, label: size }) => (
              <th key={key} scope="col">
                {benchmarkTitle(benchmark)} <span class="num dim">{benchmark === size ? '' : size}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {map.lines.map((line) => (
            <tr key={line.label}>
              <th scope="row">{line.label}</th>
              {line.cells.map((cell, column) => (
                <Cell key={map.columns[column].key} cell={cell} furthest={map.furthest} background={background} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function verdictText(verdict: ComparedRowView['verdict']): string {
  switch (verdict) {
    case 'faster':
      return l10n.t('faster');
    case 'slower':
      return l10n.t('slower');
    case 'no difference found':
      return l10n.t('no difference found');
    default:
      return assertNever(verdict);
  }
}

interface CellProps {
  readonly cell: RatioCell;
  readonly furthest: number;
  readonly background: Colour;
}

function Cell({ cell, furthest, background }: CellProps) {
  switch (cell.kind) {
    case 'ratio':
      return <Ratio row={cell.row} furthest={furthest} background={background} />;
    case 'unmatched':
      return <td class="hatched dim">{cell.reason}</td>;
    case 'not asked':
      return <td class="hatched dim">{l10n.t('not asked')}</td>;
  }
}

interface RatioProps {
  readonly row: ComparedRowView;
  readonly furthest: number;
  readonly background: Colour;
}

/** Grey where no difference was found, whatever the ratio is. */
function Ratio({ row, furthest, background }: RatioProps) {
  const cell = useRef<HTMLTableCellElement>(null);
  const isDifferent = row.verdict !== 'no difference found';
  useLayoutEffect(() => {
    const style = cell.current?.style;
    if (style === undefined) return;
    const ground = isDifferent ? ratioColour(row.ratio, furthest, background) : null;
    style.setProperty('--ground', ground === null ? 'transparent' : cssColour(ground));
    style.setProperty('--ink', ground === null ? 'var(--vscode-foreground)' : cssColour(inkOn(ground)));
  });
  return (
    <td ref={cell} class={isDifferent ? 'ratio different' : 'ratio'} title={changeText(row)}>
      <span class="ratio-first">
        <span class="num">{formatRatio(row.ratio)}×</span>{' '}
        <span class="verdict">
          <span aria-hidden="true">{MARKS[row.verdict]}</span>
          {verdictText(row.verdict)}
        </span>
      </span>{' '}
      <span class="num interval">{intervalText(row)}</span>
    </td>
  );
}
