import * as l10n from '@vscode/l10n';
import { assertNever } from '../../../core/assertNever';
import { fastestOf } from '../../../core/measure/comparison';
import type { StopReason, TimedMeasurement, VerificationMethod } from '../../../core/measure/measurement';
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
import { aboveRoofText, boundText, trafficLines } from '../../../core/model/rooflineText';
import { sentences } from '../../../core/sentences';
import { IconButton } from '../../controls/Button';
import { statusText } from '../../statusText';
import { percent } from '../problemText';
import { parametersText, statusOf, sumNs } from '../resultRows';
import type { ResultRow, RowGroup } from '../resultRows';
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
      aria-label={l10n.t('Details of {0}', name)}
      onKeyDown={({ key }) => {
        if (key === 'Escape') onClose();
      }}
    >
      <div class="details-actions">
        {onShowKernel !== null && (
          <IconButton
            icon="file-binary"
            name="showKernel"
            label={l10n.t('Show the kernel of {0} at this size', subject.strategy)}
            onClick={onShowKernel}
          />
        )}
        {onTune !== null && (
          <IconButton
            icon="settings-gear"
            name="tuneRow"
            label={l10n.t('Tune {0} at this size', subject.strategy)}
            onClick={onTune}
          />
        )}
        <IconButton icon="copy" name="copyRow" label={l10n.t('Copy the row as Markdown')} onClick={onCopy} />
        <IconButton icon="close" name="closeDetails" label={l10n.t('Close the details')} onClick={onClose} />
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
  const { status, reason } = statusOf(row);
  return (
    <div class="detail">
      <h3>{l10n.t('{0}: {1}', name, statusText(status))}</h3>
      <p>{reason === '' ? l10n.t('There is no sample yet.') : reason}</p>
    </div>
  );
}

function Phases({ timing, group }: { readonly timing: TimedMeasurement; readonly group: RowGroup }) {
  const { phasesNs } = timing;
  const sum = sumNs(timing);
  const phases: readonly (readonly [name: string, ns: number])[] = [
    [l10n.t('prepare'), phasesNs.prepare],
    [l10n.t('transfer'), phasesNs.transfer],
    [l10n.t('compute'), phasesNs.compute],
  ];
  const share = (ns: number): string => `${(sum === 0 ? 0 : (100 * ns) / sum).toFixed(1)}%`;
  return (
    <div class="detail">
      <h3>{l10n.t('Where the time goes')}</h3>
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
            <th scope="row">{l10n.t('sum')}</th>
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
    if (ties.includes(timing)) return l10n.t('No difference found from {0}, the fastest here.', fastest.strategy);
    return l10n.t(
      '{0} the time of {1}, the fastest here.',
      formatRatioInterval(ratioOf(timing, fastest)),
      fastest.strategy,
    );
  }
  const [tie] = ties;
  if (tie !== undefined) return l10n.t('The fastest here; no difference found from {0}.', tie.strategy);
  if (runnerUp === null) return l10n.t('The only one that was measured here.');
  return l10n.t(
    'The fastest here; {0} takes {1} its time.',
    runnerUp.strategy,
    formatRatioInterval(ratioOf(runnerUp, timing)),
  );
}

/** What limits it: the peaks are measured, the bytes are a model's, and that is said. */
function Bound({ timing, roofline }: { readonly timing: TimedMeasurement; readonly roofline: Roofline }) {
  return (
    <div class="detail bound">
      <h3>{l10n.t('What limits it')}</h3>
      <p>{sentences(sentence(boundText(timing, roofline)), aboveRoofText(timing.gflops, roofline))}</p>
      <table class="phases">
        <thead>
          <tr>
            <th scope="col">{l10n.t('level')}</th>
            <th scope="col" class="num">
              {l10n.t('moved')}
            </th>
            <th scope="col" class="num">
              {l10n.t('× minimum')}
            </th>
            <th scope="col" class="num">
              {l10n.t('allows GFLOP/s')}
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
        {l10n.t(
          'Attainable are {0} GFLOP/s: peaks as measured on this machine, bytes by a model of the loops, at {1} flops a byte of the least that must be moved.',
          ...[formatGflops(roofline.attainableGflops), formatSignificant(roofline.intensity, 3)],
        )}
      </p>
    </div>
  );
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function Trust({ timing }: { readonly timing: TimedMeasurement }) {
  const { error, samples, batch, confidence, phasesNs, sampling } = timing;
  const interval = timing.intervalNs.map(formatDuration);
  const disturbance =
    sampling === undefined
      ? l10n.t('not watched by the version that measured it')
      : disturbanceText(sampling.disturbance);
  return (
    <div class="detail">
      <h3>{l10n.t('How far to trust it')}</h3>
      <dl class="facts">
        <dt>{l10n.t('stopped because')}</dt>
        <dd>{stopText(timing.stopped, formatPercentHalfWidth(timing.intervalNs, timing.medianNs))}</dd>
        <dt>{l10n.t('interval')}</dt>
        <dd>
          {confidence < 0.95
            ? l10n.t(
                '{0} to {1}; it covers the median with {2} only, for there are only {3} samples',
                ...[...interval, formatConfidence(confidence), samples],
              )
            : l10n.t('{0} to {1}, {2}, from order statistics', ...interval, formatConfidence(confidence))}
        </dd>
        <dt>{l10n.t('samples')}</dt>
        <dd>
          {batch === 1
            ? l10n.t('{0}, each 1 run of {1}', samples, formatDuration(phasesNs.compute))
            : l10n.t('{0}, each {1} runs of {2}', samples, batch, formatDuration(phasesNs.compute))}
        </dd>
        <dt>{l10n.t('outliers')}</dt>
        <dd>{outliersText(timing.samplesNs)}</dd>
        <dt>{l10n.t('neighbours')}</dt>
        <dd>{disturbance === null ? l10n.t('the calibration loop between the rounds was steady') : disturbance}</dd>
        <dt>{l10n.t('verified')}</dt>
        <dd>
          {l10n.t(
            '{0}; the error {1} is {2} of the bound {3}',
            ...[
              methodText(error.method),
              formatError(error.norm),
              percent(error.norm / error.bound),
              formatError(error.bound),
            ],
          )}
        </dd>
        <dt>{l10n.t('backend')}</dt>
        <dd>{timing.backend}</dd>
      </dl>
    </div>
  );
}

function methodText(method: VerificationMethod): string {
  switch (method) {
    case 'complete':
      return l10n.t('complete');
    case 'sampled and Freivalds':
      return l10n.t('sampled and Freivalds');
    default:
      return assertNever(method);
  }
}

function stopText(reason: StopReason, width: string): string {
  switch (reason) {
    case 'interval':
      return l10n.t('{0} is as narrow as asked for', width);
    case 'budget':
      return l10n.t('the time budget ended at {0}', width);
    case 'hopeless':
      return l10n.t('other points of the tuning are faster by far; it was stopped early at {0}', width);
    case 'cancelled':
      return l10n.t('the run was stopped at {0}', width);
    default:
      return assertNever(reason);
  }
}
