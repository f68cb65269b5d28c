import { kernelText } from '../core/kernels/shown/kernelText';
import type { ShownKernel } from '../core/kernels/shown/kernelText';
import type { Machine } from '../core/machine';
import { withTunedDefault } from '../core/spec/tunedDefaults';
import type { KernelRequest } from '../shared/engineProtocol';

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
