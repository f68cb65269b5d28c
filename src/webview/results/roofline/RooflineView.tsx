import { useMemo } from 'preact/hooks';
import { isTimed } from '../../../core/measure/comparison';
import type { Measurement } from '../../../core/measure/measurement';
import { curvesOf } from '../../../core/model/curves';
import { rooflineExplanation, rooflineFinding, rooflinePoints } from '../../../core/model/rooflinePoints';
import { bandwidthRoofs, computeRoofs } from '../../../core/model/roofs';
import { Button } from '../../controls/Button';
import { RadioGroup } from '../../controls/RadioGroup';
import { Select } from '../../controls/Select';
import { dateText } from '../../dateText';
import { BenchmarkSelect, chosenBenchmark } from '../charts/BenchmarkSelect';
import { ChartFigure } from '../charts/ChartFigure';
import { INTENSITIES } from '../charts/chartViews';
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
            Measure this machine
          </Button>
        </div>
      )}
      {rows.points.length > 0 && (
        <>
          <div class="tools">
            <BenchmarkSelect groups={groups} view={view} setView={setView} />
            <RadioGroup
              label="Which bytes the flops are divided by"
              name="intensity"
              value={intensity}
              options={INTENSITIES.map((value) => ({ value, label: INTENSITY_LABELS[value] }))}
              onChange={(value) => {
                setView({ charts: { ...view.charts, intensity: value } });
              }}
            />
            {onReadRun !== null && others.length > 0 && (
              <>
                <span class="dim">Laid over it</span>
                <Select
                  label="Another run to lay over it"
                  name="otherRun"
                  value={otherRun ?? ''}
                  options={[
                    { value: '', label: 'no other run' },
                    ...others.map(({ id, title, startedAt }) => ({
                      value: id,
                      label: `${title}, ${dateText(startedAt, now)}`,
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
            title="Speed under the roofs of this machine"
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

const INTENSITY_LABELS = { bound: 'bytes at the level that limits', minimum: 'least bytes' } as const;

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
  const own = 'roofs are measured, bytes are from a model; whiskers are intervals of the speed';
  switch (other.state) {
    case 'none':
      return own;
    case 'waiting':
      return `${own}; the other run is being read`;
    case 'failed':
      return `${own}; ${other.reason}`;
    case 'there': {
      if (rows === null || rows.points.length === 0) return `${own}; no row of “${other.run.title}” has a roofline`;
      const elsewhere = other.run.machine?.processor ?? '';
      const where = elsewhere === processor ? '' : `, on ${elsewhere}, under the roofs of ${processor}`;
      return `${own}; hollow marks are “${other.run.title}”${where}, dotted lines lead from there to here`;
    }
  }
}
