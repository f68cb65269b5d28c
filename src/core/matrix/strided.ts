import type { Floats } from './dense';

/** A matrix by its elements and the distances between them, which say all that there is to say about a transpose. */
export interface Strided {
  readonly elements: Floats;
  /** Distance in elements from [i, j] to [i + 1, j]. */
  readonly rowStride: number;
  /** Distance in elements from [i, j] to [i, j + 1]. */
  readonly columnStride: number;
}

/** The same matrix with rows and columns swapped. */
export function transposed({ elements, rowStride, columnStride }: Strided): Strided {
  return { elements, rowStride: columnStride, columnStride: rowStride };
}
