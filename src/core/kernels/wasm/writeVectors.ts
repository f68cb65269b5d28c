import type { FunctionBody, Local } from './assembler';
import type { ElementCode } from './element';
import { finishedVector } from './epilogue';
import { v128 } from './expressions';
import type { Expression } from './expressions';

/*
 * What V8 needs to join two neighbouring vectors (seen in the machine code of Node 24): no writing between the two readings,
 * and of two writings the upper one first, else the lower half is written twice. Where it does not join a use of two vectors
 * it takes both apart, as soon as they are computed.
 */

/** Writes vectors that were read and computed before to neighbouring places. */
export function writeNeighbours(
  f: FunctionBody,
  vectors: readonly Expression<'v128'>[],
  { to, offset = 0 }: { readonly to: Local<'i32'>; readonly offset?: number },
): void {
  downwards(vectors, (vector, at) => {
    f.run(v128.store(to, vector, offset + at * 16));
  });
}

interface Copying {
  readonly from: Local<'i32'>;
  /** Bytes from `from` to the first vector. */
  readonly offset: number;
  readonly to: Local<'i32'>;
  /** Two variables of the caller's. */
  readonly pair: readonly Local<'v128'>[];
}

/** Copies `count` neighbouring vectors. */
export function copyVectors(f: FunctionBody, count: number, { from, offset, to, pair }: Copying): void {
  for (let first = 0; first < count; first += pair.length) {
    const some = pair.slice(0, count - first);
    some.forEach((vector, at) => {
      f.set(vector, v128.load(from, offset + (first + at) * 16));
    });
    writeNeighbours(f, some, { to, offset: first * 16 });
  }
}

/** Writes α·sums to neighbouring vectors of C. */
export function writeScaled(
  f: FunctionBody,
  element: ElementCode,
  sums: readonly Expression<'v128'>[],
  { c, alphas }: { readonly c: Local<'i32'>; readonly alphas: Local<'v128'> },
): void {
  writeNeighbours(
    f,
    sums.map((sum) => element.multiplyVectors(sum, alphas)),
    { to: c },
  );
}

interface Updating {
  readonly c: Local<'i32'>;
  readonly alphas: Local<'v128'>;
  readonly betas: Local<'v128'>;
  /** Two variables of the caller's. */
  readonly kept: readonly Local<'v128'>[];
}

/** Writes α·sums + β·C to neighbouring vectors of C. */
export function writeUpdated(
  f: FunctionBody,
  element: ElementCode,
  sums: readonly Expression<'v128'>[],
  { c, alphas, betas, kept }: Updating,
): void {
  for (let first = 0; first < sums.length; first += kept.length) {
    const some = sums.slice(first, first + kept.length);
    some.forEach((_, at) => {
      f.set(kept[at], v128.load(c, (first + at) * 16));
    });
    downwards(some, (sum, at) => {
      const ofC = element.multiplyVectors(kept[at], betas);
      const updated = element.addVectors(element.multiplyVectors(sum, alphas), ofC);
      f.run(v128.store(c, updated, (first + at) * 16));
    });
  }
}

interface Finishing extends Omit<Updating, 'betas'> {
  /** `null` where β is 0. */
  readonly betas: Local<'v128'> | null;
  /** Address of the bias of the first element. */
  readonly bias: Local<'i32'>;
  /** As many variables of the caller's as `kept`. */
  readonly biases: readonly Local<'v128'>[];
  readonly floors: Local<'v128'>;
}

/** The same, and finishes what is written by an epilogue. */
export function writeFinished(
  f: FunctionBody,
  element: ElementCode,
  sums: readonly Expression<'v128'>[],
  { c, alphas, betas, kept, bias, biases, floors }: Finishing,
): void {
  for (let first = 0; first < sums.length; first += kept.length) {
    const some = sums.slice(first, first + kept.length);
    if (betas !== null) {
      some.forEach((_, at) => {
        f.set(kept[at], v128.load(c, (first + at) * 16));
      });
    }
    some.forEach((_, at) => {
      f.set(biases[at], v128.load(bias, (first + at) * 16));
    });
    downwards(some, (sum, at) => {
      const scaled = element.multiplyVectors(sum, alphas);
      const whole = betas === null ? scaled : element.addVectors(scaled, element.multiplyVectors(kept[at], betas));
      f.run(v128.store(c, finishedVector(element, whole, { bias: biases[at], floors }), (first + at) * 16));
    });
  }
}

function downwards<Item>(items: readonly Item[], visit: (item: Item, at: number) => void): void {
  for (let at = items.length - 1; at >= 0; at--) visit(items[at], at);
}
