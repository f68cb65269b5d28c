import fc from 'fast-check';
import type { ParameterSpec, ParameterValue, ParameterValues } from '../../../../src/core/kernels/parameters';
import type { Strategy } from '../../../../src/core/kernels/strategy';

/** A module for each tile would take minutes to compile: gemm.test.ts has some of them. */
const REGISTER_TILE = ['mr', 'nr'];
/** Blocks that small cut the problems of the tests into several. */
const LARGEST_VALUE = 64;

/** Any choice and small numbers, as often left out, for the parameters of a strategy. */
export function parameterValues(
  { parameters }: Strategy,
  except: readonly string[] = [],
): fc.Arbitrary<ParameterValues> {
  const settable = parameters.filter(({ id }) => ![...REGISTER_TILE, ...except].includes(id));
  return fc
    .subarray(settable)
    .chain((specs) => fc.record(Object.fromEntries(specs.map((spec) => [spec.id, valueOf(spec)]))));
}

function valueOf(spec: ParameterSpec): fc.Arbitrary<ParameterValue> {
  return spec.kind === 'choice'
    ? fc.constantFrom(...spec.options.map(({ value }) => value))
    : fc.integer({ min: spec.minimum, max: Math.min(spec.maximum, Math.max(spec.minimum, LARGEST_VALUE)) });
}
