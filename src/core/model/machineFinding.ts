import * as l10n from '@vscode/l10n';
import { formatGflops, formatSignificant } from '../format';
import type { Machine } from '../machine';
import type { BandwidthPeak, ComputePeak } from '../machinePeaks';
import type { Finding } from './findings';

/** What this machine does at most, as measured, in two sentences. */
export function machineFinding({ processor, peaks }: Pick<Machine, 'processor' | 'peaks'>): Finding {
  const fastest = peaks?.compute.reduce<ComputePeak | null>(
    (best, peak) => (peak.gflops > (best?.gflops ?? 0) ? peak : best),
    null,
  );
  if (peaks === undefined || fastest === undefined || fastest === null) {
    return {
      title: l10n.t('What this machine does at most is not measured yet'),
      detail: l10n.t(
        'Measured peaks say how near each result comes to what the machine allows. It takes some seconds.',
      ),
    };
  }
  const { dtype, threads, code, gflops } = fastest;
  const title = l10n.t(
    '{0} reaches {1} GFLOP/s at most: {2}, {3}, {4}',
    processor,
    formatGflops(gflops),
    dtype,
    threadsText(threads),
    code,
  );
  const memory = peaks.bandwidth
    .filter(({ level, access }) => level === 'memory' && access === 'read')
    .reduce<BandwidthPeak | null>((best, peak) => (peak.gbPerSecond > (best?.gbPerSecond ?? 0) ? peak : best), null);
  if (memory === null) return { title, detail: '' };
  const perByte = gflops / memory.gbPerSecond;
  return {
    title,
    detail: l10n.t(
      'It reads {0} GB/s from memory: a product that makes fewer than {1} flops of each byte it moves is bound by memory.',
      formatSignificant(memory.gbPerSecond, 3),
      formatSignificant(perByte, 2),
    ),
  };
}

function threadsText(threads: number): string {
  return threads === 1 ? l10n.t('1 thread') : l10n.t('{0} threads', threads);
}
