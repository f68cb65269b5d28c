import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CONTROL, controlBytes, epochCell } from '../../../src/engine/control';
import { changesSoon, LONGEST_LOOK_MS, Patience, SHORTEST_LOOK_MS } from '../../../src/engine/waiting';

const cell = epochCell(1);
let control: Int32Array;
let now: number;
let patience: Patience;
/** Each look at the clock takes a tenth of the time that there is. */
const clock = vi.fn(() => (now += LONGEST_LOOK_MS / 10));

beforeEach(() => {
  control = new Int32Array(new SharedArrayBuffer(controlBytes(2)));
  now = 0;
  patience = new Patience();
  clock.mockClear();
});

describe('changesSoon', () => {
  it('does not look at all out of a batch', () => {
    expect(changesSoon(control, cell, 0, patience, clock)).toBe(false);
    expect(clock).not.toHaveBeenCalled();
  });

  it('sees a change', () => {
    control[CONTROL.awake] = 1;
    clock.mockImplementationOnce(() => {
      control[cell] = 1;
      return now;
    });
    expect(changesSoon(control, cell, 0, patience, clock)).toBe(true);
  });

  it('gives up when its time is over', () => {
    control[CONTROL.awake] = 1;
    expect(changesSoon(control, cell, 0, patience, clock)).toBe(false);
    expect(now).toBeGreaterThanOrEqual(LONGEST_LOOK_MS);
    expect(clock.mock.calls.length).toBeLessThanOrEqual(12);
  });

  it('gives up at once when the batch ends', () => {
    control[CONTROL.awake] = 1;
    clock
      .mockImplementationOnce(() => now)
      .mockImplementationOnce(() => {
        control[CONTROL.awake] = 0;
        return now;
      });
    expect(changesSoon(control, cell, 0, patience, clock)).toBe(false);
    expect(clock).toHaveBeenCalledTimes(2);
  });

  it('looks less and less long in vain, and longer again as soon as that pays', () => {
    control[CONTROL.awake] = 1;
    const lookMs = (): number => {
      const before = now;
      expect(changesSoon(control, cell, 0, patience, clock)).toBe(false);
      return now - before;
    };
    const first = lookMs();
    expect(lookMs()).toBeLessThan(first);
    for (let look = 0; look < 20; look++) lookMs();
    expect(patience.lookMs).toBe(SHORTEST_LOOK_MS);
    control[cell] = 1;
    expect(changesSoon(control, cell, 0, patience, clock)).toBe(true);
    expect(patience.lookMs).toBe(2 * SHORTEST_LOOK_MS);
    patience.renew();
    expect(patience.lookMs).toBe(LONGEST_LOOK_MS);
  });
});
