import * as l10n from '@vscode/l10n';
import { scriptCode } from './kernelCode';
import { loopsOfOrder } from '../model/traffic/productLoops';
import { modelOfLoops } from '../model/traffic/trafficModel';
import { dotProducts } from './loopKernels';
import { processorRun } from './processorRun';
import { specializeAll } from './specialize';
import { SUPPORTED } from './strategy';
import type { Strategy } from './strategy';

const kernels = specializeAll(dotProducts);

/** The textbook's three loops: the base line of every speedup. */
export const naive: Strategy = {
  id: 'naive',
  get title() {
    return l10n.t('Naive');
  },
  get summary() {
    return l10n.t('Three plain loops, i-j-k, over typed arrays; the baseline of every speedup.');
  },
  family: 'loops',
  parameters: [],
  supports: () => SUPPORTED,
  workspaceBytes: () => 0,
  kernelCode: ({ dtype }) => scriptCode(kernels[dtype], 'i-j-k'),
  traffic: (problem) => modelOfLoops(loopsOfOrder(problem, 'ijk', 1), 'chain'),
  prepare(context) {
    const { problem, a, b, c } = context;
    const kernel = kernels[problem.dtype];
    return processorRun(context, () => ({
      backend: 'scalar JS, i-j-k',
      prepareNs: 0,
      run: () => {
        kernel(problem, a, b, c);
      },
    }));
  },
};
