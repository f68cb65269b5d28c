import '../../charts/lines/lines.css';
import { lazyView } from '../charts/lazyView';
import type { ResultsTab } from '../tab';

export const rooflineTab: ResultsTab = {
  id: 'roofline',
  title: 'Roofline',
  View: lazyView(async () => (await import('./RooflineView')).RooflineView),
  hasOwnFinding: true,
};
