import type { Dtype } from '../problem';

/** Reads a text as a program in the global scope, where it can close over nothing. */
const evaluate: (source: string) => unknown = globalThis.eval;

/**
 * A copy of `kernel` for one element type, made by evaluating its source text again.
 *
 * V8 keeps what it has seen of a function's operands with the function. One that has seen a Float32Array and a
 * Float64Array checks for both at every access, and its loops run at half their speed for both types from then on. Copies
 * share no such record. The text of each copy names its type, because V8 would answer two equal texts with one record.
 *
 * The kernel must be a plain function that refers to nothing outside of itself, neither imports nor constants of its file.
 *
 * @throws {SyntaxError} when the kernel's source cannot stand by itself.
 */
export function specialize<Kernel extends (...values: never[]) => unknown>(kernel: Kernel, dtype: Dtype): Kernel {
  const copy = evaluate(`/* for ${dtype} */ (${kernel.toString()})`);
  if (!isCopyOf(copy, kernel)) throw new SyntaxError(`the source of ${kernel.name} is no function`);
  return copy;
}

/** The copies of a kernel for all element types, so that every use of one type shares one compiled function. */
export function specializeAll<Kernel extends (...values: never[]) => unknown>(
  kernel: Kernel,
): Readonly<Record<Dtype, Kernel>> {
  return { f32: specialize(kernel, 'f32'), f64: specialize(kernel, 'f64') };
}

function isCopyOf<Kernel extends (...values: never[]) => unknown>(value: unknown, kernel: Kernel): value is Kernel {
  return typeof value === 'function' && value.length === kernel.length;
}
