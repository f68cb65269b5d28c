import '../../charts/lines/lines.css';
import { lazyView } from '../charts/lazyView';
import type { ResultsTab } from '../tab';
import { tabTitle } from '../tabTitle';

export const rooflineTab: ResultsTab = {
  id: 'roofline',
  get title() {
    return tabTitle('roofline');
  },
  View: lazyView(async () => (await import('./RooflineView')).RooflineView),
  hasOwnFinding: true,
};
