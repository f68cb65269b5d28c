import * as l10n from '@vscode/l10n';
import { formatConfidence, formatDuration, formatRatioInterval } from '../format';
import { outliersText } from '../measure/outliers';
import { disturbanceText } from '../measure/roundLog';
import { clauses, ended, sentences } from '../sentences';
import type { Distribution } from './distribution';
import { unitOfCalibration, unitOfIntervals, unitOfSamples, unitOfTime } from './explanation';
import type { Explanation } from './explanation';
import type { Finding } from './findings';

/** What the samples of a row say of its time, and what to do where they are not of one piece. */
export function distributionFinding(name: string, { timing, samples, middle, drift }: Distribution): Finding {
  const { medianNs, intervalNs, samplesNs, sampling } = timing;
  const disturbance = sampling === undefined ? null : disturbanceText(sampling.disturbance);
  const said = [
    ...(samples.some(({ kind }) => kind !== 'inside') ? [ended(capital(outliersText(samplesNs)))] : []),
    ...(disturbance === null
      ? []
      : [
          l10n.t(
            '{0}: another program took a share of the core, or the clock rate changed; close what runs beside it and measure again.',
            capital(disturbance),
          ),
        ]),
    ...(drift === null ? [] : [driftText(drift)]),
  ];
  return {
    title: l10n.t(
      '{0} takes {1} ({2}–{3}); 8 of 10 samples lie from {4} to {5}',
      ...[name, ...[medianNs, ...intervalNs, ...middle].map(formatDuration)],
    ),
    detail:
      said.length > 0
        ? sentences(...said)
        : l10n.t('No outliers, no drift, and the calibration loop was steady: the median can be taken as it stands.'),
  };
}

function driftText(drift: NonNullable<Distribution['drift']>): string {
  const ratio = formatRatioInterval(drift);
  return drift.ratio > 1
    ? l10n.t(
        'It grew slower while it was measured, {0} from the first half to the second: a pause before each sample (cool-down) or a longer budget tells whether that is heat.',
        ratio,
      )
    : l10n.t(
        'It grew faster while it was measured, {0} from the first half to the second: a pause before each sample (cool-down) or a longer budget tells whether that is heat.',
        ratio,
      );
}

/** What is to be seen in the charts of a row's samples. */
export function distributionExplanation(chart: DistributionChart, distribution: Distribution): Explanation {
  return { sentences: sentencesOf(chart, distribution), units: unitsOf(chart) };
}

export type DistributionChart = 'histogram' | 'strip' | 'order' | 'calibration';

function unitsOf(chart: DistributionChart): Explanation['units'] {
  switch (chart) {
    case 'histogram':
      return [unitOfTime(), unitOfSamples(), unitOfIntervals()];
    case 'strip':
    case 'order':
      return [unitOfTime(), unitOfSamples()];
    case 'calibration':
      return [unitOfCalibration()];
  }
}

function sentencesOf(chart: DistributionChart, distribution: Distribution): Explanation['sentences'] {
  switch (chart) {
    case 'histogram':
      return histogramSentences(distribution);
    case 'strip':
      return [
        l10n.t(
          'Each mark ({0} in all) is a sample at its time; heights mean nothing and only keep them apart.',
          distribution.samples.length,
        ),
        l10n.t(
          '{0}: triangles lie more than 1.5, diamonds more than 3 interquartile ranges beyond the quartiles.',
          capital(outliersText(distribution.timing.samplesNs)),
        ),
      ];
    case 'order':
      return orderSentences(distribution);
    case 'calibration':
      return [
        l10n.t(
          'Each mark is the calibration loop around the round of a sample, beside what it takes in the quieter rounds: at 0% the machine left the thread alone.',
        ),
        disturbedText(distribution),
      ];
  }
}

function histogramSentences({ samples, bins, timing, beyond }: Distribution): Explanation['sentences'] {
  const tallest = bins.reduce((top, bin) => (bin.count > top.count ? bin : top), { from: 0, to: 0, count: 0 });
  const most = [samples.length, tallest.count, formatDuration(tallest.from), formatDuration(tallest.to)];
  return [
    beyond > 0
      ? l10n.t(
          'Each bar counts the samples, {0} in all, whose time lies in its width: most, {1}, from {2} to {3}, and {4} beyond the chart.',
          ...[...most, beyond],
        )
      : l10n.t(
          'Each bar counts the samples, {0} in all, whose time lies in its width: most, {1}, from {2} to {3}.',
          ...most,
        ),
    l10n.t(
      'The band is the interval of the median {0}, which covers it with {1}; it grows narrower with more samples, the bars do not.',
      ...[formatDuration(timing.medianNs), formatConfidence(timing.confidence)],
    ),
  ];
}

function orderSentences({ samples, setAside, drift }: Distribution): Explanation['sentences'] {
  const order = l10n.t('From left to right are the {0} samples as they were taken', samples.length);
  const bands = [
    ...(setAside.length === 1 ? [l10n.t('the band is the round that was set aside')] : []),
    ...(setAside.length > 1 ? [l10n.t('the bands are the {0} rounds that were set aside', setAside.length)] : []),
  ];
  return [
    ended(clauses(order, ...bands)),
    drift === null
      ? l10n.t('The medians of the first and the second half do not differ: no drift was found.')
      : l10n.t(
          'The second half took {0} the time of the first: the machine, or the kernel on it, changed meanwhile.',
          formatRatioInterval(drift),
        ),
  ];
}

function disturbedText({ samples }: Distribution): string {
  const disturbed = samples.filter(({ isDisturbed }) => isDisturbed).length;
  switch (disturbed) {
    case 0:
      return l10n.t(
        'None of the {0} samples that count were taken where it moved by more than 5%, beyond the dashed lines.',
        samples.length,
      );
    case 1:
      return l10n.t(
        '1 of the {0} samples that count was taken where it moved by more than 5%, beyond the dashed lines.',
        samples.length,
      );
    default:
      return l10n.t(
        '{0} of the {1} samples that count were taken where it moved by more than 5%, beyond the dashed lines.',
        ...[disturbed, samples.length],
      );
  }
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
