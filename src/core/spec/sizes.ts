import { formatCount } from '../format';

/** Largest m, k or n: byte counts of all operands stay exact, and no index leaves 32 bits by itself. */
export const MAXIMUM_SIZE = 1_000_000;
/** Sizes of one list or range. */
export const MAXIMUM_SIZES = 1000;
/** A range by a factor that is closer to 1 would take more steps than are worth walking. */
const MAXIMUM_FACTOR_STEPS = 100_000;

/** Sizes from `from` on, up to `to` where a step hits it; by a factor, each value is rounded to a whole number. */
export interface SizeRange {
  readonly from: number;
  readonly to: number;
  readonly by: { readonly step: number } | { readonly factor: number };
}

export type SizesResult = { readonly sizes: readonly number[] } | { readonly problem: string };
export type RangeResult =
  | { readonly sizes: readonly number[] }
  | { readonly part: 'from' | 'to' | 'step' | 'factor'; readonly problem: string };

/**
 * Sizes as people type them: '512', '64, 128 256', '100:500:100', '64:1024:*2', or several of these. The order is kept;
 * a size that comes again is dropped. The problem is a sentence that quotes the part that is wrong.
 */
export function parseSizes(text: string): SizesResult {
  const result = parseSizeList(text);
  return 'problem' in result ? result : { sizes: [...new Set(result.sizes)] };
}

/** As `parseSizes`, with sizes that come again: in lists that go together one by one each has its place. */
export function parseSizeList(text: string): SizesResult {
  const parts = text
    .replace(/\s*:\s*/g, ':')
    .replace(/:([*×])\s+/g, ':$1')
    .split(/[\s,;]+/)
    .filter((part) => part !== '');
  if (parts.length === 0) return { problem: 'Enter a size, such as 512, or several, such as 64, 128, 256' };
  const sizes: number[] = [];
  for (const part of parts) {
    const result = part.includes(':') ? parseRange(part) : parseSize(part);
    if ('problem' in result) return result;
    sizes.push(...result.sizes);
    if (sizes.length > MAXIMUM_SIZES) return { problem: `"${part}" makes it ${TOO_MANY}` };
  }
  return { sizes };
}

/** The sizes of a range, or which part of it is wrong and why, in words that go after the name of the part. */
export function sizesOfRange({ from, to, by }: SizeRange): RangeResult {
  const fromProblem = sizeProblem(from);
  if (fromProblem !== null) return { part: 'from', problem: fromProblem };
  const toProblem = sizeProblem(to);
  if (toProblem !== null) return { part: 'to', problem: toProblem };
  if (to < from) return { part: 'to', problem: `is below the start, ${from}` };
  return 'step' in by ? arithmetic(from, to, by.step) : geometric(from, to, by.factor);
}

const TOO_MANY = `more than ${MAXIMUM_SIZES} sizes`;

function arithmetic(from: number, to: number, step: number): RangeResult {
  if (!Number.isInteger(step) || step < 1) return { part: 'step', problem: 'must be a whole number above 0' };
  const count = Math.floor((to - from) / step) + 1;
  if (count > MAXIMUM_SIZES) return { part: 'step', problem: `gives ${TOO_MANY}` };
  return { sizes: Array.from({ length: count }, (_, index) => from + index * step) };
}

function geometric(from: number, to: number, factor: number): RangeResult {
  if (!(factor > 1) || !Number.isFinite(factor)) return { part: 'factor', problem: 'must be above 1' };
  if (from === 0) return { part: 'from', problem: 'must be above 0 in a range by a factor' };
  if (Math.log(to / from) / Math.log(factor) > MAXIMUM_FACTOR_STEPS) {
    return { part: 'factor', problem: 'is too close to 1' };
  }
  const sizes = new Set<number>();
  for (let index = 0; ; index++) {
    const size = Math.round(from * factor ** index);
    if (size > to) return { sizes: [...sizes] };
    sizes.add(size);
    if (sizes.size > MAXIMUM_SIZES) return { part: 'factor', problem: `gives ${TOO_MANY}` };
  }
}

function parseSize(part: string): SizesResult {
  const size = parseNumber(part);
  const problem = /^0\d/.test(part)
    ? 'starts with 0; write thousands without a comma or a space'
    : size === null
      ? 'is not a number'
      : sizeProblem(size);
  return problem === null && size !== null ? { sizes: [size] } : { problem: `"${part}" ${problem ?? ''}` };
}

function parseRange(part: string): SizesResult {
  const [fromText = '', toText = '', byText = '', ...rest] = part.split(':');
  if (rest.length > 0 || byText === '') {
    return { problem: `"${part}" is not a range; write from:to:step, such as 64:512:64, or from:to:*factor` };
  }
  const multiplies = /^[*×]/.test(byText);
  const from = parseNumber(fromText);
  const to = parseNumber(toText);
  const by = parseNumber(multiplies ? byText.slice(1) : byText);
  if (from === null || to === null || by === null) {
    const wrong = from === null ? fromText : to === null ? toText : byText;
    return { problem: `"${wrong}" in "${part}" is not a number` };
  }
  const result = sizesOfRange({ from, to, by: multiplies ? { factor: by } : { step: by } });
  if ('sizes' in result) return result;
  const texts = { from: fromText, to: toText, step: byText, factor: byText };
  return { problem: `"${texts[result.part]}" in "${part}" ${result.problem}` };
}

/** A decimal number in any of the usual notations, or `null`; 'Infinity', '0x10' and '' are none. */
export function parseNumber(text: string): number | null {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : null;
}

/** Why a number cannot be a size, in words that go after it, or `null` where it can. */
export function sizeProblem(size: number): string | null {
  if (Number.isNaN(size)) return 'is not a number';
  if (size < 0 || Object.is(size, -0)) return 'is negative; a size is 0 or more';
  if (size > MAXIMUM_SIZE) return `is above the largest size, ${formatCount(MAXIMUM_SIZE)}`;
  return Number.isInteger(size) ? null : 'is not a whole number';
}
