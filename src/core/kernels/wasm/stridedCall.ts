import { elementBytes } from '../../problem';
import type { KernelContext } from '../strategy';
import type { ExportedFunction } from './kernelModule';
import { SCALARS } from './scalars';

/** What a kernel that walks through operands of any strides is told: the sizes, and addresses and strides in bytes. */
export const STRIDED_PARAMETERS = [
  'm',
  'k',
  'n',
  'a',
  'aRow',
  'aColumn',
  'b',
  'bRow',
  'bColumn',
  'c',
  'cRow',
  'scalars',
] as const;
export type StridedParameter = (typeof STRIDED_PARAMETERS)[number];

/** The values of `STRIDED_PARAMETERS` for the operands of a problem; `scalars` is the address of α. */
export function stridedValues(
  { problem: { m, k, n, dtype }, a, b, c }: KernelContext,
  scalars: number,
): Readonly<Record<StridedParameter, number>> {
  const bytes = elementBytes(dtype);
  return {
    m,
    k,
    n,
    a: a.offset,
    aRow: a.rowStride * bytes,
    aColumn: a.columnStride * bytes,
    b: b.offset,
    bRow: b.rowStride * bytes,
    bColumn: b.columnStride * bytes,
    c: c.offset,
    cRow: c.rowStride * bytes,
    scalars,
  };
}

/** The address of β, or 0 where β is 0, so that C is not read. */
export function betaAddress(beta: number, scalars: number): number {
  return beta === 0 ? 0 : scalars + SCALARS.beta;
}

/** Calls a kernel with the same values, in the order of its parameters, again and again. */
export function repeatedCall<Name extends string>(
  kernel: ExportedFunction,
  parameters: readonly Name[],
  values: Readonly<Record<Name, number>>,
): () => void {
  const inOrder = parameters.map((name) => values[name]);
  return () => {
    kernel(...inOrder);
  };
}
