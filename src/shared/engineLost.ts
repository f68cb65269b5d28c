import * as l10n from '@vscode/l10n';

export type EngineLossReason = 'could not start' | 'exited';

/** The engine process is gone, or never came; whatever waited for it is rejected with this. The next call starts it anew. */
export class EngineLostError extends Error {
  override readonly name = 'EngineLostError';

  constructor(
    readonly reason: EngineLossReason,
    /** 'killed by SIGKILL', 'exit code 7', or what the operating system said. */
    readonly detail: string,
  ) {
    super(
      reason === 'exited'
        ? l10n.t('The engine stopped ({0}).', detail)
        : l10n.t('The engine could not be started: {0}.', detail),
    );
  }
}
