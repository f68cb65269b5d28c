import * as l10n from '@vscode/l10n';
import { formatCount, formatError, formatShare, formatSignificant } from '../format';
import { partOfCell } from '../matrix/maps/blockMap';
import type { BlockMap, CellGrid } from '../matrix/maps/blockMap';
import type { ErrorMap } from '../matrix/maps/errorMap';
import { unpackNumbers } from '../matrix/maps/packedNumbers';
import { cellPlaceText } from '../matrix/maps/partText';
import type { Verification } from '../measure/measurement';
import { clauses, ended } from '../sentences';
import type { Explanation, UnitDefinition } from './explanation';
import { formatPart } from './matricesFinding';

/** What is to be seen in the values of a matrix. @param of 'A' */
export function valuesExplanation(of: string, map: BlockMap): Explanation {
  const isSingle = isOfElements(map);
  return {
    sentences: [
      isSingle
        ? l10n.t(
            'Each of the {0} × {1} cells is an element of {2}: blue below 0, orange above, grey at 0.',
            map.down,
            map.across,
            of,
          )
        : l10n.t(
            'Each of the {0} × {1} cells is the mean of {2} × {3} elements of {4}: blue below 0, orange above, grey at 0.',
            ...[map.down, map.across, map.rowsOfCell, map.columnsOfCell, of],
          ),
      extremesText(of, map),
    ],
    units: isSingle ? [] : [unitOfMeans()],
  };
}

/** The largest and the smallest element, where they lie, and the mean of all. */
function extremesText(of: string, map: BlockMap): string {
  const [minimum, maximum, mean] = [map.minimum, map.maximum, map.mean].map(unpackNumbers);
  const notNumbers = mean.filter((value) => Number.isNaN(value)).length;
  const [low, high] = [indexOfLeast(minimum, (value) => value), indexOfLeast(maximum, (value) => -value)];
  // A cell without a number has its ends the wrong way round.
  if (low === null || high === null || minimum[low] > maximum[high])
    return l10n.t('There is no element that is a number.');
  const weights = mean.map((_value, cell) => elementsOf(map, cell));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const all = mean.reduce((sum, value, cell) => sum + value * (weights[cell] ?? 0), 0) / total;
  const texts = [
    ...[formatSignificant(maximum[high], 3), cellPlaceText(of, map, high)],
    ...[formatSignificant(minimum[low], 3), cellPlaceText(of, map, low)],
  ];
  if (notNumbers > 0) {
    return l10n.t(
      'The largest element is {0}, in {1}, the smallest {2}, in {3}; {4} of the cells hold one that is not a number.',
      ...texts,
      formatShare(notNumbers / mean.length),
    );
  }
  return l10n.t(
    'The largest element is {0}, in {1}, the smallest {2}, in {3}; the mean of all is {4}.',
    ...texts,
    formatSignificant(all, 3),
  );
}

/** What is to be seen in the pattern of a sparse matrix. */
export function patternExplanation(of: string, map: BlockMap): Explanation {
  const nonzeros = unpackNumbers(map.nonzeros);
  const shares = nonzeros.map((count, cell) => count / elementsOf(map, cell));
  const total = nonzeros.reduce((sum, count) => sum + count, 0);
  const elements = map.part.rows * map.part.columns;
  const empty = nonzeros.filter((count) => count === 0).length;
  const fullest = indexOfLeast(shares, (share) => -share);
  return {
    sentences: [
      isOfElements(map)
        ? l10n.t('Each of the {0} × {1} cells is an element of {2}, dark where it is 0.', map.down, map.across, of)
        : l10n.t(
            'Each of the {0} × {1} cells says how many of its {2} × {3} elements of {4} are not 0, dark for none of them.',
            ...[map.down, map.across, map.rowsOfCell, map.columnsOfCell, of],
          ),
      patternText(of, map, { total, elements, empty, fullest, most: fullest === null ? 0 : shares[fullest] }),
    ],
    units: [
      {
        unit: l10n.t('density'),
        definition: l10n.t(
          'elements that are not 0 over all elements; a strategy that skips zeros does work for the former alone.',
        ),
      },
    ],
  };
}

interface Pattern {
  readonly total: number;
  readonly elements: number;
  /** Cells without a nonzero. */
  readonly empty: number;
  readonly fullest: number | null;
  readonly most: number;
}

function patternText(of: string, map: BlockMap, { total, elements, empty, fullest, most }: Pattern): string {
  if (fullest === null || total === 0) return l10n.t('None of what is seen differs from 0.');
  if (total === elements) return l10n.t('All {0} elements that are seen differ from 0.', formatCount(elements));
  return l10n.t(
    'Of the elements that are seen {0} are not 0; {1} of the cells hold none of these, the fullest, {2}, has {3} of its own.',
    ...[formatShare(total / elements), formatShare(empty / (map.down * map.across))],
    ...[cellPlaceText(of, map, fullest), formatShare(most)],
  );
}

/** What is to be seen in the errors of C. */
export function errorsExplanation(map: ErrorMap, { norm, bound }: Pick<Verification, 'norm' | 'bound'>): Explanation {
  const maximum = unpackNumbers(map.maximum);
  const size = [map.down, map.across, map.rowsOfCell, map.columnsOfCell];
  const cells = isOfElements(map)
    ? l10n.t('Each of the {0} × {1} cells is |C − reference| of an element', ...size)
    : l10n.t('Each of the {0} × {1} cells is the largest |C − reference| of its {2} × {3} elements', ...size);
  const elements = map.part.rows * map.part.columns;
  const exact = maximum.filter((error) => error === 0).length;
  return {
    sentences: [
      ended(
        clauses(
          cells,
          exact === 0
            ? l10n.t('no cell is exact throughout')
            : l10n.t('{0} of them, without a colour, are exact', formatShare(exact / Math.max(1, maximum.length))),
          map.compared < elements
            ? l10n.t('{0} of the {1} elements were compared', formatCount(map.compared), formatCount(elements))
            : '',
        ),
      ),
      worstText(map, maximum, { norm, bound }),
    ],
    units: [
      {
        unit: l10n.t('|C − reference|'),
        definition: l10n.t(
          'how far an element lies from the product of the same operands in float64, on a logarithmic scale: equal steps of colour are equal factors.',
        ),
      },
      unitOfBound(),
    ],
  };
}

/** Where the largest error lies, and how much of the bound the product uses. */
function worstText(
  map: ErrorMap,
  maximum: Float64Array,
  { norm, bound }: Pick<Verification, 'norm' | 'bound'>,
): string {
  const largest = indexOfLeast(maximum, (error) => -error);
  const share = formatPart(bound === 0 ? 0 : norm / bound);
  if (largest === null || maximum[largest] === 0) {
    return l10n.t(
      'Nothing that is seen is off; the whole product uses {0} of its bound of {1}.',
      share,
      formatError(bound),
    );
  }
  return l10n.t(
    'The largest error is {0} and lies in {1}; beside the size of their terms no elements are off by more than {2}, which is {3} of the bound of {4}.',
    ...[formatError(maximum[largest]), cellPlaceText('C', map, largest), formatError(norm), share, formatError(bound)],
  );
}

function unitOfMeans(): UnitDefinition {
  return {
    unit: l10n.t('mean of a cell'),
    definition: l10n.t(
      'the sum of its elements over their number: in a cell of many, large ones of both signs cancel, and the line below the map says its ends.',
    ),
  };
}

function unitOfBound(): UnitDefinition {
  return {
    unit: l10n.t('bound'),
    definition: l10n.t(
      'what rounding alone can make of an element beside |α|·|A|·|B| + |β|·|C₀|, the size of its terms: it grows with k and the roundoff of the element type, and an error above it is a wrong result.',
    ),
  };
}

function isOfElements({ rowsOfCell, columnsOfCell }: CellGrid): boolean {
  return rowsOfCell * columnsOfCell === 1;
}

function elementsOf(grid: CellGrid, cell: number): number {
  const { rows, columns } = partOfCell(grid, Math.floor(cell / grid.across), cell % grid.across);
  return rows * columns;
}

/** The place of the least by some measure; what is not a number does not count. */
function indexOfLeast(values: Float64Array, measure: (value: number) => number): number | null {
  let least: number | null = null;
  for (const [index, value] of values.entries()) {
    if (Number.isNaN(value)) continue;
    if (least === null || measure(value) < measure(values[least])) least = index;
  }
  return least;
}
