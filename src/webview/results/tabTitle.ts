import * as l10n from '@vscode/l10n';
import { assertNever } from '../../core/assertNever';
import type { TabId } from '../../shared/resultsTabs';

/** What a tab is called. */
export function tabTitle(id: TabId): string {
  switch (id) {
    case 'table':
      return l10n.t('Table');
    case 'heatmap':
      return l10n.t('Heatmap');
    case 'curves':
      return l10n.t('Curves');
    case 'roofline':
      return l10n.t('Roofline');
    case 'distribution':
      return l10n.t('Distribution');
    case 'timeline':
      return l10n.t('Timeline');
    case 'matrices':
      return l10n.t('Matrices');
    case 'strategies':
      return l10n.t('Strategies');
    case 'crossover':
      return l10n.t('Crossovers');
    case 'runs':
      return l10n.t('Runs');
    case 'machine':
      return l10n.t('Machine');
    case 'training':
      return l10n.t('Training');
    case 'trained':
      return l10n.t('Trainings');
    default:
      return assertNever(id);
  }
}
