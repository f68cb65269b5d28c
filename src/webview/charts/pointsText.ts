import * as l10n from '@vscode/l10n';

/** '1 point', '24 points'. */
export function pointsText(count: number): string {
  return count === 1 ? l10n.t('1 point') : l10n.t('{0} points', count);
}
