import '../../charts/lines/lines.css';
import { lazyView } from '../charts/lazyView';
import type { ResultsTab } from '../tab';
import { tabTitle } from '../tabTitle';

export const curvesTab: ResultsTab = {
  id: 'curves',
  get title() {
    return tabTitle('curves');
  },
  View: lazyView(async () => (await import('./CurvesView')).CurvesView),
  hasOwnFinding: true,
};
