import * as l10n from '@vscode/l10n';
import { formatBytes } from '../format';
import type { GpuLimits } from '../gpu';
import type { Problem } from '../problem';
import { sentences } from '../sentences';
import { computeShaderSupport, gpuSupport, runsOnGpu } from './gpu/gpuSupport';
import { invocationsEachWay, wgslSource, WGSL_KERNELS, WGSL_PRECISIONS, workgroupBytes } from './gpu/wgsl';
import type { WgslKernel, WgslPrecision, WgslTile } from './gpu/wgsl';
import { choiceValue, integerValue } from './parameters';
import type { ChoiceParameter, IntegerParameter, ParameterValues } from './parameters';
import { SUPPORTED } from './strategy';
import type { Strategy, Support } from './strategy';

const kernelParameter: ChoiceParameter = {
  kind: 'choice',
  id: 'kernel',
  get title() {
    return l10n.t('Kernel');
  },
  get description() {
    return l10n.t('Where A and B are read from for a multiplication.');
  },
  get options() {
    return [
      {
        value: 'registers',
        description: l10n.t('registers: each invocation computes a square of C out of the shared memory'),
      },
      {
        value: 'shared',
        description: l10n.t('the memory that a workgroup shares: each invocation computes an element of C'),
      },
      { value: 'naive', description: l10n.t("the GPU's memory: each invocation computes an element of C") },
    ];
  },
  default: 'registers',
};

const sideParameter: IntegerParameter = {
  kind: 'integer',
  id: 'tile',
  get title() {
    return l10n.t('Tile');
  },
  get description() {
    return l10n.t('Rows and columns of C that a workgroup computes; chosen by the kernel and the size when empty.');
  },
  minimum: 4,
  maximum: 256,
  default: null,
  suggestions: [8, 16, 32, 64, 128],
};

const workParameter: IntegerParameter = {
  kind: 'integer',
  id: 'work',
  get title() {
    return l10n.t('Work');
  },
  get description() {
    return l10n.t('Rows and columns of C that an invocation of `registers` computes; a divisor of the tile.');
  },
  minimum: 1,
  maximum: 8,
  default: null,
  suggestions: [2, 4, 8],
};

const depthParameter: IntegerParameter = {
  kind: 'integer',
  id: 'depth',
  get title() {
    return l10n.t('Depth');
  },
  get description() {
    return l10n.t('Steps of k whose elements of A and B lie in the shared memory at a time.');
  },
  minimum: 1,
  maximum: 64,
  default: 16,
  suggestions: [4, 8, 16, 32],
};

const precisionParameter: ChoiceParameter = {
  kind: 'choice',
  id: 'precision',
  get title() {
    return l10n.t('Precision');
  },
  get description() {
    return l10n.t('What A and B are stored as on the GPU; sums and C are f32.');
  },
  get options() {
    return [
      { value: 'f32', description: l10n.t('as they are') },
      {
        value: 'f16',
        description: l10n.t('rounded to f16, so that half as much is moved and read, with a larger error'),
      },
    ];
  },
  default: 'f32',
};

const USUAL_SIDE = 16;
const USUAL_WORK = 4;
/** Where C has fewer rows or columns, smaller tiles leave more workgroups to run side by side. */
const LARGE = 256;

export interface WgslChoice {
  readonly kernel: WgslKernel;
  readonly tile: WgslTile;
  readonly precision: WgslPrecision;
}

/** The kernel and its tile for a problem, by what is set. */
export function wgslChoice({ m, n }: Pick<Problem, 'm' | 'n'>, values: ParameterValues): WgslChoice {
  const chosen = choiceValue(kernelParameter, values);
  const kernel = WGSL_KERNELS.find((known) => known === chosen) ?? 'registers';
  const work = kernel === 'registers' ? (integerValue(workParameter, values) ?? USUAL_WORK) : 1;
  const usual = kernel === 'registers' ? (Math.min(m, n) >= LARGE ? USUAL_SIDE : USUAL_SIDE / 2) * work : USUAL_SIDE;
  const side = integerValue(sideParameter, values) ?? usual;
  const depth = kernel === 'naive' ? 0 : (integerValue(depthParameter, values) ?? USUAL_SIDE);
  const stored = choiceValue(precisionParameter, values);
  const precision = WGSL_PRECISIONS.find((known) => known === stored) ?? 'f32';
  return { kernel, tile: { side, work, depth }, precision };
}

function tileSupport({ kernel, tile, precision }: WgslChoice, limits: GpuLimits, name: string): Support {
  const each = invocationsEachWay(tile);
  const wrong = (reason: string): Support => ({ supported: false, reason });
  if (!Number.isInteger(each))
    return wrong(
      l10n.t('A tile of {0} does not consist of squares of {1}. Set tile to a multiple of work.', tile.side, tile.work),
    );
  if (each ** 2 > limits.invocationsPerWorkgroup) {
    const most = limits.invocationsPerWorkgroup;
    const taken = l10n.t(
      'A tile of {0} takes {1} invocations; {2} has {3} in a workgroup at most.',
      tile.side,
      each ** 2,
      name,
      most,
    );
    const lower = kernel === 'registers' ? l10n.t('Set tile lower, or work higher.') : l10n.t('Set tile lower.');
    return wrong(sentences(taken, lower));
  }
  if (workgroupBytes(tile, precision) > limits.workgroupBytes) {
    return wrong(
      l10n.t(
        'A tile of {0} and a depth of {1} need {2} of shared memory; {3} has {4}. Set tile or depth lower.',
        tile.side,
        tile.depth,
        formatBytes(workgroupBytes(tile, precision)),
        name,
        formatBytes(limits.workgroupBytes),
      ),
    );
  }
  return SUPPORTED;
}

/** Limits that every WebGPU has, where nobody has looked yet (the default limits of the specification). */
const LEAST_LIMITS: GpuLimits = { operandBytes: 2 ** 27, workgroupBytes: 16_384, invocationsPerWorkgroup: 256 };

function reading(): string {
  return l10n.t(
    'How to read it. This is WGSL, the language of WebGPU: `multiply` runs once for each invocation, which the builtins tell apart. A workgroup computes a tile of C; what is declared `var<workgroup>` is shared by its invocations, and a barrier is where all of them wait for each other.',
  );
}

/** Our own compute shaders, in WebGPU's language. */
export const webgpu: Strategy = {
  id: 'webgpu',
  title: 'WebGPU',
  get summary() {
    return l10n.t(
      'Our own compute shaders on the GPU, tiled for shared memory and registers; operands are moved there and back.',
    );
  },
  family: 'gpu',
  parameters: [kernelParameter, sideParameter, workParameter, depthParameter, precisionParameter],
  supports(problem, machine, values) {
    const support = gpuSupport(problem, machine);
    if (!support.supported) return support;
    const shaders = computeShaderSupport(machine);
    if (!shaders.supported) return shaders;
    const { gpu = null } = machine;
    const isFound = gpu?.status === 'found';
    const choice = wgslChoice(problem, values);
    if (isFound && choice.precision === 'f16' && !gpu.hasF16) {
      return {
        supported: false,
        reason: l10n.t('{0} has no f16 (the feature shader-f16). Set precision to f32.', gpu.name),
      };
    }
    return tileSupport(choice, isFound ? gpu.limits : LEAST_LIMITS, isFound ? gpu.name : 'WebGPU');
  },
  workspaceBytes: () => 0,
  effect(problem, _machine, values) {
    const { kernel, tile, precision } = wgslChoice(problem, values);
    return `${kernel} ${tile.side} ${tile.work} ${tile.depth} ${precision}`;
  },
  kernelCode(problem, _machine, values) {
    const { kernel, tile, precision } = wgslChoice(problem, values);
    const source = wgslSource(kernel, tile, problem, precision);
    return { language: 'wgsl', label: kernel, source, reading: reading() };
  },
  prepare: runsOnGpu,
};
