import { EXIT } from './exitCode';

/** Turns SIGINT and SIGTERM into an abort; a second one ends the process at once, whatever still goes on. */
export class Cancellation {
  private readonly controller = new AbortController();
  private readonly onSignal = (): void => {
    if (this.controller.signal.aborted) {
      this.killNow();
      process.exit(EXIT.cancelled);
    }
    this.controller.abort();
  };

  /** `killNow` ends what would outlive this process, without waiting for it. */
  constructor(private readonly killNow: () => void) {
    process.on('SIGINT', this.onSignal).on('SIGTERM', this.onSignal);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  dispose(): void {
    process.off('SIGINT', this.onSignal).off('SIGTERM', this.onSignal);
  }
}

/** Resolves when the signal is aborted, at once when it was. */
export function aborted(signal: AbortSignal): Promise<'aborted'> {
  return new Promise((resolve) => {
    const settle = (): void => {
      resolve('aborted');
    };
    if (signal.aborted) settle();
    else signal.addEventListener('abort', settle, { once: true });
  });
}
