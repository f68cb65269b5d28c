import * as l10n from '@vscode/l10n';
import { useMemo } from 'preact/hooks';
import { crossingBetween, curvesOf } from '../../../core/model/curves';
import type { CurveCrossing, Curves } from '../../../core/model/curves';
import { curvesExplanation, curvesFinding, pairOf, ratioExplanation } from '../../../core/model/curvesFinding';
import { clauses } from '../../../core/sentences';
import { computeRoofs } from '../../../core/model/roofs';
import type { LineChart } from '../../charts/lines/lineChart';
import { RadioGroup } from '../../controls/RadioGroup';
import { Select } from '../../controls/Select';
import { BenchmarkSelect, chosenBenchmark } from '../charts/BenchmarkSelect';
import { ChartFigure } from '../charts/ChartFigure';
import { CURVE_METRICS } from '../charts/chartViews';
import { TabFinding } from '../charts/TabFinding';
import { rowOfTiming } from '../rowOfTiming';
import type { TabProps } from '../tab';
import {
  beyondRatioChart,
  curvesChart,
  curvesTable,
  fastestCurves,
  MOST_CURVES,
  ratioChart,
  ratioTable,
} from './curveCharts';

/** Speed or time by size, and the ratio of two strategies below it. */
export function CurvesView(props: TabProps) {
  const { run, groups, strategies, view, setView } = props;
  const benchmark = chosenBenchmark(groups, view);
  const curves = useMemo(
    () =>
      curvesOf(
        groups
          .filter((group) => group.benchmark === benchmark)
          .flatMap(({ rows }) => rows.flatMap(({ timing }) => timing ?? [])),
      ),
    [groups, benchmark],
  );
  const rowOf = useMemo(() => rowOfTiming(groups), [groups]);
  const { curveMetric: metric } = view.charts;
  const dtype = groups.find((group) => group.benchmark === benchmark)?.problem.dtype ?? 'f32';
  const peaks = useMemo(
    () => (run.machine === null ? [] : computeRoofs(run.machine, dtype).filter(({ code }) => code !== 'separate')),
    [run.machine, dtype],
  );
  const drawn = useMemo(() => ({ ...curves, curves: fastestCurves(curves) }), [curves]);
  const left = curves.curves.length - drawn.curves.length;
  const chart = useMemo(
    () => curvesChart(drawn, metric, peaks, strategies, rowOf),
    [drawn, metric, peaks, strategies, rowOf],
  );
  const table = useMemo(() => curvesTable(curves, peaks), [curves, peaks]);
  const pair = useMemo(() => chosenPair(curves, view.charts.curvePair), [curves, view.charts.curvePair]);
  const ratios = useMemo(() => (pair === null ? null : ratioChart(curves, pair)), [curves, pair]);
  return (
    <>
      <TabFinding finding={curvesFinding(curves)} />
      <div class="tools">
        <BenchmarkSelect groups={groups} view={view} setView={setView} />
        <RadioGroup
          label={l10n.t('What the curves show')}
          name="curveMetric"
          value={metric}
          options={CURVE_METRICS.map((value) => ({
            value,
            label: value === 'speed' ? l10n.t('speed') : l10n.t('time'),
          }))}
          onChange={(value) => {
            setView({ charts: { ...view.charts, curveMetric: value } });
          }}
        />
      </div>
      <ChartFigure
        {...props}
        id="curves"
        title={chart.label}
        chart={chart}
        {...(ratios === null ? {} : { alignedWith: ratios })}
        height={360}
        hint={hintOf(curves, left, peaks.length > 0 && metric === 'speed', run.machine?.peaks === undefined)}
        table={table}
        explanation={curvesExplanation(curves, metric, peaks.length)}
      />
      {pair !== null && ratios !== null && (
        <RatioFigure {...props} curves={drawn} pair={pair} chart={ratios} above={chart} />
      )}
    </>
  );
}

function hintOf({ crossings }: Curves, left: number, hasPeaks: boolean, isUnmeasured: boolean): string {
  const marked = crossings.some(({ crossing }) => crossing.kind === 'bracket');
  return clauses(
    ...(left > 0 ? [l10n.t('the {0} fastest curves; {1} more are in the table', MOST_CURVES, left)] : []),
    l10n.t('bands are intervals of the median'),
    ...(marked ? [l10n.t('upright bands are where the fastest changes')] : []),
    ...(hasPeaks ? [l10n.t('dashed level lines are the peaks of this machine as measured')] : []),
    ...(isUnmeasured ? [l10n.t('measure this machine (in the side bar) to see its peaks')] : []),
  );
}

interface RatioFigureProps extends TabProps {
  readonly curves: Curves;
  readonly pair: CurveCrossing;
  readonly chart: LineChart;
  /** The chart above it on the same axis. */
  readonly above: LineChart;
}

function RatioFigure({ curves, pair, chart, above, ...props }: RatioFigureProps) {
  const { view, setView } = props;
  const { first, second } = pair;
  const chosen = [first, second].filter(({ name }) => curves.curves.every((curve) => curve.name !== name));
  const options = [...curves.curves, ...chosen].map(({ name }) => ({ value: name, label: name }));
  const choose = (names: [string, string]): void => {
    setView({ charts: { ...view.charts, curvePair: names } });
  };
  const beyond = beyondRatioChart(first, second);
  return (
    <ChartFigure
      {...props}
      id="curves-ratio"
      zoomedWith="curves"
      title={`${first.name} ÷ ${second.name}`}
      chart={chart}
      alignedWith={above}
      height={220}
      hint={clauses(
        l10n.t('below 1 {0} is faster, above it {1}', first.name, second.name),
        l10n.t('the band is the interval of the ratio'),
        ...(beyond === 1 ? [l10n.t('1 of the points lies beyond the chart, at its edge')] : []),
        ...(beyond > 1 ? [l10n.t('{0} of the points lie beyond the chart, at its edge', beyond)] : []),
      )}
      table={ratioTable(curves, pair)}
      explanation={ratioExplanation(curves.axis, pair, chart.series[0]?.points.length ?? 0)}
    >
      <span class="inline">
        <Select
          label={l10n.t('Time of')}
          name="ratioFirst"
          value={first.name}
          options={options}
          onChange={(name) => {
            choose([name, second.name]);
          }}
        />
        {l10n.t({ message: 'over', comment: 'time of one over time of another' })}
        <Select
          label={l10n.t('over the time of')}
          name="ratioSecond"
          value={second.name}
          options={options}
          onChange={(name) => {
            choose([first.name, name]);
          }}
        />
      </span>
    </ChartFigure>
  );
}

/** The pair that the user has chosen as long as both are there, else the most telling one. */
function chosenPair(curves: Curves, names: readonly [string, string] | null): CurveCrossing | null {
  const [first, second] = (names ?? []).map((name) => curves.curves.find((curve) => curve.name === name));
  return first === undefined || second === undefined ? pairOf(curves) : crossingBetween(first, second);
}
