import * as l10n from '@vscode/l10n';
import type { ArrayPicture } from '../../../core/mlp/arrayPicture';
import { numberText } from './trainingTexts';

/** 'unit 7: norm 1.21, from −0.31 to 0.42, mean 0.01'. */
export function unitText({ facts }: ArrayPicture, unit: number): string {
  const fact = facts.at(unit);
  if (fact === undefined) return l10n.t('unit {0}', unit + 1);
  const { norm, low, high, mean } = fact;
  return l10n.t(
    'unit {0}: norm {1}, from {2} to {3}, mean {4}',
    unit + 1,
    ...[norm, low, high, mean].map((value) => numberText(value)),
  );
}
