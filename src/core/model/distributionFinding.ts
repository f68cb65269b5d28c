import { formatConfidence, formatDuration, formatRatioInterval } from '../format';
import { outliersText } from '../measure/outliers';
import { disturbanceText } from '../measure/roundLog';
import type { Distribution } from './distribution';
import { CALIBRATION, INTERVAL, SAMPLES, TIME } from './explanation';
import type { Explanation } from './explanation';
import type { Finding } from './findings';

/** What the samples of a row say of its time, and what to do where they are not of one piece. */
export function distributionFinding(name: string, { timing, middle, drift }: Distribution): Finding {
  const { medianNs, intervalNs, samplesNs, sampling } = timing;
  const [low, high] = intervalNs.map(formatDuration);
  const [from, to] = middle.map(formatDuration);
  const disturbance = sampling === undefined ? null : disturbanceText(sampling.disturbance);
  const outliers = outliersText(samplesNs);
  const said = [
    ...(outliers === 'no outliers' ? [] : [`${capital(outliers)}.`]),
    ...(disturbance === null
      ? []
      : [
          `${capital(disturbance)}: another program took a share of the core, or the clock rate changed; close what runs beside it and measure again.`,
        ]),
    ...(drift === null
      ? []
      : [
          `It grew ${drift.ratio > 1 ? 'slower' : 'faster'} while it was measured, ${formatRatioInterval(drift)} from the first half to the second: a pause before each sample (cool-down) or a longer budget tells whether that is heat.`,
        ]),
  ];
  return {
    title: `${name} takes ${formatDuration(medianNs)} (${low}–${high}); 8 of 10 samples lie from ${from} to ${to}`,
    detail:
      said.length > 0
        ? said.join(' ')
        : 'No outliers, no drift, and the calibration loop was steady: the median can be taken as it stands.',
  };
}

/** What is to be seen in the charts of a row's samples. */
export function distributionExplanation(chart: DistributionChart, distribution: Distribution): Explanation {
  return { sentences: sentencesOf(chart, distribution), units: UNITS[chart] };
}

export type DistributionChart = 'histogram' | 'strip' | 'order' | 'calibration';

const UNITS: Readonly<Record<DistributionChart, Explanation['units']>> = {
  histogram: [TIME, SAMPLES, INTERVAL],
  strip: [TIME, SAMPLES],
  order: [TIME, SAMPLES],
  calibration: [CALIBRATION],
};

function sentencesOf(chart: DistributionChart, distribution: Distribution): Explanation['sentences'] {
  const { samples, bins, timing, beyond, setAside, drift } = distribution;
  const count = samples.length;
  const disturbed = samples.filter(({ isDisturbed }) => isDisturbed).length;
  switch (chart) {
    case 'histogram': {
      const tallest = bins.reduce((top, bin) => (bin.count > top.count ? bin : top), { from: 0, to: 0, count: 0 });
      return [
        `Each bar counts the samples, ${count} in all, whose time lies in its width: most, ${tallest.count}, from ${formatDuration(tallest.from)} to ${formatDuration(tallest.to)}${beyond > 0 ? `, and ${beyond} beyond the chart` : ''}.`,
        `The band is the interval of the median ${formatDuration(timing.medianNs)}, which covers it with ${formatConfidence(timing.confidence)}; it grows narrower with more samples, the bars do not.`,
      ];
    }
    case 'strip':
      return [
        `Each of the ${count} marks is a sample at its time; their height means nothing and only keeps them apart.`,
        `${capital(outliersText(timing.samplesNs))}: triangles lie more than 1.5, diamonds more than 3 interquartile ranges beyond the quartiles.`,
      ];
    case 'order':
      return [
        `From left to right are the ${count} samples as they were taken${setAside.length > 0 ? `, with the ${setAside.length} rounds that were set aside as bands` : ''}.`,
        drift === null
          ? 'The medians of the first and the second half do not differ: no drift was found.'
          : `The second half took ${formatRatioInterval(drift)} the time of the first: the machine, or the kernel on it, changed meanwhile.`,
      ];
    case 'calibration':
      return [
        'Each mark is the calibration loop around the round of a sample, beside what it takes in the quieter rounds: at 0% the machine left the thread alone.',
        `${disturbed === 0 ? 'None' : disturbed} of the ${count} samples that count ${disturbed === 1 ? 'was' : 'were'} taken where it moved by more than 5%, beyond the dashed lines.`,
      ];
  }
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
