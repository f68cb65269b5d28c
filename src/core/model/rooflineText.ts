import * as l10n from '@vscode/l10n';
import { formatBytes, formatGflops, formatRatio, formatSignificant } from '../format';
import type { ComputeCode, MemoryLevel } from '../machinePeaks';
import type { TimedMeasurement } from '../measure/measurement';
import type { Bound, Roofline } from './roofline';

/** 'bound by L2 bandwidth, 61% of attainable'; what bounds it is a model's word, the speed is measured. */
export function boundText({ gflops }: Pick<TimedMeasurement, 'gflops'>, roofline: Roofline): string {
  return l10n.t('bound by {0}, {1} of attainable', nameOfBound(roofline.bound), shareText(gflops, roofline));
}

/** 'L2 bandwidth', 'vector arithmetic', 'a chain of additions'. */
export function nameOfBound(bound: Bound): string {
  if (bound.kind === 'compute') return nameOfArithmetic(bound.code);
  return bound.level === 'memory' ? l10n.t('memory bandwidth') : l10n.t('{0} bandwidth', bound.level);
}

/** 'L2', 'memory'. */
export function nameOfLevel(level: MemoryLevel): string {
  return level === 'memory' ? l10n.t('memory') : level;
}

function nameOfArithmetic(code: ComputeCode): string {
  switch (code) {
    case 'simd256':
    case 'relaxed':
    case 'separate':
      return l10n.t('vector arithmetic');
    case 'scalar':
      return l10n.t('scalar arithmetic');
    case 'chain':
      return l10n.t('a chain of additions');
  }
}

/** A sentence on what a speed above its roof means; empty where it is below. */
export function aboveRoofText(gflops: number, { attainableGflops }: Roofline): string {
  if (gflops <= attainableGflops) return '';
  return l10n.t(
    'That is above its roof of {0} GFLOP/s: a measured peak is too low, or the model of its traffic too high. Measure the machine again while it is idle.',
    formatGflops(attainableGflops),
  );
}

/** Measured ÷ attainable, also above 100%. */
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
    level: nameOfLevel(level),
    bytes: formatBytes(Math.round(bytes)),
    times: `${formatRatio(bytes / minimumBytes)}×`,
    ceiling: ceilingGflops === null ? '–' : formatGflops(ceilingGflops),
  }));
}
