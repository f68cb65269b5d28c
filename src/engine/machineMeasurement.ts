import * as l10n from '@vscode/l10n';
import type { PeakStep } from '../core/kernels/peaks/peakStep';
import { lastLevelSeen, setsBetween, workingSets } from '../core/kernels/peaks/workingSets';
import { shapeOfPath } from '../core/kernels/wasm/gemmShape';
import type { Machine } from '../core/machine';
import { ACCESSES } from '../core/machinePeaks';
import type { BandwidthPeak, ComputeCode, ComputePeak, MachinePeaks } from '../core/machinePeaks';
import { DTYPES } from '../core/problem';
import type { MachineProgress } from '../shared/engineProtocol';

export interface MeasurementMeans {
  /** Measures one figure, in GFLOP/s or 10⁹ bytes a second. */
  readonly measure: (step: PeakStep) => Promise<number>;
  readonly say: (progress: MachineProgress) => void;
  readonly now: () => Date;
  /** Whether this engine joins vectors in pairs. */
  readonly revectorizes: boolean;
  /** Bytes that can be allocated. */
  readonly availableBytes: number;
}

type ComputeStep = Extract<PeakStep, { kind: 'compute' }>;
type StreamStep = Extract<PeakStep, { kind: 'stream' }> & { readonly level: BandwidthPeak['level'] };

/** Measures what the machine can do at most, figure by figure: on one thread and on all, where there are several. */
export async function measurePeaks(machine: Machine, means: MeasurementMeans): Promise<MachinePeaks> {
  const computeSteps = computeStepsOf(machine, means);
  const streamSteps = streamStepsOf(machine, means);
  const between = streamsBetween(streamSteps);
  const total = computeSteps.length + streamSteps.length + between.length;
  let done = 0;
  const measure = async (step: PeakStep): Promise<number> => {
    means.say({ text: textOf(step), fraction: done / total });
    const rate = await means.measure(step);
    done += 1;
    return rate;
  };

  const compute: ComputePeak[] = [];
  for (const step of computeSteps) {
    const { dtype, code, threads } = step;
    compute.push({ dtype, code, threads, gflops: await measure(step) });
  }
  const bandwidth: BandwidthPeak[] = [];
  for (const { level, ...step } of streamSteps) {
    const { access, threads, workingSetBytes } = step;
    bandwidth.push({ level, access, threads, gbPerSecond: await measure(step), workingSetBytes });
  }
  const reads: { bytes: number; gbPerSecond: number }[] = [];
  for (const step of between) reads.push({ bytes: step.workingSetBytes, gbPerSecond: await measure(step) });
  for (const peak of bandwidth.filter(isEndOfSweep)) {
    reads.push({ bytes: peak.workingSetBytes, gbPerSecond: peak.gbPerSecond });
  }
  reads.sort((x, y) => x.bytes - y.bytes);
  return { measuredAt: means.now().toISOString(), compute, bandwidth, lastLevelSeenBytes: lastLevelSeen(reads) };
}

/** Where a sweep for the end of the last-level cache begins, and where it ends. */
function isEndOfSweep({ level, access, threads }: Pick<BandwidthPeak, 'level' | 'access' | 'threads'>): boolean {
  return access === 'read' && threads === 1 && (level === 'L3' || level === 'memory');
}

function threadCounts({ wasm, logicalCores }: Machine): readonly number[] {
  return wasm.threads && logicalCores > 1 ? [1, logicalCores] : [1];
}

function computeStepsOf(machine: Machine, { revectorizes }: MeasurementMeans): readonly ComputeStep[] {
  const codes: readonly ComputeCode[] = [
    ...(revectorizes ? (['simd256'] as const) : []),
    ...(machine.wasm.relaxedSimd ? (['relaxed'] as const) : []),
    ...(machine.wasm.simd ? (['separate'] as const) : []),
    'scalar',
    'chain',
  ];
  return threadCounts(machine).flatMap((threads) =>
    DTYPES.flatMap((dtype) => codes.map((code): ComputeStep => ({ kind: 'compute', dtype, code, threads }))),
  );
}

function streamStepsOf(machine: Machine, { availableBytes }: MeasurementMeans): readonly StreamStep[] {
  if (!machine.wasm.simd) return [];
  const { multiplyAdd, vectorBits } = shapeOfPath(machine.wasm.codePaths.f32, 'f32');
  return threadCounts(machine).flatMap((threads) =>
    workingSets(machine.caches ?? [], threads, availableBytes).flatMap(({ level, bytes }) =>
      ACCESSES.map((access): StreamStep => ({
        kind: 'stream',
        access,
        multiplyAdd,
        vectorBits,
        threads,
        workingSetBytes: bytes,
        level,
      })),
    ),
  );
}

function streamsBetween(steps: readonly StreamStep[]): readonly StreamStep[] {
  const [cache, memory] = steps.filter(isEndOfSweep);
  if (cache === undefined || memory === undefined) return [];
  return setsBetween(cache.workingSetBytes, memory.workingSetBytes).map((workingSetBytes) => ({
    ...cache,
    workingSetBytes,
  }));
}

function textOf(step: PeakStep): string {
  const threads = step.threads === 1 ? l10n.t('1 thread') : l10n.t('{0} threads', step.threads);
  if (step.kind === 'compute') return l10n.t('arithmetic, {0} {1}, {2}', step.dtype, step.code, threads);
  const kib = Math.round(step.workingSetBytes / 1024);
  return step.access === 'read'
    ? l10n.t('read of {0} KiB, {1}', kib, threads)
    : l10n.t('triad of {0} KiB, {1}', kib, threads);
}
