import * as l10n from '@vscode/l10n';
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
  get title() {
    return l10n.t('Language');
  },
  get description() {
    return l10n.t('What the loops are written in: the same loops, in the same order.');
  },
  get options() {
    return [
      { value: 'js', description: l10n.t('JavaScript over typed arrays') },
      {
        value: 'simd',
        description: l10n.t('WebAssembly, with vectors where the operands lie so that they can be loaded'),
      },
    ];
  },
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
    : { supported: false, reason: l10n.t('WebAssembly SIMD is missing on this processor. Set path to js instead.') };
}
