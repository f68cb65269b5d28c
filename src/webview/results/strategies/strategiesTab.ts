import './strategies.css';
import { lazyView } from '../charts/lazyView';
import type { FreeTab } from '../tab';

export const strategiesTab: FreeTab = {
  id: 'strategies',
  title: 'Strategies',
  View: lazyView(async () => (await import('./StrategyWalks')).StrategyWalks),
  hasOwnFinding: true,
};
