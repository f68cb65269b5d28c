import * as l10n from '@vscode/l10n';
import './matrices.css';
import { lazyView } from '../charts/lazyView';
import type { ResultsTab } from '../tab';

export const matricesTab: ResultsTab = {
  id: 'matrices',
  title: l10n.t('Matrices'),
  View: lazyView(async () => (await import('./MatrixMaps')).MatrixMaps),
  hasOwnFinding: true,
  needsEngine: true,
};
