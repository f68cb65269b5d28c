import * as l10n from '@vscode/l10n';
import { useState } from 'preact/hooks';
import { formatRatio, formatRatioInterval } from '../../../core/format';
import { winnerOf } from '../../../core/measure/crossover';
import { crossingText, positionNumber, positionText } from '../../../core/model/crossoverFinding';
import type { CrossoverPoint, CrossoverResult } from '../../../core/model/crossoverFinding';
import { clauses } from '../../../core/sentences';
import { pointsText } from '../../charts/pointsText';
import { logShare } from '../../charts/logScale';
import type { Domain } from '../../charts/logScale';

/** The ratios of a search by position, both on logarithmic scales: below the line the first is faster, above it the second. */
export function CrossoverChart({ result }: { readonly result: CrossoverResult }) {
  const { crossover, points, crossing } = result;
  const { axis, first, second } = crossover;
  const [current, setCurrent] = useState<number | null>(null);
  const reach = Math.max(1.05, ...points.flatMap(({ low, high }) => [1 / low, high]));
  const heights: Domain = { low: 1 / reach, high: reach };
  const x = (position: number): number => 0.02 + 0.96 * logShare(position, crossover);
  const y = (ratio: number): number => 1 - logShare(ratio, heights);
  const dots = (which: ReturnType<typeof winnerOf>): string =>
    points
      .filter((point) => winnerOf(point) === which)
      .map(({ position, ratio }) => `M${x(position)} ${y(ratio)}h0`)
      .join('');
  const at = current === null ? undefined : points[current];
  const move = (event: KeyboardEvent): void => {
    const last = points.length - 1;
    const to = { ArrowRight: (current ?? -1) + 1, ArrowLeft: (current ?? last + 1) - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    setCurrent(Math.min(last, Math.max(0, to)));
  };
  return (
    <>
      <div class="plot crossover-chart">
        <div class="plot-axis num" aria-hidden="true">
          <span>
            {second} {formatRatio(reach)}×
          </span>
          <span>{l10n.t('alike')}</span>
          <span>
            {first} {formatRatio(reach)}×
          </span>
        </div>
        <svg
          role="slider"
          tabIndex={0}
          aria-label={l10n.t('{0}; arrow keys go from point to point', crossingText(result))}
          aria-valuemin={1}
          aria-valuemax={Math.max(1, points.length)}
          aria-valuenow={(current ?? 0) + 1}
          aria-valuetext={at === undefined ? pointsText(points.length) : pointText(result, at)}
          viewBox="0 0 1 1"
          preserveAspectRatio="none"
          onKeyDown={move}
          onPointerMove={({ currentTarget, clientX }) => {
            const { left, width } = currentTarget.getBoundingClientRect();
            setCurrent(nearest(points, (clientX - left) / width, x));
          }}
          onPointerLeave={() => {
            setCurrent(null);
          }}
          onBlur={() => {
            setCurrent(null);
          }}
        >
          {crossing.kind === 'bracket' && (
            <rect class="bracket" x={x(crossing.last)} width={x(crossing.first) - x(crossing.last)} y="0" height="1" />
          )}
          <path class="alike" d={`M0 ${y(1)}h1`} />
          <path
            class="intervals"
            d={points.map(({ position, low, high }) => `M${x(position)} ${y(low)}V${y(high)}`).join('')}
          />
          <path class="dots first" d={dots('first')} />
          <path class="dots second" d={dots('second')} />
          <path class="dots undecided" d={dots(null)} />
          {at !== undefined && <path class="dots current" d={`M${x(at.position)} ${y(at.ratio)}h0`} />}
        </svg>
        <div class="crossover-positions num" aria-hidden="true">
          <span>{positionText(axis, crossover.low)}</span>
          <span>{positionNumber(axis, crossover.high)}</span>
        </div>
      </div>
      <p class="hint" data-part="point">
        {at === undefined ? legendText(result) : pointText(result, at)}
      </p>
    </>
  );
}

/** What the marks, lines and the band of the chart are. */
function legendText({ crossover: { first, second }, crossing }: CrossoverResult): string {
  const marks = l10n.t('● {0} is faster, ■ {1} is faster, · no difference found', first, second);
  const lines = l10n.t('lines are intervals of the ratio');
  const band = l10n.t('the band is where they cross');
  return crossing.kind === 'bracket' ? clauses(marks, lines, band) : clauses(marks, lines);
}

/** 'density 0.31: dense is faster, ratio 1.20 (1.10–1.30)' */
function pointText({ crossover: { axis, first, second } }: CrossoverResult, point: CrossoverPoint): string {
  const winner = winnerOf(point);
  const numbers = [positionText(axis, point.position), first, second, formatRatioInterval(point)];
  return winner === null
    ? l10n.t('{0}: no difference found, {1} ÷ {2} {3}', ...numbers)
    : l10n.t('{0}: {4} is faster, {1} ÷ {2} {3}', ...numbers, winner === 'first' ? first : second);
}

function nearest(points: readonly CrossoverPoint[], share: number, x: (position: number) => number): number | null {
  const distances = points.map(({ position }) => Math.abs(x(position) - share));
  return points.length === 0 ? null : distances.indexOf(Math.min(...distances));
}
