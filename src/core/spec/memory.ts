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
    if (alone !== null) refusals[index] = `${alone} Choose smaller sizes.`;
    else if (together !== null) refusals[index] = `${together} Run fewer strategies at a time.`;
    else workspaceBytes += bytes;
  }
  return { refusals, workspaceBytes };
}

/** How much is needed and what there is, or `null` where it suffices. */
function lackOfMemory(neededBytes: number, availableBytes: number, copies: number): string | null {
  const what = copies === 1 ? 'A, B, C and workspaces' : `For a cold cache ${copies} copies of A, B, C and workspaces`;
  const needed = `${what} need ${formatBytes(neededBytes)}`;
  if (neededBytes > ADDRESS_SPACE_BYTES) return `${needed}; WebAssembly memory ends at 4.0 GiB.`;
  return neededBytes <= availableBytes ? null : `${needed}; ${formatBytes(availableBytes)} of memory is free.`;
}
