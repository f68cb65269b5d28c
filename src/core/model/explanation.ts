import * as l10n from '@vscode/l10n';

/** What a chart says of itself when it is asked 'What am I seeing?'. */
export interface Explanation {
  /** Two sentences, made from the data at hand. */
  readonly sentences: readonly [string, string];
  /** What stands behind each unit that is used. */
  readonly units: readonly UnitDefinition[];
}

export interface UnitDefinition {
  readonly unit: string;
  readonly definition: string;
}

export function unitOfSpeed(): UnitDefinition {
  return {
    unit: 'GFLOP/s',
    definition: l10n.t(
      '10⁹ flops of the problem a second: 2·m·n·k, or 2·nnz·n where A is sparse, over the median time. What a strategy computes beside or instead does not count.',
    ),
  };
}

export function unitOfTime(): UnitDefinition {
  return {
    unit: l10n.t('time'),
    definition: l10n.t(
      'the median time of one product, compute and transfer, over all samples; preparing the operands is apart.',
    ),
  };
}

export function unitOfIntervals(): UnitDefinition {
  return {
    unit: l10n.t('± and bands'),
    definition: l10n.t(
      'the interval of the median from order statistics, with the confidence of the row (95% where there are samples enough); it assumes no distribution.',
    ),
  };
}

export function unitOfRatios(): UnitDefinition {
  return {
    unit: '×',
    definition: l10n.t(
      'time of the first over time of the second, from rounds in which both took turns where there are some; below 1 the first is faster. Where 1 lies in the interval, no difference was found.',
    ),
  };
}

export function unitOfIntensity(): UnitDefinition {
  return {
    unit: 'flop/byte',
    definition: l10n.t(
      'flops of the problem over the bytes that are moved: the least that any strategy must move (A and B read, C written), or what the model says that this one moves at the level that limits it.',
    ),
  };
}

export function unitOfBandwidth(): UnitDefinition {
  return {
    unit: 'GB/s',
    definition: l10n.t('10⁹ bytes a second that this machine was measured to read from the level, within the engine.'),
  };
}

export function unitOfSamples(): UnitDefinition {
  return {
    unit: l10n.t('sample'),
    definition: l10n.t(
      'one timed batch, divided by the runs in it; batches make short runs long enough for the clock.',
    ),
  };
}

export function unitOfCalibration(): UnitDefinition {
  return {
    unit: l10n.t('calibration loop'),
    definition: l10n.t(
      'known work before and after each round, beside what it takes in the quieter rounds: it changes only when the clock rate does, or another program takes a share of the core.',
    ),
  };
}
