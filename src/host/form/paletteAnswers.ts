import * as l10n from '@vscode/l10n';
import { isStrategyId } from '../../core/kernels/registry';
import type { ProfileForm } from '../../shared/viewProtocol';
import { specFromForm } from './profileForm';
import type { FormSettings } from './profileForm';

/** Between m, k and n; the × of a range such as 64:1024:×2 is none. */
const TIMES = /(?<!:\s*)\s*[x×]\s*/i;

/** The form's sizes as the palette asks for them: '512', '64, 128', or '300 × 200 × 100' for m, k and n. */
export function sizesText({ m, k, n, square }: ProfileForm): string {
  return square || (m === k && m === n) ? m : [m, k, n].join(' × ');
}

/** What is wrong with sizes as typed, for people; `undefined` where they can be used. */
export function sizesProblem(form: ProfileForm, text: string, settings: FormSettings): string | undefined {
  const parts = text.trim().split(TIMES);
  if (parts.length !== 1 && parts.length !== 3)
    return l10n.t('Enter m × k × n, such as 300 × 200 × 100, or one size for all.');
  const result = specFromForm(withSizes(form, text), settings);
  if ('spec' in result) return undefined;
  const { m, k, n } = result.problems;
  return m ?? k ?? n;
}

/** The form with other sizes and strategies: what the palette's questions answer. */
export function answeredForm(form: ProfileForm, sizes: string, ids: readonly string[]): ProfileForm {
  const chosen = new Set(ids.filter(isStrategyId));
  return {
    ...withSizes(form, sizes),
    strategies: form.strategies.map((strategy) => ({ ...strategy, chosen: chosen.has(strategy.id) })),
  };
}

function withSizes(form: ProfileForm, text: string): ProfileForm {
  const [m = '', k = m, n = m] = text.trim().split(TIMES);
  return { ...form, m, k, n, square: m === k && m === n };
}
