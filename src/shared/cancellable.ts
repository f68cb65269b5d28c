import { CancellationTokenSource } from 'vscode-jsonrpc';
import type { CancellationToken } from 'vscode-jsonrpc';

/** Makes a request whose cancellation is that of the signal. */
export async function cancellable<T>(
  signal: AbortSignal,
  request: (token: CancellationToken) => Promise<T>,
): Promise<T> {
  const cancellation = new CancellationTokenSource();
  const cancel = (): void => {
    cancellation.cancel();
  };
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    return await request(cancellation.token);
  } finally {
    signal.removeEventListener('abort', cancel);
    cancellation.dispose();
  }
}
