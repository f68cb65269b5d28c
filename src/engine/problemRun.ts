import * as l10n from '@vscode/l10n';
import { setTimeout as sleep } from 'node:timers/promises';
import { ResponseError } from 'vscode-jsonrpc/node';
import { formatError, formatSeconds } from '../core/format';
import { strategyById } from '../core/kernels/registry';
import type { BatchTiming } from '../core/kernels/strategy';
import type { Machine } from '../core/machine';
import type { Failure, Measurement, StopReason, Verification } from '../core/measure/measurement';
import { finalistsOf, finalPlan } from '../core/measure/finalRound';
import { Samples, sampleInRounds, shuffled, warmUp } from '../core/measure/sampling';
import type { SamplingPlan } from '../core/measure/sampling';
import { roundTimes } from '../core/measure/roundTimes';
import type { RoundTimes } from '../core/measure/roundTimes';
import { RoundLog } from '../core/measure/roundLog';
import { problemFlops } from '../core/problem';
import type { Problem } from '../core/problem';
import { assertNever } from '../core/assertNever';
import { sentences } from '../core/sentences';
import type { RunEvent } from '../shared/engineProtocol';
import { GPU_OUT_OF_MEMORY, GPU_PROBLEM } from '../shared/gpuProtocol';
import { ExecutorLostError } from './executorLost';
import { isDefault, measurementOf, rooflineFor } from './contestant';
import type { Contestant, Row } from './contestant';
import type { Progress } from './progress';
import type { Rates } from './rates';
import { CancelledError } from './session';
import type { Session } from './session';
import { exploreNs, mayBeTooSlow, whyTooSlow } from './slowRows';
import { OUT_OF_MEMORY } from './threadProtocol';

export interface ProblemJob {
  readonly problem: Problem;
  readonly plan: SamplingPlan;
  readonly threads: number;
  readonly machine: Machine;
  readonly workspaceBytes: number;
  /** Its rows are a tuning's: hopeless ones are given up, and the best measured again against the default. */
  readonly isTuning: boolean;
  /** Copies of the operands that runs go round: 1 for a warm cache. */
  readonly copies: number;
  /** Pause before each sample, in milliseconds. */
  readonly coolDownMs: number;
}

/** What a problem needs of the session with the kernel threads. */
export type ProblemSession = Pick<
  Session,
  'open' | 'prepare' | 'runBatch' | 'runRounds' | 'calibrate' | 'verify' | 'close' | 'lastHandle'
>;

/** Provisional results of a row are sent at most this often. */
const SHORTEST_PAUSE_MS = 120;
/** Share of a tuning that the grid takes; the rest is for the final round. */
const GRID_SHARE = 0.8;
/** The round of a sample that was taken before the turns began. */
const OUTSIDE_OF_ROUNDS = 0;
/**
 * Measures the rows of one problem against each other: prepares, verifies and warms up each, then samples in rounds, then
 * verifies each again, since the code that ran last is not the code that ran first.
 */
export class ProblemRun {
  private readonly open = new Map<number, Row>();
  private nonzeros = 0;
  /** As often as the problem was opened for measuring: samples of different times are no pairs. */
  private openings = 0;
  private readonly firstRow: number;
  /** The rows by the handles of their preparations. */
  private readonly handles = new Map<number, Row>();
  /** That of the job, with the clock of the thread. */
  private plan: SamplingPlan;
  /** The row whose kernel ran last, or `null` where several take turns: the one to blame when its thread dies. */
  private running: Row | null = null;

  constructor(
    private readonly job: ProblemJob,
    rows: readonly Row[],
    private readonly rates: Rates,
    private readonly progress: Progress,
    private readonly send: (event: RunEvent) => void,
    private readonly random: () => number = Math.random,
  ) {
    for (const row of rows) this.open.set(row.row, row);
    this.plan = job.plan;
    this.firstRow = rows[0]?.row ?? 0;
  }

  /** Rows without a final result. */
  get left(): number {
    return this.open.size;
  }

  /**
   * Measures all rows that are open.
   * @throws {CancelledError} when cancelled; rows stay as they are.
   * @throws {ExecutorLostError} when a thread dies; the row that ran is failed, and the others can be measured on a new pool.
   */
  async measure(session: ProblemSession): Promise<void> {
    try {
      await this.refuseSlow(session);
      if (this.open.size === 0) return;
      await this.measureOpen(session);
    } catch (error) {
      if (error instanceof CancelledError) throw error;
      if (error instanceof ExecutorLostError) {
        const blamed = this.running ?? this.rowOf(session.lastHandle) ?? [...this.open.values()][0];
        this.fail(
          blamed,
          'failed',
          'kernel crashed',
          sentences(error.message, l10n.t('The other rows were measured anew.')),
        );
        throw error;
      }
      for (const row of [...this.open.values()]) this.failBy(row, error);
    }
  }

  private async measureOpen(session: ProblemSession): Promise<void> {
    const { problem, machine, threads, workspaceBytes, copies, plan } = this.job;
    this.running = null;
    this.progress.say(l10n.t('generating A, B and C'), null);
    const opened = await session.open({ problem, machine, threads, workspaceBytes, copies });
    this.nonzeros = opened.nonzeros;
    this.plan = { ...plan, clockNs: opened.clockNs };
    this.openings += 1;
    this.handles.clear();
    const log = new RoundLog();
    const contestants: Contestant[] = [];
    for (const row of this.rates.fastestFirst([...this.open.values()], problem)) {
      const contestant = await this.admit(session, row, log);
      if (contestant !== null) contestants.push(contestant);
    }
    await sampleInRounds(
      contestants,
      log,
      (rounds) => this.runRounds(session, rounds, log),
      this.random,
      (contestant, round, stopped) => {
        this.sampled(contestant, round, stopped);
      },
      this.job.isTuning ? (contestant) => !isDefault(contestant) : null,
    );
    if (this.job.isTuning) await this.measureFinalists(session, contestants);
    for (const contestant of shuffled(contestants, this.random)) await this.conclude(session, contestant);
    this.progress.say(l10n.t('finished within {0} a strategy', formatSeconds(plan.budgetNs / 1e6)), null);
    await session.close();
  }

  /**
   * Rounds that are over in a moment run in the kernel thread without a word in between. Others, and all with a cool-down,
   * go step by step, so that it is seen which strategy runs.
   */
  private async runRounds(
    session: ProblemSession,
    rounds: readonly (readonly Contestant[])[],
    log: RoundLog,
  ): Promise<readonly RoundTimes[]> {
    const [only, ...more] = rounds;
    if (more.length === 0 || this.job.coolDownMs > 0) {
      const results: RoundTimes[] = [];
      for (const order of rounds) results.push(await this.runRound(session, order, log.rounds + results.length + 1));
      return results;
    }
    this.running = null;
    const places = new Map(only.map((contestant, place) => [contestant, place]));
    return session.runRounds({
      arms: only.map(({ handle, samples }) => ({ handle: handle.handle, times: samples.batch })),
      rounds: rounds.map((order) => order.map((contestant) => places.get(contestant) ?? 0)),
    });
  }

  private async runRound(session: ProblemSession, order: readonly Contestant[], round: number): Promise<RoundTimes> {
    const before = await session.calibrate();
    const timings: BatchTiming[] = [];
    for (const contestant of order) {
      await this.coolDown();
      this.sayRound(contestant, round, contestant.samples.share);
      timings.push(await contestant.arm.runBatch(contestant.samples.batch));
    }
    return roundTimes(timings, before, await session.calibrate());
  }

  private async coolDown(): Promise<void> {
    if (this.job.coolDownMs > 0) await sleep(this.job.coolDownMs);
  }

  /**
   * The final round of a tuning: fresh samples for the default and the best few. Nothing is sent before a contestant has
   * all of them, so that a cancel leaves it the samples of the grid.
   */
  private async measureFinalists(session: ProblemSession, contestants: readonly Contestant[]): Promise<void> {
    const chosen = finalistsOf(contestants, isDefault);
    const plan = finalPlan(this.plan, chosen.length);
    const log = new RoundLog();
    const finalists = chosen.map((contestant): Contestant => ({
      ...contestant,
      samples: new Samples(plan, contestant.samples.batch, log),
      session: `${contestant.session} final`,
      isFinal: true,
    }));
    await sampleInRounds(
      finalists,
      log,
      (rounds) => this.runRounds(session, rounds, log),
      this.random,
      (finalist, round, stopped) => {
        this.sayRound(finalist, round, stopped === null ? finalist.samples.share : 1);
      },
    );
    for (const [index, { samples, session: name }] of finalists.entries()) {
      Object.assign(chosen[index], { samples, session: name, isFinal: true });
    }
  }

  private sayRound({ row, choice, isFinal }: Contestant, round: number, share: number): void {
    if (isFinal) {
      this.progress.say(l10n.t('final round {0} of {1}', round, choice.id), row, GRID_SHARE + (1 - GRID_SHARE) * share);
    } else {
      this.progress.say(
        l10n.t('{0}, round {1}', choice.id, round),
        row,
        this.job.isTuning ? GRID_SHARE * share : share,
      );
    }
  }

  private rowOf(handle: number): Row | undefined {
    const row = this.handles.get(handle);
    return row === undefined ? undefined : this.open.get(row.row);
  }

  /** Prepares, verifies and warms up a row; `null` when it failed. */
  private async admit(session: ProblemSession, row: Row, log: RoundLog): Promise<Contestant | null> {
    const { problem, machine, threads } = this.job;
    const { id, values, slowedBy = 0 } = row.choice;
    this.running = row;
    try {
      this.progress.say(l10n.t('preparing {0}', id), row.row, 0);
      const handle = await session.prepare({ strategy: id, values, slowedBy });
      this.handles.set(handle.handle, row);
      const arm = {
        runBatch: (times: number) => {
          this.running = row;
          return session.runBatch(handle.handle, times);
        },
      };
      this.progress.say(l10n.t('verifying {0}', id), row.row, 0);
      const verification = await session.verify(handle.handle);
      if (!this.accept(row, verification)) return null;
      await this.coolDown();
      this.progress.say(l10n.t('warming up {0}', id), row.row, 0);
      const plan = { ...this.plan, clockNs: Math.max(this.plan.clockNs ?? 0, handle.clockNs ?? 0) };
      const batch = await warmUp(arm, plan, () => false);
      const samples = new Samples(plan, batch, log);
      const contestant: Contestant = {
        ...row,
        ...{
          handle,
          samples,
          arm,
          verification,
          roofline: rooflineFor(row, handle, problem, this.nonzeros, machine, threads),
        },
        session: `${this.firstRow}.${this.openings}`,
        isFinal: false,
        lastSentMs: -Infinity,
      };
      samples.add(await arm.runBatch(batch), OUTSIDE_OF_ROUNDS);
      this.sampled(contestant, 1, null);
      return contestant;
    } catch (error) {
      this.failBy(row, error);
      return null;
    }
  }

  private sampled(contestant: Contestant, round: number, stopped: StopReason | null): void {
    const { row, samples } = contestant;
    this.sayRound(contestant, round, stopped === null ? samples.share : 1);
    const now = performance.now();
    if (now - contestant.lastSentMs < SHORTEST_PAUSE_MS && stopped === null) return;
    contestant.lastSentMs = now;
    this.send({
      type: 'measured',
      row,
      measurement: measurementOf(contestant, this.job.problem, this.nonzeros, stopped ?? 'budget'),
      final: false,
    });
  }

  private async conclude(session: ProblemSession, contestant: Contestant): Promise<void> {
    this.running = contestant;
    try {
      const again = await session.verify(contestant.handle.handle);
      if (!this.accept(contestant, again)) return;
      if (again.norm > contestant.verification.norm) contestant.verification = again;
    } catch (error) {
      this.failBy(contestant, error);
      return;
    }
    const measurement = measurementOf(
      contestant,
      this.job.problem,
      this.nonzeros,
      contestant.samples.stopReason() ?? 'budget',
    );
    if (measurement.status === 'ok') this.rates.learn(contestant.choice, this.job.problem, measurement.gflops);
    this.finish(contestant, measurement);
  }

  private accept(row: Row, { norm, bound }: Verification): boolean {
    if (norm <= bound) return true;
    const reason = l10n.t(
      'The result is wrong: its error {0} is over the bound of {1}, so it gets no speed.',
      formatError(norm),
      formatError(bound),
    );
    this.fail(row, 'failed', 'wrong result', reason);
    return false;
  }

  /**
   * Finishes rows whose single run would take several budgets, by what is known of their speed; where nothing is known,
   * a smaller product of the same kind tells.
   */
  private async refuseSlow(session: ProblemSession): Promise<void> {
    const { problem, plan } = this.job;
    if (!mayBeTooSlow(problem, plan, this.rates)) return;
    const unknown = [...this.open.values()].filter(({ choice }) => this.rates.of(choice, problem) === null);
    if (unknown.length > 0) await this.explore(session, unknown);
    for (const row of [...this.open.values()]) {
      const reason = whyTooSlow(row.choice, problem, plan, this.rates);
      if (reason !== null) this.fail(row, 'unsupported', 'over budget', reason);
    }
  }

  private async explore(session: ProblemSession, rows: readonly Row[]): Promise<void> {
    const { machine, threads, workspaceBytes } = this.job;
    const problem = this.rates.smaller(this.job.problem);
    await session.open({ problem, machine, threads, workspaceBytes, copies: 1 });
    for (const row of rows) {
      this.running = row;
      this.progress.say(l10n.t('estimating the time of {0}', row.choice.id), row.row, 0);
      try {
        const fastestNs = await exploreNs(session, row.choice);
        this.rates.learn(row.choice, this.job.problem, problemFlops(problem) / fastestNs);
      } catch (error) {
        this.failBy(row, error);
      }
    }
  }

  /** Ends a row by an error that concerns it alone; others are thrown on. */
  private failBy(row: Row, error: unknown): void {
    if (error instanceof CancelledError || error instanceof ExecutorLostError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof ResponseError && (error.code === OUT_OF_MEMORY || error.code === GPU_OUT_OF_MEMORY)) {
      this.fail(
        row,
        'failed',
        'out of memory',
        sentences(message, l10n.t('Choose smaller sizes, or close other programs.')),
      );
    } else if (error instanceof ResponseError && error.code === GPU_PROBLEM) {
      this.fail(row, 'failed', 'kernel crashed', message);
    } else {
      this.fail(row, 'failed', 'kernel crashed', l10n.t('The kernel stopped with an error: {0}', message));
    }
  }

  fail(row: Row, status: Failure['status'], code: Failure['code'], reason: string): void {
    this.finish(row, { ...row.subject, status, code, reason });
  }

  private finish({ row }: Row, measurement: Measurement): void {
    if (!this.open.delete(row)) return;
    this.progress.finish(row);
    this.send({ type: 'measured', row, measurement, final: true });
  }
}

/** Rows that cannot run this problem here, with the reason that their strategy gives. */
export function refuseUnsupported(run: ProblemRun, rows: readonly Row[], problem: Problem, machine: Machine): void {
  for (const row of rows) {
    const support = strategyById(row.choice.id).supports(problem, machine, row.choice.values);
    switch (support.supported) {
      case true:
        break;
      case false:
        run.fail(row, 'unsupported', 'not supported', support.reason);
        break;
      default:
        assertNever(support);
    }
  }
}
