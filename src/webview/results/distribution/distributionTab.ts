import '../../charts/lines/lines.css';
import { lazyView } from '../charts/lazyView';
import type { ResultsTab } from '../tab';
import { tabTitle } from '../tabTitle';

export const distributionTab: ResultsTab = {
  id: 'distribution',
  get title() {
    return tabTitle('distribution');
  },
  View: lazyView(async () => (await import('./DistributionView')).DistributionView),
  hasOwnFinding: true,
};
