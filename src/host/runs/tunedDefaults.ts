import { Emitter } from 'vscode-jsonrpc';
import type { Event } from 'vscode-jsonrpc';
import * as l10n from '@vscode/l10n';
import { isStrategyId } from '../../core/kernels/registry';
import type { Machine } from '../../core/machine';
import type { MeasurementSubject, Run } from '../../core/measure/measurement';
import { tunedDefaultOf } from '../../core/model/keptTuning';
import { isSameTunedKey, tunedKeyOf } from '../../core/spec/tunedDefaults';
import type { TunedDefault, TunedKey } from '../../core/spec/tunedDefaults';
import type { TunedStore } from '../../shared/tunedStore';
import { Disposable } from '../dispose';

/** There is nothing to keep: the run is no tuning, or it found no point that beats the default. */
export class NothingToKeepError extends Error {
  override readonly name = 'NothingToKeepError';

  constructor() {
    super(l10n.t('No point of this run was found to be faster than the default, so that there is nothing to keep.'));
  }
}

/** The tuned defaults of this machine as the editor shows them: as read last, for the command line may change them too. */
export class TunedDefaults extends Disposable {
  private readonly changes = this._register(new Emitter<void>());
  readonly onDidChange: Event<void> = this.changes.event;
  private known: readonly TunedDefault[] = [];

  constructor(private readonly store: TunedStore) {
    super();
  }

  /** Reads them anew. */
  async refresh(): Promise<void> {
    this.known = await this.store.list();
    this.changes.fire();
  }

  /** What is kept for the strategy and the element type of a row on a machine. */
  keptFor(machine: Machine, subject: Pick<MeasurementSubject, 'strategy' | 'problem'>): TunedDefault | null {
    const key = keyOf(machine, subject);
    return this.known.find((each) => key !== null && isSameTunedKey(each, key)) ?? null;
  }

  /** @throws {NothingToKeepError} */
  async keep(run: Run): Promise<void> {
    const found = tunedDefaultOf(run, new Date());
    if (found === null) throw new NothingToKeepError();
    await this.store.keep(found);
    await this.refresh();
  }

  async forget(run: Run): Promise<void> {
    const [first] = run.measurements;
    const key = first === undefined ? null : keyOf(run.machine, first);
    if (key !== null) await this.store.forget(key);
    await this.refresh();
  }
}

function keyOf(
  machine: Machine,
  { strategy, problem }: Pick<MeasurementSubject, 'strategy' | 'problem'>,
): TunedKey | null {
  return isStrategyId(strategy) ? tunedKeyOf(machine, strategy, problem.dtype) : null;
}
