import { Emitter } from 'vscode-jsonrpc';
import type { Event } from 'vscode-jsonrpc';
import * as l10n from '@vscode/l10n';
import type { Machine } from '../../core/machine';
import { sentences } from '../../core/sentences';
import { benchmarkTitle } from '../../core/spec/benchmarkNames';
import { specOfRun } from '../../core/spec/specOfRun';
import { planRows } from '../../core/spec/runSpec';
import type { RunSpec } from '../../core/spec/runSpec';
import type { EngineClient } from '../../shared/engineClient';
import type { EngineDescription } from '../../shared/engineProtocol';
import type { FormVerdict, ProfileForm, RunProblem } from '../../shared/viewProtocol';
import { Disposable } from '../dispose';
import { judgeForm, restoreForm, specFromForm } from './profileForm';
import type { FormSettings } from './profileForm';
import { CROSSOVER_BUDGET_SECONDS, CROSSOVER_SIZE, planCrossover } from '../../core/spec/crossoverSpec';
import type { CrossoverKind } from '../../core/spec/crossoverSpec';
import { tuningFromAnswers } from './tuneAnswers';
import type { TuneAnswers } from './tuneAnswers';
import type { RunOrigin, RunService } from '../runs/runService';
import type { RunStore } from '../runs/runStore';

/** A request that cannot be run; the message says what is wrong and what to do. */
export class UnusableRequestError extends Error {
  override readonly name = 'UnusableRequestError';
}

export interface LauncherOptions {
  /** The stored form, if any; parsed here. */
  readonly storedForm: unknown;
  storeForm(form: ProfileForm): void;
  settings(): FormSettings;
  availableBytes(): number;
  /** Starts a run in the editor's way: with progress, and with a question when another goes on. */
  launch(spec: RunSpec, origin: RunOrigin): void;
}

/** Holds the form and starts what it asks for. */
export class ProfileLauncher extends Disposable {
  private readonly changes = this._register(new Emitter<void>());
  readonly onDidChange: Event<void> = this.changes.event;
  private current: ProfileForm;
  private description: EngineDescription | null = null;
  private engineProblem: RunProblem | null = null;
  /** Kept, because views ask for it ten times a second while a run goes on. */
  private judged: FormVerdict | null = null;

  constructor(
    private readonly engine: Pick<EngineClient, 'describe'>,
    private readonly runs: Pick<RunService, 'last'>,
    private readonly store: Pick<RunStore, 'get' | 'fileOf'>,
    private readonly options: LauncherOptions,
  ) {
    super();
    this.current = restoreForm(options.storedForm, options.settings());
  }

  get form(): ProfileForm {
    return this.current;
  }

  get machine(): Machine | null {
    return this.description?.machine ?? null;
  }

  /** What the engine says of itself; `null` until it has. */
  get engineDescription(): EngineDescription | null {
    return this.description;
  }

  /** Why the engine cannot be asked, if so. */
  get problem(): RunProblem | null {
    return this.engineProblem;
  }

  /** Takes the form in as it was changed in the sidebar, which has it already. */
  changeForm(form: ProfileForm): FormVerdict {
    this.current = form;
    this.judged = null;
    this.options.storeForm(form);
    return this.verdict();
  }

  /** Puts another form into the sidebar. */
  replaceForm(form: ProfileForm): void {
    this.changeForm(form);
    this.changes.fire();
  }

  verdict(): FormVerdict {
    const { options } = this;
    this.judged ??= judgeForm(this.current, options.settings(), this.machine, options.availableBytes());
    return this.judged;
  }

  /** Judges the form anew: the settings or the memory that is free have changed. */
  judgeAgain(): void {
    this.judged = null;
    this.changes.fire();
  }

  /** @throws {UnusableRequestError} when the form cannot run as it stands. */
  startForm(origin: RunOrigin): void {
    const result = specFromForm(this.current, this.options.settings());
    if ('problems' in result) {
      const [first] = Object.values(result.problems);
      throw new UnusableRequestError(first ?? l10n.t('The form cannot run as it stands.'));
    }
    this.judged = null;
    const { memory } = this.verdict().problems;
    if (memory !== undefined) throw new UnusableRequestError(memory);
    this.options.launch(result.spec, origin);
  }

  /**
   * Starts a tuning; what can be tried is a matter of the machine, which the engine describes.
   * @throws {UnusableRequestError} when it cannot run, or the engine cannot be asked.
   */
  async startTuning(answers: TuneAnswers): Promise<void> {
    if (this.machine === null) await this.describeEngine();
    const { machine } = this;
    if (machine === null)
      throw new UnusableRequestError(this.problem?.message ?? l10n.t('The engine does not answer.'));
    const result = tuningFromAnswers(this.current, this.options.settings(), machine, answers);
    if ('problem' in result) throw new UnusableRequestError(result.problem);
    this.options.launch(result.spec, { kind: 'palette' });
  }

  /**
   * Starts the search of a crossover, in the element type of the form.
   * @throws {UnusableRequestError} when it cannot run here, or the engine cannot be asked.
   */
  async startCrossover(kind: CrossoverKind): Promise<void> {
    if (this.machine === null) await this.describeEngine();
    const { machine } = this;
    if (machine === null)
      throw new UnusableRequestError(this.problem?.message ?? l10n.t('The engine does not answer.'));
    const usual = { size: CROSSOVER_SIZE, from: null, to: null, budgetSeconds: CROSSOVER_BUDGET_SECONDS };
    const plan = planCrossover(kind, { ...usual, dtype: this.current.dtype }, machine);
    if ('problem' in plan) throw new UnusableRequestError(plan.problem);
    const { benchmark } = plan;
    this.options.launch({ title: benchmarkTitle(benchmark.name), benchmarks: [benchmark] }, { kind: 'palette' });
  }

  /** @throws {UnusableRequestError} when the run is no longer there. */
  runAgain(runId: string): void {
    const { last } = this.runs;
    if (last?.id === runId) {
      this.options.launch(last.request.spec, last.request.origin);
      return;
    }
    const run = this.store.get(runId);
    if (run === null)
      throw new UnusableRequestError(l10n.t('This run is no longer there. Choose another, or run the form.'));
    const spec = specOfRun(run);
    if (planRows(spec).length === 0) {
      throw new UnusableRequestError(l10n.t('This run has no strategy that this version knows. Run the form instead.'));
    }
    const uri = this.store.fileOf(runId);
    this.options.launch(spec, uri === null ? { kind: 'palette' } : { kind: 'file', uri });
  }

  /** The run has given its memory back, and the engine may answer what it could not before, or during the run. */
  afterRun(): void {
    const isKnown = this.engineProblem === null && this.machine !== null && this.machine.blas !== null;
    if (isKnown) this.judgeAgain();
    else void this.describeEngine();
  }

  /** Asks the engine what machine it runs on; starts it. */
  async describeEngine(): Promise<void> {
    try {
      this.description = await this.engine.describe();
      this.engineProblem = null;
      this.judged = null;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.engineProblem = { message: sentences(message, l10n.t('Open the log for details, then run again.')) };
    }
    this.changes.fire();
  }
}
