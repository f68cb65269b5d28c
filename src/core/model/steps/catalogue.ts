import type { StrategyId } from '../../kernels/strategy';
import { blockedWalk } from './blockedSteps';
import { loopOrderWalk } from './loopOrderSteps';
import { outerWalk } from './outerSteps';
import { packedWalk } from './packedSteps';
import { sparseWalk } from './sparseSteps';
import type { Walk } from './step';
import { strassenWalk } from './strassenSteps';
import { threadsWalk } from './threadSteps';

/** The walks that can be looked at, in the order in which they are listed. */
export const WALK_IDS = [
  'ijk',
  'jik',
  'ikj',
  'kij',
  'jki',
  'kji',
  'blocked4',
  'blocked8',
  'outer1',
  'outer2',
  'outer4',
  'outer8',
  'packed2x4',
  'packed4x4',
  'sparse12',
  'sparse25',
  'sparse50',
  'threads2',
  'threads4',
  'strassen',
] as const;
export type WalkId = (typeof WALK_IDS)[number];

/** What every other walk is compared with. */
export const BASE_WALK: WalkId = 'ijk';

const MAKERS: Readonly<Record<WalkId, () => Walk>> = {
  ijk: () => loopOrderWalk('ijk'),
  jik: () => loopOrderWalk('jik'),
  ikj: () => loopOrderWalk('ikj'),
  kij: () => loopOrderWalk('kij'),
  jki: () => loopOrderWalk('jki'),
  kji: () => loopOrderWalk('kji'),
  blocked4: () => blockedWalk(4),
  blocked8: () => blockedWalk(8),
  outer1: () => outerWalk(1),
  outer2: () => outerWalk(2),
  outer4: () => outerWalk(4),
  outer8: () => outerWalk(8),
  packed2x4: () => packedWalk(2, 4),
  packed4x4: () => packedWalk(4, 4),
  sparse12: () => sparseWalk(0.125),
  sparse25: () => sparseWalk(0.25),
  sparse50: () => sparseWalk(0.5),
  threads2: () => threadsWalk(2),
  threads4: () => threadsWalk(4),
  strassen: () => strassenWalk(),
};

const made = new Map<WalkId, Walk>();

/** The walk of that id; made once. */
export function walkOf(id: WalkId): Walk {
  const known = made.get(id);
  if (known !== undefined) return known;
  const walk = MAKERS[id]();
  made.set(id, walk);
  return walk;
}

/** The strategy that a walk is one of. */
export function strategyOfWalk(id: WalkId): StrategyId {
  if (id === 'ijk') return 'naive';
  if (id.startsWith('blocked')) return 'blocked';
  if (id.startsWith('outer')) return 'outer';
  if (id.startsWith('packed')) return 'simd';
  if (id.startsWith('sparse')) return 'sparse';
  if (id.startsWith('threads')) return 'parallel';
  return id === 'strassen' ? 'strassen' : 'loops';
}

/** The walk that shows a strategy first; `null` where it has none, as native libraries and GPUs. */
export function walkForStrategy(strategy: string): WalkId | null {
  switch (strategy) {
    case 'naive':
      return 'ijk';
    case 'loops':
      return 'ikj';
    case 'blocked':
      return 'blocked4';
    case 'outer':
      return 'outer4';
    case 'simd':
      return 'packed4x4';
    case 'sparse':
      return 'sparse25';
    case 'parallel':
      return 'threads2';
    case 'strassen':
      return 'strassen';
    default:
      return null;
  }
}
