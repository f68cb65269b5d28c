import type { FunctionBody, Local } from './assembler';
import type { ElementCode } from './element';
import { i32 } from './expressions';
import type { Expression, Integer } from './expressions';
import { SCALARS } from './scalars';

/*
 * What a layer of a network does with its product, while that is still in registers: C[i, j] ← max(C[i, j] + bias[j], floor).
 * The floor is 0 for ReLU and −∞ for nothing but the bias. Both steps round as they would in a pass of their own, and NaN
 * stays NaN, so that a product with an epilogue is bit for bit what the product and then the passes give.
 */

/**
 * The further parameter of the functions of a module with an epilogue: `bias`, the address of the bias of the first column of
 * C, or 0 where C is not finished yet, so that nothing is done.
 */
export const EPILOGUE_PARAMETERS = ['bias'] as const;

/** The address of a bias `bytes` further, or none where there is none. */
export function movedBias(bias: Local<'i32'>, bytes: Integer): Expression<'i32'> {
  return i32.select(bias, i32.add(bias, bytes), 0);
}

/** The floor of the epilogue in all lanes. */
export function floorVector(element: ElementCode, scalars: Integer): Expression<'v128'> {
  return element.loadSplat(scalars, SCALARS.floor);
}

/** A finished vector of C. */
export function finishedVector(
  element: ElementCode,
  sum: Expression<'v128'>,
  { bias, floors }: { readonly bias: Expression<'v128'>; readonly floors: Local<'v128'> },
): Expression<'v128'> {
  return element.largerVectors(element.addVectors(sum, bias), floors);
}

/** Finishes the element of C in a variable, whose bias lies at `bias`. */
export function finishElement<T extends 'f32' | 'f64'>(
  f: FunctionBody,
  element: ElementCode & { readonly dtype: T },
  value: Local<T>,
  { bias, scalars }: { readonly bias: Integer; readonly scalars: Integer },
): void {
  f.set(value, element.add(value, element.load(bias)));
  f.set(value, element.larger(value, element.load(scalars, SCALARS.floor)));
}
