import { assertNever } from '../../assertNever';
import type { GemmBlocking } from './gemmBlocking';
import { multiplyAddLabel, shapeLabel } from './gemmShape';
import type { GemmShape } from './gemmShape';

/** What really runs, for people: 'wasm simd256 6×16, relaxed madd, packed B', 'wasm simd256, relaxed madd, dot products'. */
export function gemmLabel(shape: GemmShape, blocking: GemmBlocking): string {
  const { kernel, swapped, packA, packB } = blocking;
  const plain = `wasm simd${shape.vectorBits}`;
  switch (kernel) {
    case 'dot':
      return `${plain}, ${multiplyAddLabel(shape.multiplyAdd)}, dot products`;
    case 'outer':
      return `${plain}, outer product`;
    case 'tiles': {
      const packing = packA ? (packB ? 'packed' : 'packed A') : packB ? 'packed B' : 'direct';
      return `${shapeLabel(shape)}, ${packing}${swapped ? ' of Cᵀ' : ''}`;
    }
    default:
      return assertNever(kernel);
  }
}
