import './strategies.css';
import { lazyView } from '../charts/lazyView';
import type { FreeTab } from '../tab';
import { tabTitle } from '../tabTitle';

export const strategiesTab: FreeTab = {
  id: 'strategies',
  get title() {
    return tabTitle('strategies');
  },
  View: lazyView(async () => (await import('./StrategyWalks')).StrategyWalks),
  hasOwnFinding: true,
};
