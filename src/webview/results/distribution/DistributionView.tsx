import * as l10n from '@vscode/l10n';
import { useMemo } from 'preact/hooks';
import { distributionOf } from '../../../core/model/distribution';
import { distributionExplanation, distributionFinding } from '../../../core/model/distributionFinding';
import type { TimedMeasurement } from '../../../core/measure/measurement';
import { sizeLabel } from '../../../core/problem';
import { clauses } from '../../../core/sentences';
import { ChartFigure } from '../charts/ChartFigure';
import { TabFinding } from '../charts/TabFinding';
import { parametersText } from '../resultRows';
import type { ResultRow } from '../resultRows';
import { RowSelect } from '../RowSelect';
import type { TabProps } from '../tab';
import {
  calibrationChart,
  histogramChart,
  histogramTable,
  orderChart,
  samplesTable,
  stripChart,
} from './distributionCharts';

/** The samples of one row: how they lie, and when each was taken. */
export function DistributionView(props: TabProps) {
  const { groups, selected: chosen, setView } = props;
  const timed = groups.flatMap(({ rows }) => rows.filter(({ timing }) => timing !== null));
  const row = timed.find(({ index }) => index === chosen?.index) ?? timed[0];
  const timing = row?.timing ?? null;
  if (row === undefined || timing === null) {
    return (
      <TabFinding
        finding={{
          title: l10n.t('No row has a sample yet'),
          detail: l10n.t('Samples appear with the first row that has a time.'),
        }}
      />
    );
  }
  return (
    <>
      <TabFinding finding={distributionFinding(nameOf(row), distributionOf(timing))} />
      <div class="tools">
        <RowSelect
          label={l10n.t('Row whose samples are shown')}
          name="distributionRow"
          rows={timed}
          chosen={row}
          labelOf={nameOf}
          onChoose={(selected) => {
            setView({ selected });
          }}
        />
      </div>
      <Figures {...props} timing={timing} />
    </>
  );
}

function Figures({ timing, ...props }: TabProps & { readonly timing: TimedMeasurement }) {
  const distribution = useMemo(() => distributionOf(timing), [timing]);
  const histogram = useMemo(() => histogramChart(distribution), [distribution]);
  const strip = useMemo(() => stripChart(distribution), [distribution]);
  const order = useMemo(() => orderChart(distribution), [distribution]);
  const calibration = useMemo(() => calibrationChart(distribution), [distribution]);
  const { beyond, setAside } = distribution;
  const samples = samplesTable(distribution);
  return (
    <>
      <ChartFigure
        {...props}
        id="histogram"
        title={l10n.t('How often each time was taken')}
        chart={histogram}
        alignedWith={strip}
        height={200}
        hint={clauses(
          l10n.t('bars count samples, the band is the interval of the median'),
          ...(beyond === 1 ? [l10n.t('1 severe outlier lies beyond the chart')] : []),
          ...(beyond > 1 ? [l10n.t('{0} severe outliers lie beyond the chart', beyond)] : []),
        )}
        table={histogramTable(distribution)}
        explanation={distributionExplanation('histogram', distribution)}
      />
      <ChartFigure
        {...props}
        id="strip"
        zoomedWith="histogram"
        title={l10n.t('Every sample')}
        chart={strip}
        alignedWith={histogram}
        height={130}
        hint={
          beyond > 0
            ? l10n.t('● inside the fences, ▲ mild outliers, ◆ severe ones, at the edge')
            : l10n.t('● inside the fences, ▲ mild outliers, ◆ severe ones')
        }
        table={samples}
        explanation={distributionExplanation('strip', distribution)}
      />
      <ChartFigure
        {...props}
        id="order"
        title={l10n.t('In the order taken')}
        chart={order}
        {...(calibration === null ? {} : { alignedWith: calibration })}
        height={220}
        hint={clauses(
          l10n.t('the level band is the interval of the median'),
          ...(setAside.length > 0 ? [l10n.t('upright bands are rounds that were disturbed and set aside')] : []),
        )}
        table={samples}
        explanation={distributionExplanation('order', distribution)}
      />
      {calibration === null ? (
        <p class="hint">
          {l10n.t('The calibration loop was not kept by the version that measured this row, or had no readings.')}
        </p>
      ) : (
        <ChartFigure
          {...props}
          id="calibration"
          zoomedWith="order"
          title={l10n.t('What the machine did meanwhile')}
          chart={calibration}
          alignedWith={order}
          height={150}
          hint={l10n.t(
            'the calibration loop around each round, from its median; ◆ moved by more than 5%, beyond the dashed lines',
          )}
          table={samples}
          explanation={distributionExplanation('calibration', distribution)}
        />
      )}
    </>
  );
}

/** 'simd (mc 96), 512×512×512'. */
function nameOf({ subject }: ResultRow): string {
  const parameters = parametersText(subject);
  const name = parameters === '' ? subject.strategy : `${subject.strategy} (${parameters})`;
  return l10n.t({ message: '{0}, {1}', args: [name, sizeLabel(subject.problem)], comment: 'strategy, size' });
}
