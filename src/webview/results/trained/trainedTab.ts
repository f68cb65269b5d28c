import '../../charts/lines/lines.css';
import { lazyView } from '../charts/lazyView';
import type { ResultsTab } from '../tab';
import '../training/training.css';

/** What came of the entries of "train" of a run. */
export const trainedTab: ResultsTab = {
  id: 'trained',
  title: 'Trainings',
  View: lazyView(async () => (await import('./TrainedView')).TrainedView),
  hasOwnFinding: true,
};
