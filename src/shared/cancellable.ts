import { CancellationTokenSource } from 'vscode-jsonrpc';
import type { CancellationToken, Disposable } from 'vscode-jsonrpc';

/** Makes a request whose cancellation is that of the signal. */
export async function cancellable<T>(
  signal: AbortSignal,
  request: (token: CancellationToken) => Promise<T>,
): Promise<T> {
  const cancellation = new CancellationTokenSource();
  // Taken before it may be cancelled: a token that is made cancelled tells nobody, so that nobody would be told of it.
  const { token } = cancellation;
  const cancel = (): void => {
    cancellation.cancel();
  };
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    return await request(token);
  } finally {
    signal.removeEventListener('abort', cancel);
    cancellation.dispose();
  }
}

/** Acts when the token is cancelled; at once where it already is, which the token's own event does not tell. */
export function whenCancelled(token: CancellationToken, act: () => void): Disposable {
  if (!token.isCancellationRequested) return token.onCancellationRequested(act);
  act();
  return { dispose: () => undefined };
}
