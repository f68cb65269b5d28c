import * as l10n from '@vscode/l10n';
import { formatSignificant } from '../../../core/format';
import type { TrainingCurve } from '../../../core/measure/trainingCurve';
import { listed } from '../../../core/sentences';
import type { Axis, ChartPoint, ChartSeries, LineChart, SeriesStyle } from '../../charts/lines/lineChart';
import type { NumberColumn, NumberTable } from '../../charts/numbers/numberTable';
import { numberText, percentText } from './trainingTexts';

/** Trainings have a colour, a dash and a marker each. */
const BATCHES: readonly SeriesStyle[] = [
  { ink: 'blue', dash: 'solid', marker: 'circle' },
  { ink: 'yellow', dash: 'dashed', marker: 'square' },
  { ink: 'red', dash: 'dash-dot', marker: 'diamond' },
];
const TESTS: readonly SeriesStyle[] = [
  { ink: 'green', dash: 'solid', marker: 'triangle' },
  { ink: 'purple', dash: 'dashed', marker: 'star' },
  { ink: 'dim', dash: 'dash-dot', marker: 'cross' },
];

/** Mean losses of the batches of all trainings by epochs. */
export function lossChart(arms: readonly TrainingCurve[]): LineChart {
  const losses = arms.flatMap(({ curve }) => curve.map(({ loss }) => loss)).filter(Number.isFinite);
  return {
    label: l10n.t('Mean loss of the batches by epochs'),
    x: epochAxis(arms),
    y: {
      title: l10n.t('loss'),
      scale: 'linear',
      domain: [0, losses.length === 0 ? 1 : 1.05 * losses.reduce((most, loss) => Math.max(most, loss), 1e-9)],
      format: (value) => String(Number(value.toPrecision(3))),
    },
    series: arms.map((arm, at) => ({
      ...alone(`${arm.name} batches`, arms.length === 1 ? l10n.t('batches') : arm.name, BATCHES[at % BATCHES.length]),
      points: pointsOf(
        arm.curve,
        ({ loss }) => loss,
        ({ epoch, loss }) => named(arms, arm, l10n.t('epoch {0}: loss {1}', epoch.toFixed(2), numberText(loss))),
      ),
    })),
    references: [],
    regions: [],
  };
}

/** Right answers on the batches and, at the ends of epochs, on the test samples, of all trainings by epochs. */
export function accuracyChart(arms: readonly TrainingCurve[]): LineChart {
  const batches = arms.map((arm, at): ChartSeries => ({
    ...alone(`${arm.name} batches`, arms.length === 1 ? l10n.t('batches') : arm.name, BATCHES[at % BATCHES.length]),
    points: pointsOf(
      arm.curve,
      ({ accuracy }) => 100 * known(accuracy),
      ({ epoch, accuracy }) =>
        named(arms, arm, l10n.t('epoch {0}: {1} of the batches right', epoch.toFixed(2), percentText(accuracy))),
    ),
  }));
  const tests = arms.map((arm, at): ChartSeries => ({
    ...{
      key: `${arm.name} test`,
      name:
        arms.length === 1
          ? l10n.t({ message: 'test', comment: ['test samples'] })
          : l10n.t({ message: '{0}, test', args: [arm.name], comment: ['test samples'] }),
      style: TESTS[at % TESTS.length],
    },
    ...({ shape: 'line', intervals: 'none', dense: true } as const),
    points: pointsOf(
      arm.epochs,
      ({ testAccuracy }) => 100 * known(testAccuracy),
      ({ epoch, testAccuracy }) =>
        named(arms, arm, l10n.t('after epoch {0}: {1} of the test samples right', epoch, percentText(testAccuracy))),
    ),
  }));
  const series = [...batches, ...tests];
  const least = series
    .flatMap(({ points }) => points.map(({ y }) => y))
    .reduce((low, y) => (Number.isFinite(y) ? Math.min(low, y) : low), 90);
  return {
    label: l10n.t('Accuracy on batches and test samples by epochs, in percent'),
    x: epochAxis(arms),
    y: {
      title: l10n.t('right, %'),
      scale: 'linear',
      domain: [Math.max(0, 10 * Math.floor(least / 10)), 100],
      format: (value) => `${Number(value.toPrecision(3))}%`,
    },
    series,
    references: [],
    regions: [],
  };
}

export function lossTable(arms: readonly TrainingCurve[]): NumberTable {
  const columns = [
    trainedBy(),
    number(l10n.t('epoch'), 'epoch'),
    number(l10n.t('steps'), 'steps'),
    number(l10n.t('loss'), 'loss'),
  ];
  return tableOf(l10n.t('Loss'), columns, () =>
    arms.flatMap(({ name, curve }) =>
      curve.map(({ epoch, steps, loss }) => [name, epoch.toFixed(2), String(steps), lossText(loss)]),
    ),
  );
}

export function accuracyTable(arms: readonly TrainingCurve[]): NumberTable {
  const columns = [
    trainedBy(),
    number(l10n.t('epoch'), 'epoch'),
    { title: l10n.t({ message: 'of', comment: ['which samples'] }), plain: 'of', unit: '', numeric: false },
    number(l10n.t({ message: 'right', comment: ['the share of samples that are classified rightly'] }), 'right', '%'),
  ];
  const text = (share: number): string => percentText(share, 2).replace('%', '');
  return tableOf(l10n.t('Accuracy'), columns, () =>
    arms.flatMap(({ name, curve, epochs }) => [
      ...epochs.map((point) => [name, point.epoch.toFixed(2), l10n.t('test samples'), text(point.testAccuracy)]),
      ...curve.map((point) => [name, point.epoch.toFixed(2), l10n.t('batches'), text(point.accuracy)]),
    ]),
  );
}

/** A point that is put into words when it is asked for: there are thousands, many times a second. */
class SaidPoint<Source> implements ChartPoint {
  constructor(
    readonly x: number,
    readonly y: number,
    private readonly source: Source,
    private readonly say: (source: Source) => string,
  ) {}

  get text(): string {
    return this.say(this.source);
  }
}

function pointsOf<Source extends { readonly epoch: number }>(
  sources: readonly Source[],
  valueOf: (source: Source) => number,
  say: (source: Source) => string,
): readonly ChartPoint[] {
  return sources.map((source) => new SaidPoint(source.epoch, known(valueOf(source)), source, say));
}

/** What is no number comes as nothing over the wire. */
function known(value: number | null): number {
  return value ?? NaN;
}

function lossText(loss: number): string {
  return Number.isFinite(loss) ? formatSignificant(loss, 4) : l10n.t('no number');
}

function trainedBy(): NumberColumn {
  return { title: l10n.t('trained by'), plain: 'trained by', unit: '', numeric: false };
}

function number(title: string, plain: string, unit = ''): NumberColumn {
  return { title, plain, unit, numeric: true };
}

/** Its rows are made when they are looked at. */
function tableOf(
  label: string,
  columns: readonly NumberColumn[],
  rows: () => readonly (readonly string[])[],
): NumberTable {
  let known: ReturnType<typeof rows> | null = null;
  return {
    label,
    columns,
    get rows() {
      known ??= rows();
      return known;
    },
  };
}

/** A line without markers, for points that are as many as pixels. */
function alone(key: string, name: string, style: SeriesStyle): Omit<ChartSeries, 'points'> {
  return { key, name, style, shape: 'line', intervals: 'none', bare: true };
}

/** From the epoch that it began in to the end of the one that goes on, so that the axis moves once an epoch. */
function epochAxis(arms: readonly TrainingCurve[]): Axis {
  const places = arms.flatMap(({ curve }) => [curve.at(0), curve.at(-1)].flatMap((point) => point?.epoch ?? []));
  const begin = places.length === 0 ? 0 : Math.floor(Math.min(...places) - 1e-9);
  const end = places.length === 0 ? 1 : Math.ceil(Math.max(...places) - 1e-9);
  return {
    title: l10n.t('epoch'),
    scale: 'linear',
    // With air for the mark at the end.
    domain: [Math.max(0, begin), Math.max(begin + 1, end) + 0.02 * Math.max(1, end - begin)],
    format: (value) => String(Number(value.toFixed(2))),
  };
}

/** With the name of the training where there are several. */
function named(arms: readonly TrainingCurve[], { name }: TrainingCurve, text: string): string {
  return arms.length === 1 ? text : listed([name, text]);
}
