import * as l10n from '@vscode/l10n';
import { gpuSupport, runsOnGpu } from './gpu/gpuSupport';
import { GPUJS_KERNELS, gpujsSource } from './gpu/gpujsSource';
import type { GpuJsKernel } from './gpu/gpujsSource';
import { choiceValue } from './parameters';
import type { ChoiceParameter, ParameterValues } from './parameters';
import type { Strategy } from './strategy';

const kernelParameter: ChoiceParameter = {
  kind: 'choice',
  id: 'kernel',
  get title() {
    return l10n.t('Kernel');
  },
  get description() {
    return l10n.t('What an invocation of the GPU computes.');
  },
  get options() {
    return [
      { value: 'naive', description: l10n.t('an element of C') },
      {
        value: 'blocked',
        description: l10n.t('four neighbours in a row of C, so that elements of A are read once for four'),
      },
    ];
  },
  default: 'naive',
};

export function gpujsKernel(values: ParameterValues): GpuJsKernel {
  const chosen = choiceValue(kernelParameter, values);
  return GPUJS_KERNELS.find((known) => known === chosen) ?? 'naive';
}

function reading(): string {
  return l10n.t(
    'How to read it. gpu.js translates this function for the GPU, where it runs once for each `this.thread`; x is the column of C, or the block of columns, and y the row. Operands are as they are stored.',
  );
}

/** Kernels in JavaScript that gpu.js translates for the GPU. */
export const gpujs: Strategy = {
  id: 'gpujs',
  title: 'gpu.js',
  get summary() {
    return l10n.t('A kernel in JavaScript that gpu.js translates for the GPU; operands are moved there and back.');
  },
  family: 'gpu',
  parameters: [kernelParameter],
  supports: (problem, machine) => gpuSupport(problem, machine),
  workspaceBytes: () => 0,
  kernelCode(problem, _machine, values) {
    const kernel = gpujsKernel(values);
    return { language: 'js', label: kernel, source: gpujsSource(kernel, problem).text, reading: reading() };
  },
  prepare: runsOnGpu,
};
