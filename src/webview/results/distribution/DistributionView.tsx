import { useMemo } from 'preact/hooks';
import { distributionOf } from '../../../core/model/distribution';
import { distributionExplanation, distributionFinding } from '../../../core/model/distributionFinding';
import type { TimedMeasurement } from '../../../core/measure/measurement';
import { sizeLabel } from '../../../core/problem';
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
        finding={{ title: 'No row has a sample yet', detail: 'Samples appear with the first row that has a time.' }}
      />
    );
  }
  return (
    <>
      <TabFinding finding={distributionFinding(nameOf(row), distributionOf(timing))} />
      <div class="tools">
        <RowSelect
          label="Row whose samples are shown"
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
  const outside =
    beyond > 0 ? `; ${beyond} severe ${beyond === 1 ? 'outlier lies' : 'outliers lie'} beyond the chart` : '';
  const samples = samplesTable(distribution);
  return (
    <>
      <ChartFigure
        {...props}
        id="histogram"
        title="How often each time was taken"
        chart={histogram}
        alignedWith={strip}
        height={200}
        hint={`bars count samples, the band is the interval of the median${outside}`}
        table={histogramTable(distribution)}
        explanation={distributionExplanation('histogram', distribution)}
      />
      <ChartFigure
        {...props}
        id="strip"
        zoomedWith="histogram"
        title="Every sample"
        chart={strip}
        alignedWith={histogram}
        height={130}
        hint={`● inside the fences, ▲ mild outliers, ◆ severe ones${beyond > 0 ? ', at the edge' : ''}`}
        table={samples}
        explanation={distributionExplanation('strip', distribution)}
      />
      <ChartFigure
        {...props}
        id="order"
        title="In the order taken"
        chart={order}
        {...(calibration === null ? {} : { alignedWith: calibration })}
        height={220}
        hint={`the level band is the interval of the median${setAside.length > 0 ? '; upright bands are rounds that were disturbed and set aside' : ''}`}
        table={samples}
        explanation={distributionExplanation('order', distribution)}
      />
      {calibration === null ? (
        <p class="hint">The calibration loop was not kept by the version that measured this row, or had no readings.</p>
      ) : (
        <ChartFigure
          {...props}
          id="calibration"
          zoomedWith="order"
          title="What the machine did meanwhile"
          chart={calibration}
          alignedWith={order}
          height={150}
          hint="the calibration loop around each round, from its median; ◆ moved by more than 5%, beyond the dashed lines"
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
  return `${name}, ${sizeLabel(subject.problem)}`;
}
