import * as l10n from '@vscode/l10n';
import { formatCount, formatError, formatShare, formatSignificant } from '../../../core/format';
import { partOfCell } from '../../../core/matrix/maps/blockMap';
import type { CellGrid, Part } from '../../../core/matrix/maps/blockMap';
import { cellPlaceText, partText } from '../../../core/matrix/maps/partText';
import { unpackNumbers } from '../../../core/matrix/maps/packedNumbers';
import type { Mapped, ProductMap } from '../../../core/matrix/maps/productMaps';
import type { Verification } from '../../../core/measure/measurement';
import type { Explanation } from '../../../core/model/explanation';
import { errorsExplanation, patternExplanation, valuesExplanation } from '../../../core/model/matrixMapExplanation';
import { listed, sentences } from '../../../core/sentences';
import { cividis } from '../../charts/cividis';
import type { Colour } from '../../charts/colour';
import { domainOf, logShare } from '../../charts/logScale';
import { signedColour } from '../../charts/diverging';
import type { MapMetric } from './matricesView';

/** A map as it is drawn and read. */
export interface MapModel {
  readonly of: Mapped;
  readonly title: string;
  readonly grid: CellGrid;
  /** The number of each cell that its colour stands for. */
  readonly shown: Float64Array;
  /** `null`: nothing to colour, as of an exact element on a logarithmic scale. */
  readonly colourOf: (cell: number) => Colour | null;
  /** Ends of the scale, for people, and what it counts. */
  readonly legend: {
    readonly low: string;
    readonly high: string;
    readonly unit: string;
    readonly colours: 'even' | 'signed';
  };
  /** The number of a cell, for a table. */
  readonly text: (cell: number) => string;
  /** All that is known of a cell. */
  readonly words: (cell: number) => string;
  /** What a cell is. */
  readonly caption: string;
  /** What is to be seen in it. */
  readonly explain: () => Explanation;
}

interface MapContext {
  readonly verification: Verification;
  /** Of the theme: the middle of the colours depends on it. */
  readonly background: Colour;
}

export function mapModel(map: ProductMap, metric: MapMetric, { verification, background }: MapContext): MapModel {
  return map.of === 'error' ? errorModel(map.map, verification) : valuesModel(map, metric, background);
}

/** What it is remembered by that a map says what it shows. */
export function explainedAs({ of }: Pick<MapModel, 'of'>): string {
  return `map-${of}`;
}

type ValuesMap = Exclude<ProductMap, { of: 'error' }>;
type ErrorsMap = Extract<ProductMap, { of: 'error' }>['map'];

function valuesModel({ of, map }: ValuesMap, metric: MapMetric, background: Colour): MapModel {
  const [minimum, maximum, mean, nonzeros] = [map.minimum, map.maximum, map.mean, map.nonzeros].map(unpackNumbers);
  const sizes = nonzeros.map((_, cell) => elementsOf(map, cell));
  const shares = nonzeros.map((count, cell) => count / sizes[cell]);
  const largest = mean.reduce((most, each) => Math.max(most, Number.isFinite(each) ? Math.abs(each) : 0), 0);
  const isSingle = map.rowsOfCell * map.columnsOfCell === 1;
  const words = (cell: number): string =>
    listed([
      cellPlaceText(of, map, cell),
      isSingle ? formatSignificant(mean[cell], 6) : l10n.t('mean {0}', formatSignificant(mean[cell], 3)),
      isSingle ? '' : l10n.t('{0} to {1}', formatSignificant(minimum[cell], 3), formatSignificant(maximum[cell], 3)),
      isSingle ? '' : l10n.t('{0} of {1} nonzero', formatCount(nonzeros[cell]), formatCount(sizes[cell])),
    ]);
  const common = { of, grid: map, words, caption: captionOf(map) };
  if (metric === 'pattern') {
    const most = shares.reduce((x, y) => Math.max(x, y), 0);
    return {
      ...common,
      title: l10n.t('{0}: nonzeros', of),
      shown: shares,
      colourOf: (cell) => cividis(most === 0 ? 0 : shares[cell] / most),
      legend: { low: '0', high: formatShare(most), unit: l10n.t('of a cell'), colours: 'even' },
      text: (cell) => formatShare(shares[cell]),
      explain: () => patternExplanation(of, map),
    };
  }
  return {
    ...common,
    title: isSingle ? l10n.t('{0}: values', of) : l10n.t('{0}: mean values', of),
    shown: mean,
    colourOf: (cell) =>
      Number.isNaN(mean[cell]) ? null : signedColour(largest === 0 ? 0 : mean[cell] / largest, background),
    legend: {
      low: formatSignificant(-largest, 3),
      high: formatSignificant(largest, 3),
      unit: isSingle ? '' : l10n.t('mean of a cell'),
      colours: 'signed',
    },
    text: (cell) => formatSignificant(mean[cell], 3),
    explain: () => valuesExplanation(of, map),
  };
}

function errorModel(map: ErrorsMap, verification: Verification): MapModel {
  const [maximum, mean, relative] = [map.maximum, map.mean, map.relative].map(unpackNumbers);
  const domain = domainOf([...maximum]);
  const isSingle = map.rowsOfCell * map.columnsOfCell === 1;
  const words = (cell: number): string => {
    const place = cellPlaceText('C', map, cell);
    if (maximum[cell] === 0) return listed([place, l10n.t('exact')]);
    const largest = formatError(maximum[cell]);
    return listed([
      place,
      isSingle ? l10n.t('error {0}', largest) : l10n.t('largest error {0}', largest),
      isSingle ? '' : l10n.t('mean {0}', formatError(mean[cell])),
      l10n.t('{0} of the size of the terms', formatError(relative[cell])),
    ]);
  };
  const all = map.rowsOfCell * map.columnsOfCell;
  const compared =
    map.comparedOfCell < all ? l10n.t('{0} of its {1} elements were compared.', map.comparedOfCell, all) : '';
  return {
    of: 'error',
    title: l10n.t('C: error'),
    grid: map,
    shown: maximum,
    colourOf: (cell) => (domain === null || maximum[cell] === 0 ? null : cividis(logShare(maximum[cell], domain))),
    legend: {
      low: domain === null ? '0' : formatError(domain.low),
      high: domain === null ? '0' : formatError(domain.high),
      unit: l10n.t('|C − reference|, log scale'),
      colours: 'even',
    },
    text: (cell) => formatError(maximum[cell]),
    words,
    caption: sentences(captionOf(map), compared),
    explain: () => errorsExplanation(map, verification),
  };
}

function partOf(grid: CellGrid, cell: number): Part {
  return partOfCell(grid, Math.floor(cell / grid.across), cell % grid.across);
}

function elementsOf(grid: CellGrid, cell: number): number {
  const { rows, columns } = partOf(grid, cell);
  return rows * columns;
}

function captionOf({ part, rowsOfCell, columnsOfCell }: CellGrid): string {
  return rowsOfCell * columnsOfCell === 1
    ? l10n.t('{0}. A cell is an element.', partText(part))
    : l10n.t('{0}. A cell is {1} × {2} elements.', partText(part), rowsOfCell, columnsOfCell);
}

/** The part around a cell that is looked at next: a quarter as wide and as high, 4 elements at least. */
export function closerPart(grid: CellGrid, line: number, column: number, rows: number, columns: number): Part {
  const cell = partOfCell(grid, line, column);
  const span = (first: number, length: number, whole: number, of: number): readonly [number, number] => {
    const wide = Math.min(of, Math.max(4, Math.ceil(whole / 4)));
    const centre = first + Math.floor(length / 2);
    return [Math.max(0, Math.min(of - wide, centre - Math.floor(wide / 2))), wide];
  };
  const [firstRow, high] = span(cell.firstRow, cell.rows, grid.part.rows, rows);
  const [firstColumn, wide] = span(cell.firstColumn, cell.columns, grid.part.columns, columns);
  return { firstRow, rows: high, firstColumn, columns: wide };
}
