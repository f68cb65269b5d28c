import { formatCount, formatError, formatShare, formatSignificant } from '../../../core/format';
import { partOfCell } from '../../../core/matrix/maps/blockMap';
import type { CellGrid, Part } from '../../../core/matrix/maps/blockMap';
import { unpackNumbers } from '../../../core/matrix/maps/packedNumbers';
import type { Mapped, ProductMap } from '../../../core/matrix/maps/productMaps';
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
}

/** @param background of the theme, on which the middle of the colours depends. */
export function mapModel(map: ProductMap, metric: MapMetric, background: Colour): MapModel {
  return map.of === 'error' ? errorModel(map.map) : valuesModel(map, metric, background);
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
    [
      `${of}${rangeText(partOf(map, cell))}`,
      isSingle ? formatSignificant(mean[cell], 6) : `mean ${formatSignificant(mean[cell], 3)}`,
      ...(isSingle ? [] : [`${formatSignificant(minimum[cell], 3)} to ${formatSignificant(maximum[cell], 3)}`]),
      ...(isSingle ? [] : [`${formatCount(nonzeros[cell])} of ${formatCount(sizes[cell])} nonzero`]),
    ].join(', ');
  const common = { of, grid: map, words, caption: captionOf(map) };
  if (metric === 'pattern') {
    const most = shares.reduce((x, y) => Math.max(x, y), 0);
    return {
      ...common,
      title: `${of}: nonzeros`,
      shown: shares,
      colourOf: (cell) => cividis(most === 0 ? 0 : shares[cell] / most),
      legend: { low: '0', high: formatShare(most), unit: 'of a cell', colours: 'even' },
      text: (cell) => formatShare(shares[cell]),
    };
  }
  return {
    ...common,
    title: isSingle ? `${of}: values` : `${of}: mean values`,
    shown: mean,
    colourOf: (cell) =>
      Number.isNaN(mean[cell]) ? null : signedColour(largest === 0 ? 0 : mean[cell] / largest, background),
    legend: {
      low: formatSignificant(-largest, 3),
      high: formatSignificant(largest, 3),
      unit: isSingle ? '' : 'mean of a cell',
      colours: 'signed',
    },
    text: (cell) => formatSignificant(mean[cell], 3),
  };
}

function errorModel(map: ErrorsMap): MapModel {
  const [maximum, mean, relative] = [map.maximum, map.mean, map.relative].map(unpackNumbers);
  const domain = domainOf([...maximum]);
  const isSingle = map.rowsOfCell * map.columnsOfCell === 1;
  const words = (cell: number): string =>
    [
      `C${rangeText(partOf(map, cell))}`,
      maximum[cell] === 0 ? 'exact' : `${isSingle ? 'error' : 'largest error'} ${formatError(maximum[cell])}`,
      ...(isSingle || maximum[cell] === 0 ? [] : [`mean ${formatError(mean[cell])}`]),
      ...(maximum[cell] === 0 ? [] : [`${formatError(relative[cell])} of the size of the terms`]),
    ].join(', ');
  const all = map.rowsOfCell * map.columnsOfCell;
  const compared = map.comparedOfCell < all ? ` ${map.comparedOfCell} of its ${all} elements were compared.` : '';
  return {
    of: 'error',
    title: 'C: error against the reference',
    grid: map,
    shown: maximum,
    colourOf: (cell) => (domain === null || maximum[cell] === 0 ? null : cividis(logShare(maximum[cell], domain))),
    legend: {
      low: domain === null ? '0' : formatError(domain.low),
      high: domain === null ? '0' : formatError(domain.high),
      unit: '|C − reference|, log scale',
      colours: 'even',
    },
    text: (cell) => formatError(maximum[cell]),
    words,
    caption: `${captionOf(map)}${compared}`,
  };
}

function partOf(grid: CellGrid, cell: number): Part {
  return partOfCell(grid, Math.floor(cell / grid.across), cell % grid.across);
}

function elementsOf(grid: CellGrid, cell: number): number {
  const { rows, columns } = partOf(grid, cell);
  return rows * columns;
}

/** '[3, 4]', '[0 … 15, 4 … 7]' */
export function rangeText({ firstRow, rows, firstColumn, columns }: Part): string {
  const range = (first: number, length: number): string =>
    length === 1 ? String(first) : `${first} … ${first + length - 1}`;
  return `[${range(firstRow, rows)}, ${range(firstColumn, columns)}]`;
}

function captionOf({ part, rowsOfCell, columnsOfCell }: CellGrid): string {
  const cell =
    rowsOfCell * columnsOfCell === 1 ? 'A cell is an element.' : `A cell is ${rowsOfCell} × ${columnsOfCell} elements.`;
  return `${rangeText(part)}. ${cell}`;
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
