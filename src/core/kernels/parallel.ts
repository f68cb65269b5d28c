import * as l10n from '@vscode/l10n';
import type { Epilogue, Strategy } from './strategy';
import type { Machine } from '../machine';
import { loopsOfGemm } from '../model/traffic/productLoops';
import { modelOfThreads } from '../model/traffic/trafficModel';
import { elementBytes, problemFlops } from '../problem';
import type { Problem } from '../problem';
import { gemmCode } from './kernelCode';
import { integerValue } from './parameters';
import type { IntegerParameter, ParameterValues } from './parameters';
import { processorRun } from './processorRun';
import { simd, simdSupport } from './simd';
import { chooseThreads, threadsLabel } from './threadChoice';
import { splitAmongThreads } from './threadGrid';
import type { ThreadGrid } from './threadGrid';
import { GEMM, gemmModule } from './wasm/gemm';
import { gemmBlocking, layoutOf, NO_WISHES } from './wasm/gemmBlocking';
import type { ProductLayout } from './wasm/gemmBlocking';
import {
  allocateGemmWorkspace,
  canFuse,
  epilogueArguments,
  gemmArguments,
  gemmWorkspaceSize,
  totalBytes,
} from './wasm/gemmCall';
import type { Region } from './wasm/gemmCall';
import { gemmLabel } from './wasm/gemmLabel';
import { defaultShape } from './wasm/gemmShape';
import type { GemmShape } from './wasm/gemmShape';
import { isShared } from './wasm/kernelModule';

const threadsParameter: IntegerParameter = {
  kind: 'integer',
  id: 'threads',
  get title() {
    return l10n.t('Threads');
  },
  get description() {
    return l10n.t('Threads that share the work; chosen by the size when empty.');
  },
  minimum: 1,
  maximum: 256,
  default: null,
  suggestions: [1, 2, 4, 8, 16],
};

interface Cut {
  readonly grid: ThreadGrid;
  readonly isAsked: boolean;
}

/** The grid for as many threads as were asked for, or else as finish soonest, of those that there are. */
function cutFor(problem: Problem, shape: GemmShape, available: number, values: ParameterValues): Cut {
  const asked = integerValue(threadsParameter, values);
  const gridOf = (threads: number): ThreadGrid => splitAmongThreads(problem, shape, Math.min(threads, available));
  if (asked !== null) return { grid: gridOf(asked), isAsked: true };
  const workNs = problemFlops(problem) / peakFlopsPerNs(shape);
  const chosen = chooseThreads(available, { workNs, busiestShare: (threads) => gridOf(threads).busiestShare });
  return { grid: gridOf(chosen), isAsked: false };
}

/** Flops of a core in a nanosecond that few reach: two multiply-adds a cycle at 4 GHz. Work is to seem short, not long. */
function peakFlopsPerNs({ dtype, vectorBits, multiplyAdd }: GemmShape): number {
  const lanes = vectorBits / (8 * elementBytes(dtype));
  return lanes * 2 * 4 * (multiplyAdd === 'relaxed' ? 2 : 1);
}

/** The part of the problem that computes a region of C. */
function partOf(problem: Problem, { rows, columns }: Region): ProductLayout {
  return { ...layoutOf(problem), m: rows, n: columns };
}

/**
 * C is cut into a grid of regions, one for each thread, which computes it as `simd` does, with panels of its own. Nothing
 * is shared but what is read, and threads meet only at the end.
 */
export const parallel: Strategy = {
  id: 'parallel',
  get title() {
    return l10n.t('Parallel SIMD');
  },
  get summary() {
    return l10n.t('The packed SIMD kernel on several threads over shared memory; pays from about 80×80 upwards.');
  },
  family: 'threads',
  parameters: [threadsParameter],
  supports(_problem, machine: Machine) {
    if (!machine.wasm.threads) {
      return {
        supported: false,
        reason: l10n.t('WebAssembly threads are missing in this engine. Choose simd instead.'),
      };
    }
    return simdSupport(machine);
  },
  workspaceBytes(problem, machine, values) {
    const shape = defaultShape(problem.dtype, machine);
    // The engine may offer fewer threads than the machine has, and fewer threads may need more each: the worst is taken.
    const most = Math.min(machine.logicalCores, integerValue(threadsParameter, values) ?? Infinity);
    let worst = simd.workspaceBytes(problem, machine, {});
    for (let threads = 2; threads <= most; threads++) {
      const bytes = splitAmongThreads(problem, shape, threads).regions.map((region) => {
        const part = partOf(problem, region);
        return totalBytes(gemmWorkspaceSize(shape, part, gemmBlocking(shape, part, NO_WISHES)));
      });
      worst = Math.max(
        worst,
        bytes.reduce((sum, each) => sum + each, 0),
      );
    }
    return worst;
  },
  traffic(problem, machine, values) {
    const shape = defaultShape(problem.dtype, machine);
    const { grid } = cutFor(problem, shape, machine.logicalCores, values);
    return modelOfThreads(
      grid.regions.map((region) => {
        const part = partOf(problem, region);
        return loopsOfGemm(problem, shape, gemmBlocking(shape, part, NO_WISHES), part);
      }),
    );
  },
  effect(problem, machine, values) {
    const { grid } = cutFor(problem, defaultShape(problem.dtype, machine), machine.logicalCores, values);
    return JSON.stringify(grid.regions);
  },
  kernelCode(problem, machine, values, sharedMemory) {
    const shape = defaultShape(problem.dtype, machine);
    const { regions, down, across } = cutFor(problem, shape, machine.logicalCores, values).grid;
    const [first] = regions;
    const part = partOf(problem, first);
    const code = gemmCode(shape, part, gemmBlocking(shape, part, NO_WISHES), sharedMemory);
    const size = `${first.rows}×${first.columns}`;
    const text =
      regions.length === 1
        ? l10n.t('one: all of C by one call of $gemm, as simd does')
        : l10n.t(
            '{0}, {1}×{2}: each calls $gemm for its region of C, the first for {3}',
            regions.length,
            down,
            across,
            size,
          );
    return { ...code, facts: [[l10n.t('threads'), text], ...code.facts] };
  },
  prepare(context, values) {
    const { problem, machine, memory, team, isTraced, epilogue = null } = context;
    const shape = defaultShape(problem.dtype, machine);
    const { grid, isAsked } = cutFor(problem, shape, team.size, values);
    const { regions, down, across } = grid;
    const label = threadsLabel(regions.length, team.size, isAsked);
    if (regions.length === 1) {
      // The very same as without threads, not a team of one.
      const alone = simd.prepare(context, {});
      return { ...alone, backend: `${alone.backend}, ${label}` };
    }
    return processorRun(context, () => {
      const parts = regions.map((region) => {
        const part = partOf(problem, region);
        return { region, part, blocking: gemmBlocking(shape, part, NO_WISHES) };
      });
      const fuses = epilogue !== null && parts.every(({ blocking }) => canFuse(blocking));
      const calls = parts.map(({ region, part, blocking }) => {
        const workspace = allocateGemmWorkspace(gemmWorkspaceSize(shape, part, blocking), context);
        const product = gemmArguments(context, region, blocking, workspace);
        const finishing = (by: Epilogue | null): readonly number[] =>
          fuses ? [...product, ...epilogueArguments(by, problem, region)] : product;
        return { call: finishing(null), fusedCall: finishing(epilogue) };
      });
      const module = gemmModule(shape, isShared(memory), isTraced, fuses);
      const jobOf = (which: 'call' | 'fusedCall'): (() => void) =>
        team.job(
          module,
          GEMM,
          calls.map((each) => each[which]),
        );
      const [{ blocking }] = parts;
      return {
        backend: `${gemmLabel(shape, blocking)}, ${label} (${down}×${across})`,
        prepareNs: 0,
        threads: calls.length,
        run: jobOf('call'),
        ...(fuses ? { runFused: jobOf('fusedCall') } : {}),
      };
    });
  },
};
