import * as l10n from '@vscode/l10n';
import type { Machine } from '../machine';
import { loopsOfGemm } from '../model/traffic/productLoops';
import { modelOfLoops } from '../model/traffic/trafficModel';
import type { Problem } from '../problem';
import { gemmCode } from './kernelCode';
import { choiceValue, integerValue } from './parameters';
import type { ChoiceParameter, IntegerParameter, ParameterValues } from './parameters';
import { processorRun } from './processorRun';
import { SUPPORTED } from './strategy';
import type { Epilogue, Strategy, Support } from './strategy';
import { lanesOf } from './wasm/element';
import { exportedFunction, isShared } from './wasm/kernelModule';
import { GEMM, gemmModule } from './wasm/gemm';
import { gemmBlocking, layoutOf, PACKING_PATHS } from './wasm/gemmBlocking';
import type { BlockingWishes, GemmBlocking } from './wasm/gemmBlocking';
import {
  allocateGemmWorkspace,
  canFuse,
  epilogueArguments,
  gemmArguments,
  gemmWorkspaceSize,
  totalBytes,
  wholeOf,
} from './wasm/gemmCall';
import { gemmLabel } from './wasm/gemmLabel';
import { defaultShape, withTile } from './wasm/gemmShape';
import type { GemmShape } from './wasm/gemmShape';

const mr: IntegerParameter = {
  kind: 'integer',
  id: 'mr',
  get title() {
    return l10n.t('Tile rows (mr)');
  },
  get description() {
    return l10n.t('Rows of C that are kept in registers; chosen for this machine when empty.');
  },
  minimum: 1,
  maximum: 8,
  default: null,
  suggestions: [2, 3, 4, 5, 6, 7, 8],
};
const nr: IntegerParameter = {
  kind: 'integer',
  id: 'nr',
  get title() {
    return l10n.t('Tile columns (nr)');
  },
  get description() {
    return l10n.t(
      'Columns of C that are kept in registers, a multiple of 4 for f32 and of 2 for f64; chosen for this machine when empty.',
    );
  },
  minimum: 2,
  maximum: 32,
  default: null,
  suggestions: [4, 8, 12, 16],
};
const mc: IntegerParameter = {
  kind: 'integer',
  id: 'mc',
  get title() {
    return l10n.t('Block rows of A (mc)');
  },
  get description() {
    return l10n.t(
      'Rows of the block of A that stays in the second-level cache; chosen by the element type when empty.',
    );
  },
  minimum: 1,
  maximum: 8192,
  default: null,
  suggestions: [48, 96, 192, 384, 768],
};
const kc: IntegerParameter = {
  kind: 'integer',
  id: 'kc',
  get title() {
    return l10n.t('Block depth (kc)');
  },
  get description() {
    return l10n.t('Depth of the packed panels; kc×nr elements of B stay in the first-level cache. Chosen when empty.');
  },
  minimum: 1,
  maximum: 8192,
  default: null,
  suggestions: [128, 192, 256, 384, 512],
};
const nc: IntegerParameter = {
  kind: 'integer',
  id: 'nc',
  get title() {
    return l10n.t('Block columns of B (nc)');
  },
  get description() {
    return l10n.t(
      'Columns of B that are packed at a time, for the third-level cache; chosen by the element type when empty.',
    );
  },
  minimum: 1,
  maximum: 65536,
  default: null,
  suggestions: [512, 1024, 2048, 4096],
};
const path: ChoiceParameter = {
  kind: 'choice',
  id: 'path',
  get title() {
    return l10n.t('Packing');
  },
  get description() {
    return l10n.t('Which operands are copied into panels before they are multiplied.');
  },
  get options() {
    return [
      { value: 'auto', description: l10n.t('by size and strides; thin shapes by dot or outer products, or as Cᵀ') },
      { value: 'packed', description: l10n.t('A and B are packed') },
      { value: 'packed B', description: l10n.t('only B is packed') },
      { value: 'direct', description: l10n.t('nothing is packed but a B that is stored transposed') },
    ];
  },
  default: 'auto',
};

function shapeOf(problem: Problem, machine: Machine, values: ParameterValues): GemmShape {
  const chosen = defaultShape(problem.dtype, machine);
  return withTile(chosen, integerValue(mr, values) ?? chosen.mr, integerValue(nr, values) ?? chosen.nr);
}

function blockingOf(problem: Problem, shape: GemmShape, values: ParameterValues): GemmBlocking {
  const value = choiceValue(path, values);
  const wishes: BlockingWishes = {
    mc: integerValue(mc, values),
    kc: integerValue(kc, values),
    nc: integerValue(nc, values),
    path: PACKING_PATHS.find((known) => known === value) ?? 'auto',
  };
  return gemmBlocking(shape, layoutOf(problem), wishes);
}

export function simdSupport({ wasm }: Machine): Support {
  return wasm.simd
    ? SUPPORTED
    : { supported: false, reason: l10n.t('WebAssembly SIMD is missing on this processor. Choose blocked instead.') };
}

/**
 * C by the five loops of GotoBLAS/BLIS around a register tile, or by kernels for thin shapes, all of it in WebAssembly
 * (wasm/gemm.ts); which of them is chosen by wasm/gemmBlocking.ts.
 */
export const simd: Strategy = {
  id: 'simd',
  get title() {
    return l10n.t('Packed SIMD');
  },
  get summary() {
    return l10n.t('WebAssembly SIMD with packed panels and a register tile; the fastest dense kernel of one thread.');
  },
  family: 'simd',
  parameters: [mr, nr, mc, kc, nc, path],
  supports({ dtype }, machine, values) {
    const lanes = lanesOf(dtype);
    const columns = integerValue(nr, values);
    if (columns !== null && columns % lanes !== 0) {
      return {
        supported: false,
        reason: l10n.t(
          'A vector holds {0} elements of {1}. Set nr to a multiple of {0} instead of {2}.',
          lanes,
          dtype,
          columns,
        ),
      };
    }
    return simdSupport(machine);
  },
  workspaceBytes(problem, machine, values) {
    const shape = shapeOf(problem, machine, values);
    return totalBytes(gemmWorkspaceSize(shape, layoutOf(problem), blockingOf(problem, shape, values)));
  },
  traffic(problem, machine, values) {
    const shape = shapeOf(problem, machine, values);
    return modelOfLoops(loopsOfGemm(problem, shape, blockingOf(problem, shape, values)), 'vector');
  },
  effect(problem, machine, values) {
    const shape = shapeOf(problem, machine, values);
    const blocking = blockingOf(problem, shape, values);
    if (blocking.kernel !== 'tiles') return blocking.kernel;
    const { m, k, n } = problem;
    const { mc, kc, nc } = blocking;
    return JSON.stringify([shape, { ...blocking, mc: Math.min(mc, m), kc: Math.min(kc, k), nc: Math.min(nc, n) }]);
  },
  kernelCode(problem, machine, values, sharedMemory) {
    const shape = shapeOf(problem, machine, values);
    return gemmCode(shape, layoutOf(problem), blockingOf(problem, shape, values), sharedMemory);
  },
  prepare(context, values) {
    const { problem, machine, memory, c, isTraced, epilogue = null } = context;
    return processorRun(context, () => {
      const shape = shapeOf(problem, machine, values);
      const blocking = blockingOf(problem, shape, values);
      const fuses = epilogue !== null && canFuse(blocking);
      const gemm = exportedFunction(context.instantiate(gemmModule(shape, isShared(memory), isTraced, fuses)), GEMM);
      const workspace = allocateGemmWorkspace(gemmWorkspaceSize(shape, layoutOf(problem), blocking), context);
      const region = wholeOf(c);
      const product = gemmArguments(context, region, blocking, workspace);
      const finishing = (by: Epilogue | null): readonly number[] =>
        fuses ? [...product, ...epilogueArguments(by, problem, region)] : product;
      const [call, fusedCall] = [finishing(null), finishing(epilogue)];
      return {
        backend: gemmLabel(shape, blocking),
        prepareNs: 0,
        run: () => {
          gemm(...call);
        },
        ...(fuses
          ? {
              runFused: () => {
                gemm(...fusedCall);
              },
            }
          : {}),
      };
    });
  },
};
