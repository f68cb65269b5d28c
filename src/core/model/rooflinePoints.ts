import * as l10n from '@vscode/l10n';
import { formatGflops, formatSignificant } from '../format';
import type { TimedMeasurement } from '../measure/measurement';
import { listed, sentences } from '../sentences';
import { axisText } from './curvesFinding';
import type { Curves } from './curves';
import { unitOfBandwidth, unitOfIntensity, unitOfSpeed } from './explanation';
import type { Explanation } from './explanation';
import type { Finding } from './findings';
import type { BandwidthRoof, ComputeRoof } from './roofs';
import type { Roofline } from './roofline';
import { aboveRoofText, nameOfBound, nameOfLevel } from './rooflineText';

/** A row under the roofs. */
export interface RooflinePoint {
  /** Of its strategy, with its parameters. */
  readonly name: string;
  readonly position: number;
  readonly timing: TimedMeasurement;
  readonly roofline: Roofline;
  /** Measured over attainable, with the interval of the speed; 1 is the roof. */
  readonly share: { readonly value: number; readonly low: number; readonly high: number };
}

/** The rows of some curves that have a roofline, curve by curve. */
export function rooflinePoints({ curves }: Curves): readonly RooflinePoint[] {
  return curves.flatMap(({ name, points }) =>
    points.flatMap(({ position, timing }): RooflinePoint[] => {
      const { roofline, gflops, flops, intervalNs } = timing;
      if (roofline === undefined) return [];
      const shareOf = (speed: number): number => speed / roofline.attainableGflops;
      const share = {
        value: shareOf(gflops),
        low: shareOf(flops / intervalNs[1]),
        high: shareOf(flops / intervalNs[0]),
      };
      return [{ name, position, timing, roofline, share }];
    }),
  );
}

/**
 * Flops over the bytes that the model says a strategy moves at the level that limits it, so that it lies under that level's
 * roof; where arithmetic does, over those that it moves in memory, or the least that it must where it moves none there.
 */
export function boundIntensity({ flops, minimumBytes, bound, traffic }: Roofline): number {
  const level = bound.kind === 'bandwidth' ? bound.level : 'memory';
  const bytes = traffic.find((each) => each.level === level)?.bytes ?? 0;
  return flops / (bytes > 0 ? bytes : minimumBytes);
}

/** '61% (60–62)', with as many digits as tell the ends of the interval apart. */
export function shareInterval({ value, low, high }: RooflinePoint['share']): string {
  const percent = (share: number, digits: number): string => formatSignificant(100 * share, digits);
  const digits = [2, 3, 4].find((count) => percent(low, count) !== percent(high, count)) ?? 2;
  return `${percent(value, digits)}% (${percent(low, digits)}–${percent(high, digits)})`;
}

/** From here on a strategy is said to be near its roof. */
const NEAR = 0.7;

/** How near the fastest comes to what limits it, and what follows. */
export function rooflineFinding(curves: Curves, points: readonly RooflinePoint[], arePeaksKnown: boolean): Finding {
  if (points.length === 0) return arePeaksKnown ? noRoofline() : noRoofs();
  const largest = Math.max(...points.map(({ position }) => position));
  const there = points.filter(({ position }) => position === largest).sort((x, y) => y.timing.gflops - x.timing.gflops);
  const [fastest] = there;
  const farthest = there.reduce((far, point) => (point.share.value < far.share.value ? point : far), fastest);
  const reached = [fastest.name, shareInterval(fastest.share), nameOfBound(fastest.roofline.bound)];
  return {
    title:
      curves.positions.length > 1
        ? l10n.t('{0} reaches {1} of what {2} allows at {3}', ...reached, axisText(curves.axis, largest))
        : l10n.t('{0} reaches {1} of what {2} allows', ...reached),
    detail: sentences(whatFollows(fastest), ...(farthest === fastest ? [] : [farBelow(farthest)])),
  };
}

function noRoofline(): Finding {
  return {
    title: l10n.t('None of these rows has a roofline'),
    detail: l10n.t(
      'Only strategies on the processor whose traffic is modelled have one. Add simd, parallel, blocked or naive to the benchmark.',
    ),
  };
}

function noRoofs(): Finding {
  return {
    title: l10n.t('The roofs of this machine were not measured when this run was taken'),
    detail: l10n.t(
      'Measure the machine, some seconds long, and run again: each row then says what limits it and how near it comes to that.',
    ),
  };
}

function whatFollows({ share, timing, roofline }: RooflinePoint): string {
  const above = aboveRoofText(timing.gflops, roofline);
  if (above !== '') return above;
  const { bound, attainableGflops } = roofline;
  const roof = formatGflops(attainableGflops);
  if (share.value < NEAR) {
    return l10n.t(
      'What keeps it from its roof of {0} GFLOP/s is not in the model: latency, short loops, or other programs; a larger size or a tuning may bring it nearer.',
      roof,
    );
  }
  return bound.kind === 'bandwidth'
    ? l10n.t(
        'It is near its roof of {0} GFLOP/s: to be faster it has to move fewer bytes through {1}, by other blocks or another strategy.',
        ...[roof, nameOfLevel(bound.level)],
      )
    : l10n.t(
        'It is near its roof of {0} GFLOP/s: only more threads, wider vectors or fewer flops make it faster.',
        roof,
      );
}

function farBelow({ name, share, roofline }: RooflinePoint): string {
  return l10n.t(
    '{0} stays farthest below its own, at {1} of {2} GFLOP/s ({3}).',
    ...[name, shareInterval(share), formatGflops(roofline.attainableGflops), nameOfBound(roofline.bound)],
  );
}

/** What is to be seen under the roofs. */
export function rooflineExplanation(
  points: readonly RooflinePoint[],
  bandwidth: readonly BandwidthRoof[],
  compute: readonly ComputeRoof[],
): Explanation {
  const byBound = new Map<string, number>();
  for (const { roofline } of points) {
    const name = nameOfBound(roofline.bound);
    byBound.set(name, (byBound.get(name) ?? 0) + 1);
  }
  const bounds = [...byBound]
    .sort(([, x], [, y]) => y - x)
    .map(([name, count]) => l10n.t({ message: '{0} by {1}', args: [count, name], comment: 'rows, what limits them' }));
  const [highest] = compute;
  const counts = [points.length, bandwidth.length, compute.length];
  return {
    sentences: [
      highest === undefined
        ? l10n.t(
            'Each mark ({0} in all) is a row: the higher the faster, the farther right the more flops for each byte that is moved; sloping lines ({1}) are the bandwidths of this machine, level ones ({2}) its arithmetic.',
            ...counts,
          )
        : l10n.t(
            'Each mark ({0} in all) is a row: the higher the faster, the farther right the more flops for each byte that is moved; sloping lines ({1}) are the bandwidths of this machine, level ones ({2}) its arithmetic, at most {3} GFLOP/s.',
            ...[...counts, formatGflops(highest.gflops)],
          ),
      l10n.t(
        'A row should lie below the roof that limits it, and the nearer the less is left to gain: of these, by the model of their traffic, {0}.',
        listed(bounds),
      ),
    ],
    units: [unitOfSpeed(), unitOfIntensity(), unitOfBandwidth()],
  };
}
