import * as l10n from '@vscode/l10n';
import { formatGflops, formatRatio, formatSignificant } from '../format';
import type { Machine } from '../machine';
import type { ComputePeak, MachinePeaks, MemoryLevel } from '../machinePeaks';
import type { Explanation, UnitDefinition } from './explanation';

/** What is said of the machine when it is asked: its peaks, and how they were measured. */
export function machineExplanation({ peaks }: Pick<Machine, 'peaks'>): Explanation {
  const fastest = peaks?.compute.reduce<ComputePeak | null>(
    (best, peak) => (peak.gflops > (best?.gflops ?? 0) ? peak : best),
    null,
  );
  return {
    sentences:
      peaks === undefined || fastest === undefined || fastest === null
        ? [
            l10n.t(
              'What this machine does at most is not measured yet, so that nothing says how near a result comes to it.',
            ),
            l10n.t(
              'Measuring runs loops that compute in registers alone, and loops that read memory alone, for some seconds.',
            ),
          ]
        : [computeText(peaks, fastest), bandwidthText(peaks)],
    units: unitsOf(),
  };
}

function computeText({ compute }: MachinePeaks, { dtype, code, threads, gflops }: ComputePeak): string {
  const one = compute.find((peak) => peak.dtype === dtype && peak.code === code && peak.threads === 1);
  const numbers = [code, formatGflops(gflops), dtype] as const;
  if (threads === 1 || one === undefined) {
    return l10n.t('The fastest loop, {0}, reaches {1} GFLOP/s in {2} without touching memory.', ...numbers);
  }
  return l10n.t(
    'The fastest loop, {0}, reaches {1} GFLOP/s in {2} on {3} threads without touching memory, {4}× what one thread reaches.',
    ...[...numbers, threads, formatRatio(gflops / one.gflops)],
  );
}

function bandwidthText({ bandwidth }: MachinePeaks): string {
  const best = (wanted: MemoryLevel): number | null =>
    bandwidth
      .filter(({ level, access }) => level === wanted && access === 'read')
      .reduce<number | null>((most, { gbPerSecond }) => Math.max(most ?? 0, gbPerSecond), null);
  const [nearest, memory] = [best('L1'), best('memory')];
  if (memory === null) return l10n.t('How fast memory is read was not measured.');
  const read = formatSignificant(memory, 3);
  return nearest === null
    ? l10n.t('Memory is read with {0} GB/s at most.', read)
    : l10n.t(
        'Data in the L1 cache is read with {0} GB/s, {2}× as fast as data in memory with {1} GB/s, which is why blocking pays.',
        ...[formatSignificant(nearest, 3), read, formatRatio(nearest / memory)],
      );
}

function unitsOf(): readonly UnitDefinition[] {
  return [
    {
      unit: 'GFLOP/s',
      definition: l10n.t(
        '10⁹ multiplications and additions a second, in WebAssembly code of the engine whose operands stay in registers; the fastest of ten trials, for what slows one down is not the machine’s limit.',
      ),
    },
    {
      unit: 'simd256, relaxed, separate, scalar, chain',
      definition: l10n.t(
        'what the loop is made of: 256-bit vectors, 128-bit vectors that multiply and add in one instruction, vectors that do so in two, single numbers, and single numbers that wait for each other as in a dot product.',
      ),
    },
    {
      unit: 'GB/s',
      definition: l10n.t(
        '10⁹ bytes a second of all threads together, over data that just fits into the level. Read: all is read and summed; triad: a = b + s·c, of which three streams are counted, as STREAM does.',
      ),
    },
    {
      unit: l10n.t('null test'),
      definition: l10n.t(
        'the same kernel compared with itself many times. How often it is called different is the rate of false alarms; how often a kernel that is slowed on purpose is found out is the detection.',
      ),
    },
  ];
}
