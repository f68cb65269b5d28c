import '../../charts/lines/lines.css';
import './timeline.css';
import { lazyView } from '../charts/lazyView';
import type { ResultsTab } from '../tab';

export const timelineTab: ResultsTab = {
  id: 'timeline',
  title: 'Timeline',
  View: lazyView(async () => (await import('./TimelineView')).TimelineView),
  hasOwnFinding: true,
  needsEngine: true,
};
