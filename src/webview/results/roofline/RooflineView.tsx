import * as l10n from '@vscode/l10n';
import { useMemo } from 'preact/hooks';
import { isTimed } from '../../../core/measure/comparison';
import type { Measurement } from '../../../core/measure/measurement';
import { curvesOf } from '../../../core/model/curves';
import { rooflineExplanation, rooflineFinding, rooflinePoints } from '../../../core/model/rooflinePoints';
import { bandwidthRoofs, computeRoofs } from '../../../core/model/roofs';
import { clauses } from '../../../core/sentences';
import { Button } from '../../controls/Button';
import { RadioGroup } from '../../controls/RadioGroup';
import { Select } from '../../controls/Select';
import { dateText } from '../../dateText';
import { BenchmarkSelect, chosenBenchmark } from '../charts/BenchmarkSelect';
import { ChartFigure } from '../charts/ChartFigure';
import { INTENSITIES } from '../charts/chartViews';
import type { IntensityKind } from '../charts/chartViews';
import { TabFinding } from '../charts/TabFinding';
import { finalMeasurements } from '../resultRows';
import { rowOfTiming } from '../rowOfTiming';
import type { TabProps } from '../tab';
import { useOtherRun } from './otherRun';
import type { OtherRun } from './otherRun';
import { rooflineChart, rooflineTable } from './rooflineChart';
import type { RooflineRows, Roofs } from './rooflineChart';

/** What limits each row: measured roofs, and under them the rows of this run, and of another one on demand. */
export function RooflineView(props: TabProps) {
  const { run, groups, strategies, view, setView, recent, onReadRun, onAct } = props;
  const { intensity, otherRun } = view.charts;
  const benchmark = chosenBenchmark(groups, view);
  const rows = useMemo(() => {
    const own = groups.filter((group) => group.benchmark === benchmark);
    return rowsOf(own.flatMap(({ rows: each }) => each.flatMap(({ timing }) => timing ?? [])));
  }, [groups, benchmark]);
  const rowOf = useMemo(() => rowOfTiming(groups), [groups]);
  const others = recent.filter(({ id }) => id !== run.id);
  const other = useOtherRun(others.some(({ id }) => id === otherRun) ? otherRun : null, onReadRun);
  const otherRows = useMemo(() => otherRowsOf(other, benchmark), [other, benchmark]);
  const dtype = rows.points[0]?.timing.problem.dtype ?? 'f32';
  const roofs = useMemo((): Roofs => {
    if (run.machine === null) return { compute: [], bandwidth: [] };
    return { compute: computeRoofs(run.machine, dtype), bandwidth: bandwidthRoofs(run.machine) };
  }, [run.machine, dtype]);
  const chart = useMemo(
    () => rooflineChart(rows, otherRows, roofs, intensity, strategies, rowOf),
    [rows, otherRows, roofs, intensity, strategies, rowOf],
  );
  const now = new Date();
  return (
    <>
      <TabFinding finding={rooflineFinding(rows.curves, rows.points, run.machine?.peaks !== undefined)} />
      {run.machine?.peaks === undefined && onAct !== null && (
        <div class="tools">
          <Button
            icon="pulse"
            name="measureMachine"
            onClick={() => {
              onAct('measureMachine');
            }}
          >
            {l10n.t('Measure this machine')}
          </Button>
        </div>
      )}
      {rows.points.length > 0 && (
        <>
          <div class="tools">
            <BenchmarkSelect groups={groups} view={view} setView={setView} />
            <RadioGroup
              label={l10n.t('Which bytes the flops are divided by')}
              name="intensity"
              value={intensity}
              options={INTENSITIES.map((value) => ({ value, label: labelOfIntensity(value) }))}
              onChange={(value) => {
                setView({ charts: { ...view.charts, intensity: value } });
              }}
            />
            {onReadRun !== null && others.length > 0 && (
              <>
                <span class="dim">{l10n.t('Laid over it')}</span>
                <Select
                  label={l10n.t('Another run to lay over it')}
                  name="otherRun"
                  value={otherRun ?? ''}
                  options={[
                    { value: '', label: l10n.t('no other run') },
                    ...others.map(({ id, title, startedAt }) => ({
                      value: id,
                      label: l10n.t({
                        message: '{0}, {1}',
                        args: [title, dateText(startedAt, now)],
                        comment: 'run, date',
                      }),
                    })),
                  ]}
                  onChange={(id) => {
                    setView({ charts: { ...view.charts, otherRun: id === '' ? null : id } });
                  }}
                />
              </>
            )}
          </div>
          <ChartFigure
            {...props}
            id="roofline"
            title={l10n.t('Speed under the roofs of this machine')}
            chart={chart}
            height={420}
            hint={hintOf(other, otherRows, run.machine?.processor ?? '')}
            table={rooflineTable(rows, otherRows, roofs, intensity)}
            explanation={rooflineExplanation(rows.points, roofs.bandwidth, roofs.compute)}
          />
        </>
      )}
    </>
  );
}

function labelOfIntensity(kind: IntensityKind): string {
  switch (kind) {
    case 'bound':
      return l10n.t('bytes at the level that limits');
    case 'minimum':
      return l10n.t('least bytes');
  }
}

function rowsOf(measurements: readonly Measurement[]): RooflineRows {
  const curves = curvesOf(measurements.filter(isTimed));
  return { curves, points: rooflinePoints(curves) };
}

/** Of the other run the benchmark of the same name, or all of it where there is none. */
function otherRowsOf(other: OtherRun, benchmark: string): RooflineRows | null {
  if (other.state !== 'there') return null;
  const all = finalMeasurements(other.run);
  const same = all.filter((measurement) => measurement.benchmark === benchmark);
  return rowsOf(same.length > 0 ? same : all);
}

function hintOf(other: OtherRun, rows: RooflineRows | null, processor: string): string {
  return clauses(
    l10n.t('roofs are measured, bytes are from a model'),
    l10n.t('whiskers are intervals of the speed'),
    otherHint(other, rows, processor),
  );
}

/** What is said of the run that is laid over; '' where there is none. */
function otherHint(other: OtherRun, rows: RooflineRows | null, processor: string): string {
  switch (other.state) {
    case 'none':
      return '';
    case 'waiting':
      return l10n.t('the other run is being read');
    case 'failed':
      return other.reason;
    case 'there': {
      const { title, machine } = other.run;
      if (rows === null || rows.points.length === 0) return l10n.t('no row of “{0}” has a roofline', title);
      const elsewhere = machine?.processor ?? '';
      return elsewhere === processor
        ? l10n.t('hollow marks are “{0}”, dotted lines lead from there to here', title)
        : l10n.t(
            'hollow marks are “{0}”, on {1}, under the roofs of {2}, dotted lines lead from there to here',
            ...[title, elsewhere, processor],
          );
    }
  }
}
