import * as l10n from '@vscode/l10n';
import type { Timeline } from '../../core/measure/timeline';
import type { EngineClient } from '../../shared/engineClient';
import { UnusableRequestError } from '../form/profileLauncher';
import { findRun } from '../runs/findRun';
import type { RunService } from '../runs/runService';
import type { RunStore } from '../runs/runStore';
import type { KernelPlace } from './kernelDocuments';
import { kernelRequestOf } from './kernelRows';

/** Timelines that are kept, so that they are there again when a panel comes back. */
const MOST_KEPT = 16;

/** What each thread does in a multiplication like that of a row, taken when it is asked for. */
export class Timelines {
  private readonly kept = new Map<string, Timeline>();

  constructor(
    private readonly engine: Pick<EngineClient, 'timeline'>,
    private readonly runs: Pick<RunService, 'last'>,
    private readonly store: Pick<RunStore, 'get'>,
  ) {}

  /** The last one that was taken for a row since the editor started, or `null`. */
  last(place: KernelPlace): Timeline | null {
    return this.kept.get(keyOf(place)) ?? null;
  }

  /** Takes one anew. @throws {UnusableRequestError} when there is no such row or a run goes on; what the engine throws. */
  async take(place: KernelPlace): Promise<Timeline> {
    const { last } = this.runs;
    if (last !== null && last.view().state === 'running') {
      throw new UnusableRequestError(
        l10n.t('A run goes on, which tracing would disturb. Wait until it has ended, or stop it.'),
      );
    }
    const request = kernelRequestOf(findRun(this.runs, this.store, place.runId), place.row);
    if (request === null)
      throw new UnusableRequestError(l10n.t('This version does not know the strategy of this row.'));
    const { choice, problem, threads } = request;
    const timeline = await this.engine.timeline({ choice, problem, threads }, new AbortController().signal);
    this.kept.delete(keyOf(place));
    this.kept.set(keyOf(place), timeline);
    for (const key of [...this.kept.keys()].slice(0, -MOST_KEPT)) this.kept.delete(key);
    return timeline;
  }
}

function keyOf({ runId, row }: KernelPlace): string {
  return `${runId} ${row}`;
}
