import * as vscode from 'vscode';
import type { EngineClient } from '../../shared/engineClient';
import type { ProfileLauncher } from '../form/profileLauncher';
import { RunBusyError } from '../runs/runService';
import type { RunService } from '../runs/runService';

/**
 * 'Measure This Machine': measures the peaks with a notification that can cancel it; the side bar shows them then.
 * @throws {RunBusyError} while a run goes on, which would be in the figures.
 */
export async function measureMachine(
  engine: Pick<EngineClient, 'measureMachine'>,
  runs: Pick<RunService, 'running'>,
  launcher: Pick<ProfileLauncher, 'describeEngine'>,
): Promise<void> {
  if (runs.running !== null) throw new RunBusyError();
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Measuring this machine'),
    cancellable: true,
  };
  await vscode.window.withProgress(options, async (progress, token) => {
    const cancellation = new AbortController();
    const listener = token.onCancellationRequested(() => {
      cancellation.abort();
    });
    let told = 0;
    try {
      await engine.measureMachine(({ text, fraction }) => {
        progress.report({ message: text, increment: 100 * (fraction - told) });
        told = fraction;
      }, cancellation.signal);
    } finally {
      listener.dispose();
    }
  });
  await launcher.describeEngine();
}
