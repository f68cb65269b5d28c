import { formatBytes, formatGflops, formatRatio, formatSignificant } from '../format';
import type { ComputeCode } from '../machinePeaks';
import type { TimedMeasurement } from '../measure/measurement';
import type { Bound, Roofline } from './roofline';

/** 'bound by L2 bandwidth, 61% of attainable'; what bounds it is a model's word, the speed is measured. */
export function boundText({ gflops }: Pick<TimedMeasurement, 'gflops'>, roofline: Roofline): string {
  return `bound by ${nameOfBound(roofline.bound)}, ${shareText(gflops, roofline)} of attainable`;
}

/** 'L2 bandwidth', 'vector arithmetic', 'a chain of additions'. */
export function nameOfBound(bound: Bound): string {
  return bound.kind === 'bandwidth' ? `${bound.level} bandwidth` : ARITHMETIC[bound.code];
}

const ARITHMETIC: Readonly<Record<ComputeCode, string>> = {
  simd256: 'vector arithmetic',
  relaxed: 'vector arithmetic',
  separate: 'vector arithmetic',
  scalar: 'scalar arithmetic',
  chain: 'a chain of additions',
};

/** Measured ÷ attainable; above 100% the model, or the peak, is too low, and that is said as it is. */
export function shareText(gflops: number, { attainableGflops }: Roofline): string {
  return `${formatSignificant((100 * gflops) / attainableGflops, 2)}%`;
}

/** A line for each level: what the model says that is moved, and what that allows. */
export interface TrafficLine {
  readonly level: string;
  readonly bytes: string;
  /** How many times the minimum. */
  readonly times: string;
  readonly ceiling: string;
}

export function trafficLines({ traffic, minimumBytes }: Roofline): readonly TrafficLine[] {
  return traffic.map(({ level, bytes, ceilingGflops }) => ({
    level,
    bytes: formatBytes(Math.round(bytes)),
    times: `${formatRatio(bytes / minimumBytes)}×`,
    ceiling: ceilingGflops === null ? '–' : formatGflops(ceilingGflops),
  }));
}
