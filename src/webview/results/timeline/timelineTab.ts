import '../../charts/lines/lines.css';
import './timeline.css';
import { lazyView } from '../charts/lazyView';
import type { ResultsTab } from '../tab';
import { tabTitle } from '../tabTitle';

export const timelineTab: ResultsTab = {
  id: 'timeline',
  get title() {
    return tabTitle('timeline');
  },
  View: lazyView(async () => (await import('./TimelineView')).TimelineView),
  hasOwnFinding: true,
  needsEngine: true,
};
