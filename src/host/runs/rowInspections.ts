import type { CancellationToken } from 'vscode-jsonrpc';
import * as l10n from '@vscode/l10n';
import type { Inspection } from '../../core/matrix/maps/productMaps';
import type { EngineClient } from '../../shared/engineClient';
import type { InspectRow } from '../../shared/viewProtocol';
import { UnusableRequestError } from '../form/profileLauncher';
import { kernelRequestOf } from '../kernels/kernelRows';
import { findRun } from './findRun';
import type { RunService } from './runService';
import type { RunStore } from './runStore';

/** Has the engine look into the products of rows of runs. It keeps nothing: the maps belong to who has asked. */
export class RowInspections {
  constructor(
    private readonly engine: Pick<EngineClient, 'inspect'>,
    private readonly runs: Pick<RunService, 'last'>,
    private readonly store: Pick<RunStore, 'get'>,
  ) {}

  /** @throws {UnusableRequestError} when the row is no longer there; what the engine throws. */
  async inspect({ runId, row, wanted }: InspectRow, token: CancellationToken): Promise<Inspection> {
    const request = kernelRequestOf(findRun(this.runs, this.store, runId), row);
    if (request === null)
      throw new UnusableRequestError(l10n.t('This version does not know the strategy of this row.'));
    const { choice, problem, threads } = request;
    const controller = new AbortController();
    const listener = token.onCancellationRequested(() => {
      controller.abort();
    });
    try {
      return await this.engine.inspect({ choice, problem, threads, wanted }, controller.signal);
    } finally {
      listener.dispose();
    }
  }
}
