import * as l10n from '@vscode/l10n';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { kernelText } from '../core/kernels/shown/kernelText';
import type { ShownKernel } from '../core/kernels/shown/kernelText';
import type { Machine } from '../core/machine';
import { withTunedDefault } from '../core/spec/tunedDefaults';
import type { KernelRequest } from '../shared/engineProtocol';

export interface KernelTextThread {
  readonly role: 'text';
  readonly request: KernelRequest;
  readonly here: Machine;
}

/**
 * Shows a kernel on a thread of its own: looking a sparse A through takes tenths of a second, in which the engine's own thread
 * could neither cancel a run nor tell of its progress. @throws {Error} what the thread threw.
 */
export function showKernelOnThread(
  request: KernelRequest,
  here: Machine,
  script = join(__dirname, 'kernelThread.js'),
): Promise<ShownKernel> {
  return new Promise((resolve, reject) => {
    const workerData: KernelTextThread = { role: 'text', request, here };
    const worker = new Worker(script, { workerData });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => {
      reject(new Error(l10n.t('the thread that reads kernels stopped with exit code {0}', code)));
    });
  });
}

/** The kernel that was measured, or that would run on this machine, as text. */
export function showKernel(
  { choice, problem, threads, measured, tuned, wraps }: KernelRequest,
  here: Machine,
): ShownKernel {
  const whole = measured?.machine ?? here;
  const machine = { ...whole, logicalCores: Math.min(whole.logicalCores, threads ?? Infinity) };
  const filled =
    measured === null ? withTunedDefault(choice, problem, machine, tuned ?? []) : { choice, tuned: measured.tuned };
  return kernelText({
    strategy: choice.id,
    problem,
    values: filled.choice.values,
    tuned: filled.tuned,
    machine,
    wraps,
    backend: measured?.backend ?? null,
  });
}
