import { assertNever } from '../../../core/assertNever';
import { fastestOf } from '../../../core/measure/comparison';
import type { StopReason, TimedMeasurement } from '../../../core/measure/measurement';
import { outliersText } from '../../../core/measure/outliers';
import { disturbanceText } from '../../../core/measure/roundLog';
import { ratioOf } from '../../../core/measure/ratio';
import {
  formatConfidence,
  formatDuration,
  formatError,
  formatGflops,
  formatPercentHalfWidth,
  formatRatioInterval,
  formatSignificant,
} from '../../../core/format';
import type { Roofline } from '../../../core/model/roofline';
import { boundText, trafficLines } from '../../../core/model/rooflineText';
import { IconButton } from '../../controls/Button';
import { percent } from '../problemText';
import { parametersText, sumNs } from '../resultRows';
import type { ResultRow, RowGroup } from '../resultRows';
import { statusText } from '../table/columns';
import { detailsId } from '../table/TableRow';
import './details.css';
import { SampleStrip } from './SampleStrip';

interface RowDetailsProps {
  readonly row: ResultRow;
  readonly group: RowGroup;
  /** The user has chosen the row: the details stay in sight. */
  readonly pinned: boolean;
  readonly samplesAsTable: boolean;
  readonly onSamplesAsTable: (asTable: boolean) => void;
  /** `null` where there is no editor to show it in. */
  readonly onShowKernel: (() => void) | null;
  /** `null` where the strategy has nothing to tune. */
  readonly onTune: (() => void) | null;
  readonly onCopy: () => void;
  readonly onClose: () => void;
}

/** How the numbers of one row came about, and how far they can be trusted. */
export function RowDetails(props: RowDetailsProps) {
  const { row, group, pinned, samplesAsTable, onSamplesAsTable, onShowKernel, onTune, onCopy, onClose } = props;
  const { subject, timing } = row;
  const parameters = parametersText(subject);
  const name = parameters === '' ? subject.strategy : `${subject.strategy} (${parameters})`;
  return (
    <section
      id={detailsId}
      class={pinned ? 'details pinned' : 'details'}
      aria-label={`Details of ${name}`}
      onKeyDown={({ key }) => {
        if (key === 'Escape') onClose();
      }}
    >
      <div class="details-actions">
        {onShowKernel !== null && (
          <IconButton
            icon="file-binary"
            name="showKernel"
            label={`Show the kernel of ${subject.strategy} at this size`}
            onClick={onShowKernel}
          />
        )}
        {onTune !== null && (
          <IconButton
            icon="settings-gear"
            name="tuneRow"
            label={`Tune ${subject.strategy} at this size`}
            onClick={onTune}
          />
        )}
        <IconButton icon="copy" name="copyRow" label="Copy the row as Markdown" onClick={onCopy} />
        <IconButton icon="close" name="closeDetails" label="Close the details" onClick={onClose} />
      </div>
      {timing === null ? (
        <Status name={name} row={row} />
      ) : (
        <>
          <SampleStrip name={name} timing={timing} asTable={samplesAsTable} onAsTable={onSamplesAsTable} />
          <Phases timing={timing} group={group} />
          {timing.roofline !== undefined && <Bound timing={timing} roofline={timing.roofline} />}
          <Trust timing={timing} />
        </>
      )}
    </section>
  );
}

function Status({ name, row }: { readonly name: string; readonly row: ResultRow }) {
  const { word, reason } = statusText(row);
  return (
    <div class="detail">
      <h3>
        {name}: {word}
      </h3>
      <p>{reason === '' ? 'There is no sample yet.' : reason}</p>
    </div>
  );
}

function Phases({ timing, group }: { readonly timing: TimedMeasurement; readonly group: RowGroup }) {
  const { phasesNs } = timing;
  const sum = sumNs(timing);
  const phases: readonly (readonly [name: string, ns: number])[] = [
    ['prepare', phasesNs.prepare],
    ['transfer', phasesNs.transfer],
    ['compute', phasesNs.compute],
  ];
  const share = (ns: number): string => `${(sum === 0 ? 0 : (100 * ns) / sum).toFixed(1)}%`;
  return (
    <div class="detail">
      <h3>Where the time goes</h3>
      <table class="phases">
        <tbody>
          {phases.map(([name, ns]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td class="num">{ns === 0 ? '–' : formatDuration(ns)}</td>
              <td class="num dim">{share(ns)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">sum</th>
            <td class="num">
              <b>{formatDuration(sum)}</b>
            </td>
            <td class="num dim">100%</td>
          </tr>
        </tbody>
      </table>
      <p class="hint">{comparisonText(timing, group)}</p>
    </div>
  );
}

/** How the row stands to the fastest of its problem, or the fastest to the next. */
function comparisonText(timing: TimedMeasurement, { rows }: RowGroup): string {
  const result = fastestOf(rows.flatMap((row) => row.timing ?? []));
  if (result === null) return '';
  const { fastest, ties, runnerUp } = result;
  if (timing !== fastest) {
    if (ties.includes(timing)) return `No difference found from ${fastest.strategy}, the fastest here.`;
    return `${formatRatioInterval(ratioOf(timing, fastest))} the time of ${fastest.strategy}, the fastest here.`;
  }
  const [tie] = ties;
  if (tie !== undefined) return `The fastest here; no difference found from ${tie.strategy}.`;
  if (runnerUp === null) return 'The only one that was measured here.';
  return `The fastest here; ${runnerUp.strategy} takes ${formatRatioInterval(ratioOf(runnerUp, timing))} its time.`;
}

/** What limits it: the peaks are measured, the bytes are a model's, and that is said. */
function Bound({ timing, roofline }: { readonly timing: TimedMeasurement; readonly roofline: Roofline }) {
  return (
    <div class="detail">
      <h3>What limits it</h3>
      <p>{sentence(boundText(timing, roofline))}</p>
      <table class="phases">
        <thead>
          <tr>
            <th scope="col">level</th>
            <th scope="col" class="num">
              moved
            </th>
            <th scope="col" class="num">
              × minimum
            </th>
            <th scope="col" class="num">
              allows GFLOP/s
            </th>
          </tr>
        </thead>
        <tbody>
          {trafficLines(roofline).map(({ level, bytes, times, ceiling }) => (
            <tr key={level}>
              <th scope="row">{level}</th>
              <td class="num">{bytes}</td>
              <td class="num dim">{times}</td>
              <td class="num">{ceiling}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="hint">
        Attainable are {formatGflops(roofline.attainableGflops)} GFLOP/s: peaks as measured on this machine, bytes by a
        model of the loops, at {formatSignificant(roofline.intensity, 3)} flops a byte of the least that must be moved.
      </p>
    </div>
  );
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function Trust({ timing }: { readonly timing: TimedMeasurement }) {
  const { error, samples, batch, confidence, phasesNs, sampling } = timing;
  const disturbance =
    sampling === undefined ? 'not watched by the version that measured it' : disturbanceText(sampling.disturbance);
  return (
    <div class="detail">
      <h3>How far to trust it</h3>
      <dl class="facts">
        <dt>stopped because</dt>
        <dd>{stopText(timing.stopped, formatPercentHalfWidth(timing.intervalNs, timing.medianNs))}</dd>
        <dt>interval</dt>
        <dd>
          {formatDuration(timing.intervalNs[0])} to {formatDuration(timing.intervalNs[1])}
          {confidence < 0.95
            ? `; it covers the median with ${formatConfidence(confidence)} only, for there are only ${samples} samples`
            : `, ${formatConfidence(confidence)}, from order statistics`}
        </dd>
        <dt>samples</dt>
        <dd>
          {samples}, each {batch === 1 ? '1 run' : `${batch} runs`} of {formatDuration(phasesNs.compute)}
        </dd>
        <dt>outliers</dt>
        <dd>{outliersText(timing.samplesNs)}</dd>
        <dt>neighbours</dt>
        <dd>{disturbance === null ? 'the calibration loop between the rounds was steady' : disturbance}</dd>
        <dt>verified</dt>
        <dd>
          {error.method}; the error {formatError(error.norm)} is {percent(error.norm / error.bound)} of the bound{' '}
          {formatError(error.bound)}
        </dd>
        <dt>backend</dt>
        <dd>{timing.backend}</dd>
      </dl>
    </div>
  );
}

function stopText(reason: StopReason, width: string): string {
  switch (reason) {
    case 'interval':
      return `${width} is as narrow as asked for`;
    case 'budget':
      return `the time budget ended at ${width}`;
    case 'hopeless':
      return `other points of the tuning are faster by far; it was stopped early at ${width}`;
    case 'cancelled':
      return `the run was stopped at ${width}`;
    default:
      return assertNever(reason);
  }
}
