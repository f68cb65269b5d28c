import './strategies.css';
import { lazyView } from '../charts/lazyView';
import type { ResultsTab } from '../tab';

export const strategiesTab: ResultsTab = {
  id: 'strategies',
  title: 'Strategies',
  View: lazyView(async () => (await import('./StrategyWalks')).StrategyWalks),
  hasOwnFinding: true,
};
