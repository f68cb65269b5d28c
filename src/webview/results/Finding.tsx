import * as l10n from '@vscode/l10n';
import { useMemo } from 'preact/hooks';
import { crossoverFinding, crossoversOf } from '../../core/model/crossoverFinding';
import { findingOf } from '../../core/model/findings';
import type { Finding as FindingTexts } from '../../core/model/findings';
import { tuningFinding } from '../../core/model/tuningFinding';
import type { RunView } from '../../shared/viewProtocol';
import { measurementOf } from '../rowState';
import { finalMeasurements } from './resultRows';
import { Unbroken } from './Unbroken';

interface FindingProps {
  readonly run: RunView;
  /** What came of each search stands below, at its chart. */
  readonly aboveCharts: boolean;
}

/** The one sentence that the run is for; while it goes on, how far it is. */
export function Finding({ run, aboveCharts }: FindingProps) {
  const { title, detail } = useMemo(
    () => (run.state === 'running' ? progressOf(run) : found(run, run.state, aboveCharts)),
    [run, aboveCharts],
  );
  return (
    <>
      <h2 class="finding">
        <Unbroken text={title} />
      </h2>
      {detail !== '' && <p class="sub">{detail}</p>}
    </>
  );
}

function found(run: RunView, state: Exclude<RunView['state'], 'running'>, aboveCharts: boolean): FindingTexts {
  const measurements = finalMeasurements(run);
  if (run.tuning !== null) return tuningFinding(run.tuning, { measurements, state });
  if (run.searches.length === 0) return findingOf({ measurements });
  return crossoverFinding(crossoversOf({ benchmarks: run.searches, measurements }), !aboveCharts);
}

function progressOf({ rows, activity }: RunView): FindingTexts {
  const known = rows.filter((row) => measurementOf(row)?.status === 'ok').length;
  return {
    title: l10n.t('Measuring: {0} of {1} rows have a first result', known, rows.length),
    detail: activity === null ? '' : l10n.t('Now: {0}. Intervals narrow with every round.', activity.text),
  };
}
