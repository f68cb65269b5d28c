import { availableParallelism } from 'node:os';
import { medianInterval, sorted } from '../../src/core/measure/medianInterval';
import { problemFlops } from '../../src/core/problem';
import { armById } from './arms';
import type { ArmId, ProcessId } from './arms';
import type { BenchRow } from './benchResult';
import type { ComputingProcess } from './computingProcess';
import type { PreparedKernel } from './protocol';
import { speedRatio } from './ratio';
import { takeRounds } from './rounds';
import type { RowPlan, SectionId } from './sections';

type RowProcess = Pick<ComputingProcess, 'open' | 'prepare' | 'runBatch' | 'close'>;

/** Where a row finds who computes its arms: `null` for what is left out. */
export interface RowProcesses {
  get(id: ProcessId): Promise<RowProcess | null>;
  /** Ends a process that failed; the next `get` starts another. */
  drop(id: ProcessId): Promise<void>;
}

interface Ready {
  readonly id: ArmId;
  readonly process: RowProcess;
  readonly prepared: PreparedKernel;
  readonly nonzeros: number;
}

/** Significant digits of a time in a result. */
const DIGITS = 6;

/** Opens the problem in every process that takes part, verifies each arm, and lets them take turns. */
export async function measureRow(
  section: SectionId,
  plan: RowPlan,
  processes: RowProcesses,
  budgetSeconds: number,
): Promise<BenchRow> {
  const failures: { id: string; reason: string }[] = [];
  const ready: Ready[] = [];
  const opened = new Map<ProcessId, number>();
  for (const id of plan.arms) {
    const { process: processId, kernel, values } = armById(id);
    const process = await processes.get(processId);
    if (process === null) continue;
    try {
      if (!opened.has(processId)) opened.set(processId, (await process.open(openRequestOf(plan, processId))).nonzeros);
      const prepared = await process.prepare({ kernel, values });
      ready.push({ id, process, prepared, nonzeros: opened.get(processId) ?? 0 });
    } catch (error) {
      failures.push({ id, reason: error instanceof Error ? error.message : String(error) });
      await processes.drop(processId);
    }
  }
  try {
    const contestants = ready.map(({ id, process, prepared }) => ({
      runBatch: async (times: number) => {
        try {
          return await process.runBatch(prepared.handle, times);
        } catch (error) {
          throw new LostArm(id, error);
        }
      },
      settleMs: armById(id).settleMs,
    }));
    const budgetNs = budgetSeconds * (plan.budgetShare ?? 1) * 1e9;
    const samples = await takeRounds(contestants, budgetNs, Math.random);
    // Who cannot close says so when the next row opens.
    for (const process of new Set(ready.map((one) => one.process))) await process.close().catch(() => undefined);
    return describeRow(section, plan, ready, samples, failures);
  } catch (error) {
    if (!(error instanceof LostArm)) throw error;
    // The others are measured once more without it; its process is started anew when a later row needs it.
    await processes.drop(armById(error.id).process);
    failures.push({ id: error.id, reason: error.message });
    const arms = ready.map(({ id }) => id).filter((id) => id !== error.id);
    const row = await measureRow(section, { ...plan, arms }, processes, budgetSeconds);
    return { ...row, failures: [...failures, ...row.failures] };
  }
}

/** An arm that was right when it was prepared, and could not go on. */
class LostArm extends Error {
  override readonly name = 'LostArm';

  constructor(
    readonly id: ArmId,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function openRequestOf(plan: RowPlan, processId: ProcessId): Parameters<ComputingProcess['open']>[0] {
  const kernels = plan.arms.map(armById).filter(({ process }) => process === processId);
  return { problem: plan.problem, threads: plan.threads ?? availableParallelism(), kernels };
}

function describeRow(
  section: SectionId,
  { problem, ratios }: RowPlan,
  ready: readonly Ready[],
  samples: readonly (readonly number[])[],
  failures: BenchRow['failures'],
): BenchRow {
  const samplesOf = new Map(ready.map(({ id }, index) => [id, samples[index]]));
  return {
    section,
    problem,
    arms: ready.map(({ id, prepared, nonzeros }, index) => {
      const bestNs = Math.min(...samples[index]);
      return {
        id,
        backend: prepared.backend,
        medianNs: rounded(medianInterval(sorted(samples[index]), 0.95).median),
        bestNs: rounded(bestNs),
        gflops: rounded(problemFlops(problem, nonzeros) / bestNs),
        samplesNs: samples[index].map(rounded),
        error: prepared.error,
      };
    }),
    ratios: ratios.flatMap(([of, over]) => {
      const [first, second] = [samplesOf.get(of), samplesOf.get(over)];
      return first === undefined || second === undefined ? [] : [{ of, over, ...speedRatio(first, second) }];
    }),
    failures,
  };
}

function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
