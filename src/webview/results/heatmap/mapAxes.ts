import * as l10n from '@vscode/l10n';
import { assertNever } from '../../../core/assertNever';

/** What a map is drawn over: strategies by sizes, or two things that one strategy was measured over. */
export const MAP_AXES = ['strategy × size', 'm × n', 'density × size', 'threads × size'] as const;
export type MapAxes = (typeof MAP_AXES)[number];
export type CrossedAxes = Exclude<MapAxes, 'strategy × size'>;

/** What they are called. */
export function mapAxesText(axes: MapAxes): string {
  switch (axes) {
    case 'strategy × size':
      return l10n.t('strategy × size');
    case 'm × n':
      return 'm × n';
    case 'density × size':
      return l10n.t('density × size');
    case 'threads × size':
      return l10n.t('threads × size');
    default:
      return assertNever(axes);
  }
}
