import * as l10n from '@vscode/l10n';
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
/** What is wrong with a value, as a sentence about what it is called there: '"from"', or '"8" in "8:4:1"'. */
export type Complaint = (subject: string) => string;
export type RangeResult =
  | { readonly sizes: readonly number[] }
  | { readonly part: 'from' | 'to' | 'step' | 'factor'; readonly problem: Complaint };

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
  if (parts.length === 0) return { problem: l10n.t('Enter a size, such as 512, or several, such as 64, 128, 256') };
  const sizes: number[] = [];
  for (const part of parts) {
    const result = part.includes(':') ? parseRange(part) : parseSize(part);
    if ('problem' in result) return result;
    sizes.push(...result.sizes);
    if (sizes.length > MAXIMUM_SIZES) {
      return { problem: l10n.t('"{0}" makes it more than {1} sizes', part, MAXIMUM_SIZES) };
    }
  }
  return { sizes };
}

/** The sizes of a range, or which part of it is wrong and why. */
export function sizesOfRange({ from, to, by }: SizeRange): RangeResult {
  const fromProblem = sizeProblem(from);
  if (fromProblem !== null) return { part: 'from', problem: fromProblem };
  const toProblem = sizeProblem(to);
  if (toProblem !== null) return { part: 'to', problem: toProblem };
  if (to < from) return { part: 'to', problem: (subject) => l10n.t('{0} is below the start, {1}', subject, from) };
  return 'step' in by ? arithmetic(from, to, by.step) : geometric(from, to, by.factor);
}

const tooMany: Complaint = (subject) => l10n.t('{0} gives more than {1} sizes', subject, MAXIMUM_SIZES);

function arithmetic(from: number, to: number, step: number): RangeResult {
  if (!Number.isInteger(step) || step < 1) {
    return { part: 'step', problem: (subject) => l10n.t('{0} must be a whole number above 0', subject) };
  }
  const count = Math.floor((to - from) / step) + 1;
  if (count > MAXIMUM_SIZES) return { part: 'step', problem: tooMany };
  return { sizes: Array.from({ length: count }, (_, index) => from + index * step) };
}

function geometric(from: number, to: number, factor: number): RangeResult {
  if (!(factor > 1) || !Number.isFinite(factor)) {
    return { part: 'factor', problem: (subject) => l10n.t('{0} must be above 1', subject) };
  }
  if (from === 0) {
    return { part: 'from', problem: (subject) => l10n.t('{0} must be above 0 in a range by a factor', subject) };
  }
  if (Math.log(to / from) / Math.log(factor) > MAXIMUM_FACTOR_STEPS) {
    return { part: 'factor', problem: (subject) => l10n.t('{0} is too close to 1', subject) };
  }
  const sizes = new Set<number>();
  for (let index = 0; ; index++) {
    const size = Math.round(from * factor ** index);
    if (size > to) return { sizes: [...sizes] };
    sizes.add(size);
    if (sizes.size > MAXIMUM_SIZES) return { part: 'factor', problem: tooMany };
  }
}

function parseSize(part: string): SizesResult {
  const size = parseNumber(part);
  const problem = /^0\d/.test(part) ? withLeadingZero : sizeProblem(size ?? NaN);
  return problem === null && size !== null ? { sizes: [size] } : { problem: (problem ?? noNumber)(`"${part}"`) };
}

const noNumber: Complaint = (subject) => l10n.t('{0} is not a number', subject);
const withLeadingZero: Complaint = (subject) =>
  l10n.t('{0} starts with 0; write thousands without a comma or a space', subject);

function parseRange(part: string): SizesResult {
  const [fromText = '', toText = '', byText = '', ...rest] = part.split(':');
  if (rest.length > 0 || byText === '') {
    return {
      problem: l10n.t('"{0}" is not a range; write from:to:step, such as 64:512:64, or from:to:*factor', part),
    };
  }
  const multiplies = /^[*×]/.test(byText);
  const from = parseNumber(fromText);
  const to = parseNumber(toText);
  const by = parseNumber(multiplies ? byText.slice(1) : byText);
  if (from === null || to === null || by === null) {
    const wrong = from === null ? fromText : to === null ? toText : byText;
    return { problem: noNumber(partOf(part, wrong)) };
  }
  const result = sizesOfRange({ from, to, by: multiplies ? { factor: by } : { step: by } });
  if ('sizes' in result) return result;
  const texts = { from: fromText, to: toText, step: byText, factor: byText };
  return { problem: result.problem(partOf(part, texts[result.part])) };
}

function partOf(range: string, part: string): string {
  return l10n.t('"{0}" in "{1}"', part, range);
}

/** A decimal number in any of the usual notations, or `null`; 'Infinity', '0x10' and '' are none. */
export function parseNumber(text: string): number | null {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : null;
}

/** Why a number cannot be a size, or `null` where it can. */
export function sizeProblem(size: number): Complaint | null {
  if (Number.isNaN(size)) return noNumber;
  if (size < 0 || Object.is(size, -0)) return (subject) => l10n.t('{0} is negative; a size is 0 or more', subject);
  if (size > MAXIMUM_SIZE) {
    return (subject) => l10n.t('{0} is above the largest size, {1}', subject, formatCount(MAXIMUM_SIZE));
  }
  return Number.isInteger(size) ? null : (subject) => l10n.t('{0} is not a whole number', subject);
}
