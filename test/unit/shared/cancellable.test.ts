import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { describe, expect, it, vi } from 'vitest';
import { cancellable, whenCancelled } from '../../../src/shared/cancellable';

describe('a request that can be cancelled', () => {
  it('is told of a signal that was aborted before it was made', async () => {
    const told = vi.fn();
    await cancellable(AbortSignal.abort(), (token) => {
      expect(token.isCancellationRequested).toBe(true);
      return new Promise<void>((resolve) => {
        token.onCancellationRequested(() => {
          told();
          resolve();
        });
      });
    });
    expect(told).toHaveBeenCalledOnce();
  });

  it('acts at once on a token that is cancelled, though that tells nobody', () => {
    const source = new CancellationTokenSource();
    source.cancel();
    const act = vi.fn();
    whenCancelled(source.token, act).dispose();
    expect(act).toHaveBeenCalledOnce();
  });

  it('acts once on one that is cancelled later, unless that was disposed of', () => {
    const source = new CancellationTokenSource();
    const { token } = source;
    const [act, dropped] = [vi.fn(), vi.fn()];
    whenCancelled(token, act);
    whenCancelled(token, dropped).dispose();
    source.cancel();
    expect(act).toHaveBeenCalledOnce();
    expect(dropped).not.toHaveBeenCalled();
  });
});
