import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { formatCount } from '../format';
import { listed } from '../sentences';
import { suggestion } from './nearestWord';
import { MAXIMUM_SIZES } from './sizes';

/*
 * Schemas of the values in benchmark files. Messages are sentences, in which SUBJECT stands for the key that the value
 * belongs to. They are asked for when something is wrong, in the language of the editor.
 */

/** Stands in messages for the key of the value, in quotes; a private character, which no file has a use for. */
export const SUBJECT = '\uE000';

export function numberFrom(minimum: number, maximum: number) {
  const message = () => l10n.t('{0} must be a number from {1} to {2}', SUBJECT, minimum, maximum);
  return v.pipe(v.number(message), v.minValue(minimum, message), v.maxValue(maximum, message));
}

export function positiveUpTo(maximum: number) {
  const message = () => l10n.t('{0} must be a number above 0 and at most {1}', SUBJECT, maximum);
  return v.pipe(v.number(message), v.gtValue(0, message), v.maxValue(maximum, message));
}

/** `otherwise` is said of what is no number at all. */
export function wholeNumberFrom(minimum: number, maximum: number, otherwise?: () => string) {
  const message = () =>
    l10n.t('{0} must be a whole number from {1} to {2}', SUBJECT, formatCount(minimum), formatCount(maximum));
  return v.pipe(
    v.number(otherwise ?? message),
    v.integer(message),
    v.minValue(minimum, message),
    v.maxValue(maximum, message),
    // JSON has a −0, which is 0 here.
    v.transform((value) => value + 0),
  );
}

export function finiteNumber() {
  const message = () => l10n.t('{0} must be a finite number', SUBJECT);
  return v.pipe(v.number(message), v.finite(message));
}

export function flag() {
  return v.boolean(() => l10n.t('{0} must be true or false', SUBJECT));
}

export function oneOf<const T extends readonly string[]>(options: T) {
  return v.picklist(options, ({ input }) => {
    const quoted = listed(options.map((option) => `"${option}"`));
    const meant = typeof input === 'string' ? suggestion(input, options) : '';
    return l10n.t('{0} must be one of {1}', SUBJECT, quoted) + meant;
  });
}

/** `example` is JSON: '["naive", "simd"]'. */
export function listOf<T extends v.GenericSchema>(item: T, example?: string) {
  const message = () =>
    example === undefined
      ? l10n.t('{0} must be a list', SUBJECT)
      : l10n.t('{0} must be a list, such as {1}', SUBJECT, example);
  return v.pipe(
    v.array(item, message),
    v.minLength(1, () => l10n.t('{0} is an empty list; give at least one value', SUBJECT)),
    v.maxLength(MAXIMUM_SIZES, () => l10n.t('{0} has more than {1} values', SUBJECT, formatCount(MAXIMUM_SIZES))),
  );
}

export function oneOrMore<T extends v.GenericSchema>(item: T) {
  return v.union([item, listOf(item)]);
}
