import { floatsAt } from '../../matrix/dense';
import type { Epilogue, KernelContext } from '../strategy';

/** Where modules find α, β, 1 and the floor of an epilogue (epilogue.ts): byte offsets from an address that they are given. */
export const SCALARS = { alpha: 0, beta: 8, one: 16, floor: 24 } as const;
export const SCALARS_BYTES = 32;
/** Bytes from the scalars to the tile for edges: a cache line. */
export const EDGE_OFFSET = 64;

/** Reserves `bytes`, at least `SCALARS_BYTES`, and writes the scalars of the problem to their beginning. */
export function allocateScalars(
  context: Pick<KernelContext, 'problem' | 'memory' | 'allocate'> & { readonly epilogue?: Epilogue },
  bytes: number,
): number {
  const { dtype, alpha, beta } = context.problem;
  const address = context.allocate(bytes);
  const write = (offset: number, value: number): void => {
    floatsAt(dtype, context.memory.buffer, address + offset, 1)[0] = value;
  };
  write(SCALARS.alpha, alpha);
  write(SCALARS.beta, beta);
  write(SCALARS.one, 1);
  write(SCALARS.floor, context.epilogue?.activation === 'relu' ? 0 : -Infinity);
  return address;
}
