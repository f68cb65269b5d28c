import * as v from 'valibot';
import { formatCount } from '../format';
import { suggestion } from './nearestWord';
import { MAXIMUM_SIZES } from './sizes';

/*
 * Schemas of the values in benchmark files. Messages are sentences, in which SUBJECT stands for the key that the value
 * belongs to.
 */

/** Stands in messages for the key of the value, in quotes. */
export const SUBJECT = '{}';

export function numberFrom(minimum: number, maximum: number) {
  const message = `${SUBJECT} must be a number from ${minimum} to ${maximum}`;
  return v.pipe(v.number(message), v.minValue(minimum, message), v.maxValue(maximum, message));
}

export function positiveUpTo(maximum: number) {
  const message = `${SUBJECT} must be a number above 0 and at most ${maximum}`;
  return v.pipe(v.number(message), v.gtValue(0, message), v.maxValue(maximum, message));
}

export function wholeNumberFrom(minimum: number, maximum: number, otherwise = '') {
  const message = `${SUBJECT} must be a whole number from ${formatCount(minimum)} to ${formatCount(maximum)}`;
  return v.pipe(
    v.number(message + otherwise),
    v.integer(message),
    v.minValue(minimum, message),
    v.maxValue(maximum, message),
    // JSON has a −0, which is 0 here.
    v.transform((value) => value + 0),
  );
}

export function finiteNumber() {
  const message = `${SUBJECT} must be a finite number`;
  return v.pipe(v.number(message), v.finite(message));
}

export function flag() {
  return v.boolean(`${SUBJECT} must be true or false`);
}

export function oneOf<const T extends readonly string[]>(options: T) {
  return v.picklist(options, ({ input }) => {
    const listed = options.map((option) => `"${option}"`).join(', ');
    const meant = typeof input === 'string' ? suggestion(input, options) : '';
    return `${SUBJECT} must be one of ${listed}${meant}`;
  });
}

export function listOf<T extends v.GenericSchema>(item: T, example = '') {
  return v.pipe(
    v.array(item, `${SUBJECT} must be a list${example}`),
    v.minLength(1, `${SUBJECT} is an empty list; give at least one value`),
    v.maxLength(MAXIMUM_SIZES, `${SUBJECT} has more than ${formatCount(MAXIMUM_SIZES)} values`),
  );
}

export function oneOrMore<T extends v.GenericSchema>(item: T) {
  return v.union([item, listOf(item)]);
}
