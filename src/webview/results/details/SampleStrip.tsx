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
        {name}: {samplesNs.length === 1 ? '1 sample' : `${samplesNs.length} samples in the order taken`}{' '}
        <LinkButton
          name="samplesAsTable"
          onClick={() => {
            onAsTable(!asTable);
          }}
        >
          {asTable ? 'Show as chart' : 'Show as table'}
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
          aria-label={`Samples of ${name}; arrow keys go from one to the next`}
          aria-valuemin={1}
          aria-valuemax={count}
          aria-valuenow={(current ?? 0) + 1}
          aria-valuetext={
            at === undefined || current === null
              ? `median ${formatDuration(medianNs)} of ${count} samples`
              : `sample ${current + 1}: ${formatDuration(at)}`
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
          ? `the line is the median ${formatDuration(medianNs)}, the band its interval; each sample is ${batch === 1 ? '1 run' : `the mean of ${batch} runs`}`
          : `sample ${current + 1}: ${formatDuration(at)}`}
        {outside.length > 0 && ` (${outside.length} above the chart, up to ${formatDuration(Math.max(...outside))})`}
      </p>
    </>
  );
}

function SampleTable({ samplesNs }: { readonly samplesNs: readonly number[] }) {
  return (
    <div class="sample-table" tabIndex={0} role="region" aria-label="Samples as a table">
      <table>
        <thead>
          <tr>
            <th scope="col">sample</th>
            <th scope="col">time, ms</th>
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
