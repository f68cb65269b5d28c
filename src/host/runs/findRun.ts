import * as l10n from '@vscode/l10n';
import { viewOfRun } from '../../shared/runView';
import { UnusableRequestError } from '../form/profileLauncher';
import type { KernelRun } from '../kernels/kernelRows';
import type { RunService } from './runService';
import type { RunStore } from './runStore';

/** The run of that id, whether it goes on or is saved. @throws {UnusableRequestError} when it is no longer there. */
export function findRun(runs: Pick<RunService, 'last'>, store: Pick<RunStore, 'get'>, id: string): KernelRun {
  const { last } = runs;
  if (last?.id === id) return { view: last.view(), benchmarks: last.request.spec.benchmarks };
  const run = store.get(id);
  if (run === null)
    throw new UnusableRequestError(l10n.t('This run is no longer there. Choose another, or run it again.'));
  return { view: viewOfRun(run), benchmarks: run.benchmarks };
}
