import type { Machine } from '../machine';
import { choiceValue } from './parameters';
import type { ChoiceParameter, ParameterValues } from './parameters';
import { simdSupport } from './simd';
import { SUPPORTED } from './strategy';
import type { Support } from './strategy';

/** What the loops of a strategy are written in, so that their order is seen apart from the language. */
export const languagePath: ChoiceParameter = {
  kind: 'choice',
  id: 'path',
  title: 'Language',
  description: 'What the loops are written in: the same loops, in the same order.',
  options: [
    { value: 'js', description: 'JavaScript over typed arrays' },
    { value: 'simd', description: 'WebAssembly, with vectors where the operands lie so that they can be loaded' },
  ],
  default: 'js',
};

export function isSimd(values: ParameterValues): boolean {
  return choiceValue(languagePath, values) === 'simd';
}

export function languageSupport(machine: Machine, values: ParameterValues): Support {
  if (!isSimd(values)) return SUPPORTED;
  const support = simdSupport(machine);
  return support.supported
    ? support
    : { supported: false, reason: 'WebAssembly SIMD is missing on this processor. Set path to js instead.' };
}
