import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Pace } from '../../../../src/host/runs/pace';

describe('Pace', () => {
  let done = 0;
  let pace: Pace;

  beforeEach(() => {
    vi.useFakeTimers();
    done = 0;
    pace = new Pace(500, () => (done += 1));
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('acts at once when nothing was asked for a while', () => {
    pace.request();
    expect(done).toBe(1);
    vi.advanceTimersByTime(500);
    pace.request();
    expect(done).toBe(2);
  });

  it('acts once for all that was asked in an interval, and not before its end', () => {
    pace.request();
    pace.request();
    pace.request();
    vi.advanceTimersByTime(499);
    expect(done).toBe(1);
    vi.advanceTimersByTime(1);
    expect(done).toBe(2);
    pace.request();
    expect(done).toBe(2);
  });

  it('does nothing more when it is disposed', () => {
    pace.request();
    pace.request();
    pace.dispose();
    vi.advanceTimersByTime(5000);
    expect(done).toBe(1);
  });
});
