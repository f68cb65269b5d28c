import * as l10n from '@vscode/l10n';
import { formatBytes, formatShare } from '../../format';
import { listed } from '../../sentences';
import type { Explanation, UnitDefinition } from '../explanation';
import type { CacheShape, WalkState } from './replay';
import { ELEMENT_BYTES, SIZE } from './step';
import type { Operation, Step, Walk } from './step';
import { nameOf } from './stepFinding';

/**
 * What is said of the steps when they are asked: what the last one does, and what the simulated cache has counted.
 * @param state after `count` steps, the last of which is noted in its cells
 */
export function stepExplanation(walk: Walk, state: WalkState, shape: CacheShape, count: number): Explanation {
  const sentences: Explanation['sentences'] =
    count === 0
      ? [nothingYet(walk), emptyText(walk, shape)]
      : [stepText(walk, walk.steps[count - 1], state, count), countsText(state)];
  return { sentences, units: unitsOf(shape) };
}

function nothingYet(walk: Walk): string {
  const numbers = [nameOf(walk), SIZE, walk.steps.length] as const;
  return walk.threads === 1
    ? l10n.t('{0} computes C = A·B of {1}×{1} matrices in {2} steps, of which none has run yet.', ...numbers)
    : l10n.t('{0} compute C = A·B of {1}×{1} matrices in {2} steps, of which none has run yet.', ...numbers);
}

function emptyText({ threads }: Walk, { lines, elementsOfLine }: CacheShape): string {
  const bytes = formatBytes(elementsOfLine * ELEMENT_BYTES);
  return threads === 1
    ? l10n.t(
        'The simulated cache has {0} lines of {1} and is empty: the first access to each line will miss.',
        lines,
        bytes,
      )
    : l10n.t(
        'The simulated cache of each thread has {0} lines of {1} and is empty: the first access to each line will miss.',
        ...[lines, bytes],
      );
}

function stepText(walk: Walk, step: Step, state: WalkState, count: number): string {
  const { length } = walk.steps;
  const [first] = step;
  const does = listed(workOf(step));
  const missed = [...state.cells.values()].flat().filter(({ now }) => now?.missed === true).length;
  if (walk.threads > 1) {
    return missed === 0
      ? l10n.t('Step {0} of {1} runs a statement on each thread, in all {2}; every access hits.', count, length, does)
      : l10n.t(
          'Step {0} of {1} runs a statement on each thread, in all {2}; elements that were not in the cache: {3}.',
          ...[count, length, does, missed],
        );
  }
  return missed === 0
    ? l10n.t('Step {0} of {1} is “{2}”, which makes {3}; every access hits.', count, length, first.text(), does)
    : l10n.t(
        'Step {0} of {1} is “{2}”, which makes {3}; elements that were not in the cache: {4}.',
        ...[count, length, first.text(), does, missed],
      );
}

/** '2 reads', '1 write', '1 multiply-add': what there is. */
function workOf(step: Step): readonly string[] {
  const accesses = step.flatMap((work) => work.accesses);
  const operations = step.flatMap((work) => work.operations);
  const touched = (wanted: 'read' | 'write'): number => accesses.filter(({ kind }) => kind === wanted).length;
  const done = (wanted: Operation['kind']): number => operations.filter(({ kind }) => kind === wanted).length;
  const [reads, writes, products] = [touched('read'), touched('write'), done('multiply')];
  // A gather adds two.
  const additions = done('sum') + 2 * done('gather');
  return [
    ...(reads === 0 ? [] : [reads === 1 ? l10n.t('1 read') : l10n.t('{0} reads', reads)]),
    ...(writes === 0 ? [] : [writes === 1 ? l10n.t('1 write') : l10n.t('{0} writes', writes)]),
    ...(products === 0 ? [] : [products === 1 ? l10n.t('1 multiply-add') : l10n.t('{0} multiply-adds', products)]),
    ...(additions === 0 ? [] : [additions === 1 ? l10n.t('1 addition') : l10n.t('{0} additions', additions)]),
  ];
}

function countsText({ counts: { total, bytesMoved } }: WalkState): string {
  const accesses = total.hits + total.misses;
  return l10n.t(
    'So far {0} of {1} accesses missed ({2}), for which {3} moved between memory and cache; A, B and C are {4} in all.',
    ...[total.misses, accesses, formatShare(total.misses / Math.max(1, accesses))],
    ...[formatBytes(bytesMoved), formatBytes(3 * SIZE * SIZE * ELEMENT_BYTES)],
  );
}

function unitsOf({ lines, elementsOfLine }: CacheShape): readonly UnitDefinition[] {
  return [
    { unit: l10n.t('hit'), definition: l10n.t('an access to an element whose line is in the cache.') },
    {
      unit: l10n.t('miss'),
      definition:
        elementsOfLine === 1
          ? l10n.t('an access to an element that is not in the cache, and is fetched alone, for a line holds one.')
          : l10n.t(
              'an access to an element whose line is not in the cache; the line is fetched whole, so that its {0} elements, neighbours in a row, hit afterwards.',
              elementsOfLine,
            ),
    },
    {
      unit: l10n.t('cache'),
      definition: l10n.t(
        '{0} lines of {1} bytes, {2} elements in all, where a matrix has {3}. A new line takes the place of the one that was not used for the longest time (LRU).',
        ...[lines, elementsOfLine * ELEMENT_BYTES, lines * elementsOfLine, SIZE * SIZE],
      ),
    },
    {
      unit: l10n.t('traffic'),
      definition: l10n.t(
        'bytes of whole lines: those that misses fetch, and those that were written to and go back to memory when they leave; lines that are still to go back count too.',
      ),
    },
    {
      unit: l10n.t('multiply-add'),
      definition: l10n.t(
        'one product added to one sum, 2 flops. A sum or an element that stays in a register touches no memory.',
      ),
    },
  ];
}
