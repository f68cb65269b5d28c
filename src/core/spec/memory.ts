import { formatBytes } from '../format';
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
 * workspaces are there at the same time, beside A, B and C; those with the smallest come first.
 */
export function planMemory(
  problem: Problem,
  choices: readonly StrategyChoice[],
  machine: Machine,
  availableBytes: number,
): MemoryPlan {
  const operands = operandBytes(problem);
  const wanted = choices.map(({ id, values }) => strategyById(id).workspaceBytes(problem, machine, values));
  const refusals: (string | null)[] = choices.map(() => null);
  let workspaceBytes = 0;
  for (const [index, bytes] of [...wanted.entries()].sort(([, x], [, y]) => x - y)) {
    const alone = lackOfMemory(operands + bytes, availableBytes);
    const together = lackOfMemory(operands + workspaceBytes + bytes, availableBytes);
    if (alone !== null) refusals[index] = `${alone} Choose smaller sizes.`;
    else if (together !== null) refusals[index] = `${together} Run fewer strategies at a time.`;
    else workspaceBytes += bytes;
  }
  return { refusals, workspaceBytes };
}

/** How much is needed and what there is, or `null` where it suffices. */
function lackOfMemory(neededBytes: number, availableBytes: number): string | null {
  const needed = `A, B, C and workspaces need ${formatBytes(neededBytes)}`;
  if (neededBytes > ADDRESS_SPACE_BYTES) return `${needed}; WebAssembly memory ends at 4.0 GiB.`;
  return neededBytes <= availableBytes ? null : `${needed}; ${formatBytes(availableBytes)} of memory is free.`;
}
