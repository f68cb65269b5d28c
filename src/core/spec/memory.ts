import * as l10n from '@vscode/l10n';
import { formatBytes } from '../format';
import { sentences } from '../sentences';
import { strategyById } from '../kernels/registry';
import type { Machine } from '../machine';
import { operandBytes } from '../problem';
import type { Problem } from '../problem';
import type { StrategyChoice } from './runSpec';

/** 32-bit addresses of WebAssembly end there. */
const ADDRESS_SPACE_BYTES = 2 ** 32;

export interface MemoryPlan {
  /** For each strategy in order: `null` where it has its workspace, or why not, in words that say what to do. */
  readonly refusals: readonly (string | null)[];
  /** Bytes of the workspaces of those that are not refused. */
  readonly workspaceBytes: number;
}

/**
 * Shares out the memory of one problem, before anything is allocated. The strategies are measured in turns, so that their
 * workspaces are there at the same time, beside A, B and C; those with the smallest come first. With a cold cache there are
 * several copies of all.
 */
export function planMemory(
  problem: Problem,
  choices: readonly StrategyChoice[],
  machine: Machine,
  availableBytes: number,
  copies = 1,
): MemoryPlan {
  const operands = copies * operandBytes(problem);
  const wanted = choices.map(({ id, values }) => copies * strategyById(id).workspaceBytes(problem, machine, values));
  const refusals: (string | null)[] = choices.map(() => null);
  let workspaceBytes = 0;
  for (const [index, bytes] of [...wanted.entries()].sort(([, x], [, y]) => x - y)) {
    const alone = lackOfMemory(operands + bytes, availableBytes, copies);
    const together = lackOfMemory(operands + workspaceBytes + bytes, availableBytes, copies);
    if (alone !== null) refusals[index] = sentences(alone, l10n.t('Choose smaller sizes.'));
    else if (together !== null) refusals[index] = sentences(together, l10n.t('Run fewer strategies at a time.'));
    else workspaceBytes += bytes;
  }
  return { refusals, workspaceBytes };
}

/** How much is needed and what there is, or `null` where it suffices. */
function lackOfMemory(neededBytes: number, availableBytes: number, copies: number): string | null {
  const needed = formatBytes(neededBytes);
  if (neededBytes > ADDRESS_SPACE_BYTES) {
    return copies === 1
      ? l10n.t('A, B, C and workspaces need {0}; WebAssembly memory ends at 4.0 GiB.', needed)
      : l10n.t(
          'For a cold cache {0} copies of A, B, C and workspaces need {1}; WebAssembly memory ends at 4.0 GiB.',
          copies,
          needed,
        );
  }
  if (neededBytes <= availableBytes) return null;
  const free = formatBytes(availableBytes);
  return copies === 1
    ? l10n.t('A, B, C and workspaces need {0}; {1} of memory is free.', needed, free)
    : l10n.t(
        'For a cold cache {0} copies of A, B, C and workspaces need {1}; {2} of memory is free.',
        copies,
        needed,
        free,
      );
}
