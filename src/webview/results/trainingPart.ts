import type { ComponentType } from 'preact';
import type { StrategyDescription } from '../../core/kernels/strategy';
import type { TabId } from '../../shared/resultsTabs';
import type { TrainingState } from '../../shared/trainingView';
import type { SavedView, TrainingNavigation } from './savedView';
import type { TabProps } from './tab';
import type { TrainingHost } from './training/trainingHost';

/** What the view of trainings is given. */
export interface TrainingViewProps extends Pick<TabProps, 'view' | 'setView' | 'onCopy' | 'onSavePicture'> {
  readonly state: TrainingState;
  readonly host: TrainingHost;
  readonly strategies: readonly StrategyDescription[];
  /** The tabs of the panel, this one among them. */
  readonly tabs: readonly { readonly id: TabId; readonly title: string }[];
  readonly onTab: (id: SavedView['tab']) => void;
  readonly navigation: TrainingNavigation;
  readonly onNavigate: (change: Partial<TrainingNavigation>) => void;
  /** What the host has refused. */
  readonly refusal: string | undefined;
  /** Asks the host, and shows what it refuses. */
  readonly attempt: (request: Promise<void>) => void;
}

/** Handed in, so that a report, in which nothing can be trained, does not carry it. */
export interface TrainingPart {
  readonly state: TrainingState;
  readonly host: TrainingHost;
  readonly View: ComponentType<TrainingViewProps>;
}
