import '../../charts/lines/lines.css';
import { lazyView } from '../charts/lazyView';
import type { ResultsTab } from '../tab';

export const distributionTab: ResultsTab = {
  id: 'distribution',
  title: 'Distribution',
  View: lazyView(async () => (await import('./DistributionView')).DistributionView),
  hasOwnFinding: true,
};
