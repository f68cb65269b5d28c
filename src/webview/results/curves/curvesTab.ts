import '../../charts/lines/lines.css';
import { lazyView } from '../charts/lazyView';
import type { ResultsTab } from '../tab';

export const curvesTab: ResultsTab = {
  id: 'curves',
  title: 'Curves',
  View: lazyView(async () => (await import('./CurvesView')).CurvesView),
  hasOwnFinding: true,
};
