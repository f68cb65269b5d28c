import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FirstDrawing } from '../../../../src/host/views/firstDrawing';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('is waited for until it is over, and never again', async () => {
  const first = new FirstDrawing();
  let waited = false;
  const waiting = first.wait().then(() => (waited = true));
  await vi.advanceTimersByTimeAsync(5000);
  expect(waited).toBe(false);
  first.end();
  await waiting;
  expect(vi.getTimerCount()).toBe(0);
  await first.wait();
});

it('is not waited for without end', async () => {
  const waiting = new FirstDrawing().wait();
  await vi.advanceTimersByTimeAsync(10_000);
  await waiting;
});
