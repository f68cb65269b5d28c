import * as l10n from '@vscode/l10n';
import { useMemo } from 'preact/hooks';
import type { TrainingCurve } from '../../../core/measure/trainingCurve';
import type { Network } from '../../../core/mlp/network';
import { accuracyExplanation, lossExplanation } from '../../../core/model/trainingExplanation';
import { ChartFigure } from '../charts/ChartFigure';
import type { FigureContext } from '../charts/ChartFrame';
import { accuracyChart, accuracyTable, lossChart, lossTable } from './trainingCharts';

interface CurvesProps {
  /** What they are remembered by, beside other charts of their kind. */
  readonly id: string;
  readonly arms: readonly TrainingCurve[];
  readonly network: Pick<Network, 'output'>;
  readonly figure: FigureContext;
}

const HEIGHT_PX = 240;

/** Loss and accuracy by epochs, of all trainings together. */
export function Curves({ id, arms, network, figure }: CurvesProps) {
  const loss = useMemo(() => lossChart(arms), [arms]);
  const accuracy = useMemo(() => accuracyChart(arms), [arms]);
  const lossNumbers = useMemo(() => lossTable(arms), [arms]);
  const accuracyNumbers = useMemo(() => accuracyTable(arms), [arms]);
  const lossExplained = useMemo(() => lossExplanation(arms, network), [arms, network]);
  const accuracyExplained = useMemo(() => accuracyExplanation(arms), [arms]);
  return (
    <div class="training-charts">
      <ChartFigure
        {...figure}
        id={`${id}-loss`}
        title={l10n.t('Loss')}
        chart={loss}
        height={HEIGHT_PX}
        hint={l10n.t('mean loss of the batches')}
        table={lossNumbers}
        explanation={lossExplained}
      />
      <ChartFigure
        {...figure}
        id={`${id}-accuracy`}
        title={l10n.t('Accuracy')}
        chart={accuracy}
        height={HEIGHT_PX}
        hint={l10n.t('share of the samples that are classified rightly; marks are ends of epochs')}
        table={accuracyNumbers}
        explanation={accuracyExplained}
      />
    </div>
  );
}
