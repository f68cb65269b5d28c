import * as l10n from '@vscode/l10n';
import { useState } from 'preact/hooks';
import type { TimedMeasurement } from '../../../core/measure/measurement';
import { formatDuration, formatMs } from '../../../core/format';
import { LinkButton } from '../../controls/Button';
import { depthIn, sampleRange } from './sampleRange';

interface SampleStripProps {
  readonly name: string;
  readonly timing: TimedMeasurement;
  readonly asTable: boolean;
  readonly onAsTable: (asTable: boolean) => void;
}

/** The samples of one row in the order in which they were taken, with the median and its interval. */
export function SampleStrip({ name, timing, asTable, onAsTable }: SampleStripProps) {
  const { samplesNs } = timing;
  return (
    <div class="detail samples">
      <h3>
        {name}:{' '}
        {samplesNs.length === 1 ? l10n.t('1 sample') : l10n.t('{0} samples in the order taken', samplesNs.length)}{' '}
        <LinkButton
          name="samplesAsTable"
          onClick={() => {
            onAsTable(!asTable);
          }}
        >
          {asTable ? l10n.t('Show as chart') : l10n.t('Show as table')}
        </LinkButton>
      </h3>
      {asTable ? <SampleTable samplesNs={samplesNs} /> : <Strip name={name} timing={timing} />}
    </div>
  );
}

function Strip({ name, timing }: { readonly name: string; readonly timing: TimedMeasurement }) {
  const { samplesNs, intervalNs, medianNs, batch } = timing;
  const [current, setCurrent] = useState<number | null>(null);
  const range = sampleRange(timing);
  const count = samplesNs.length;
  const [shownLow, shownHigh] = [depthIn(range, intervalNs[1]), depthIn(range, intervalNs[0])];
  const outside = samplesNs.filter((ns) => ns > range.high);
  const x = (index: number): number => (index + 0.5) / count;
  const at = current === null ? undefined : samplesNs[current];
  const move = (event: KeyboardEvent): void => {
    const last = count - 1;
    const to = { ArrowRight: (current ?? -1) + 1, ArrowLeft: (current ?? count) - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    setCurrent(Math.min(last, Math.max(0, to)));
  };
  return (
    <>
      <div class="plot strip">
        <div class="plot-axis num" aria-hidden="true">
          <span>{formatDuration(range.high)}</span>
          <span>{formatDuration(range.low)}</span>
        </div>
        <svg
          role="slider"
          tabIndex={0}
          aria-label={l10n.t('Samples of {0}; arrow keys go from one to the next', name)}
          aria-valuemin={1}
          aria-valuemax={count}
          aria-valuenow={(current ?? 0) + 1}
          aria-valuetext={
            at === undefined || current === null
              ? l10n.t('median {0} of {1} samples', formatDuration(medianNs), count)
              : l10n.t('sample {0}: {1}', current + 1, formatDuration(at))
          }
          viewBox="0 0 1 1"
          preserveAspectRatio="none"
          onKeyDown={move}
          onPointerMove={({ currentTarget, clientX }) => {
            const { left, width } = currentTarget.getBoundingClientRect();
            setCurrent(Math.min(count - 1, Math.max(0, Math.floor((count * (clientX - left)) / width))));
          }}
          onPointerLeave={() => {
            setCurrent(null);
          }}
          onBlur={() => {
            setCurrent(null);
          }}
        >
          <rect class="band" x="0" width="1" y={shownLow} height={shownHigh - shownLow} />
          <path class="median" d={`M0 ${depthIn(range, medianNs)}h1`} />
          <path class="dots" d={samplesNs.map((ns, index) => `M${x(index)} ${depthIn(range, ns)}h0`).join('')} />
          {at !== undefined && current !== null && (
            <path class="current" d={`M${x(current)} ${depthIn(range, at)}h0`} />
          )}
        </svg>
      </div>
      <p class="hint" data-part="sample">
        {at === undefined || current === null
          ? batch === 1
            ? l10n.t(
                'the line is the median {0}, the band its interval; each sample is 1 run',
                formatDuration(medianNs),
              )
            : l10n.t(
                'the line is the median {0}, the band its interval; each sample is the mean of {1} runs',
                ...[formatDuration(medianNs), batch],
              )
          : l10n.t('sample {0}: {1}', current + 1, formatDuration(at))}
        {outside.length > 0 &&
          ` (${l10n.t('{0} above the chart, up to {1}', outside.length, formatDuration(Math.max(...outside)))})`}
      </p>
    </>
  );
}

function SampleTable({ samplesNs }: { readonly samplesNs: readonly number[] }) {
  return (
    <div class="sample-table" tabIndex={0} role="region" aria-label={l10n.t('Samples as a table')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{l10n.t('sample')}</th>
            <th scope="col">{l10n.t('time, ms')}</th>
          </tr>
        </thead>
        <tbody>
          {samplesNs.map((ns, index) => (
            <tr key={index}>
              <td class="num">{index + 1}</td>
              <td class="num">{formatMs(ns)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
