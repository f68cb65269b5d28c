import * as l10n from '@vscode/l10n';
import '../../charts/lines/lines.css';
import { lazyView } from '../charts/lazyView';
import type { ResultsTab } from '../tab';
import '../training/training.css';

/** What came of the entries of "train" of a run. */
export const trainedTab: ResultsTab = {
  id: 'trained',
  get title() {
    return l10n.t('Trainings');
  },
  View: lazyView(async () => (await import('./TrainedView')).TrainedView),
  hasOwnFinding: true,
};
