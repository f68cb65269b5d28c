import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CONTROL, controlBytes, epochCell } from '../../../src/engine/control';
import {
  changesSoon,
  LONGEST_LOOK_MS,
  LONGEST_PARTING_MS,
  Parting,
  Patience,
  SHORTEST_LOOK_MS,
  SHORTEST_PARTING_MS,
} from '../../../src/engine/waiting';

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

describe('Parting', () => {
  /** Calls that take so long each, the last of them from then on. */
  const waited = (parting: Parting, answersMs: readonly number[], moveApart = (): void => undefined): number => {
    let time = 0;
    let calls = 0;
    parting.wait({
      callAll: () => {
        time += answersMs[Math.min(calls, answersMs.length - 1)];
        calls += 1;
      },
      moveApart,
      nowMs: () => time,
    });
    return calls;
  };

  it('moves threads apart once, and only where they do not answer at once', () => {
    const moveApart = vi.fn();
    waited(new Parting(), [0.01], moveApart);
    expect(moveApart).not.toHaveBeenCalled();
    waited(new Parting(), [0.4, 0.4, 0.4, 0.01], moveApart);
    expect(moveApart).toHaveBeenCalledTimes(1);
  });

  it('ends with the first prompt answer', () => {
    expect(waited(new Parting(), [0.01])).toBe(1);
    expect(waited(new Parting(), [0.4, 0.4, 0.01])).toBe(3);
  });

  it('ends after a while without one, and waits for half as long the next time', () => {
    const parting = new Parting();
    expect(waited(parting, [1])).toBe(LONGEST_PARTING_MS);
    expect(waited(parting, [1])).toBe(LONGEST_PARTING_MS / 2);
    for (let i = 0; i < 20; i++) waited(parting, [1]);
    expect(waited(parting, [0.06])).toBe(Math.ceil(SHORTEST_PARTING_MS / 0.06));
  });

  it('has patience again after prompt answers', () => {
    const parting = new Parting();
    for (let i = 0; i < 20; i++) waited(parting, [1]);
    for (let i = 0; i < 20; i++) waited(parting, [0.01]);
    expect(waited(parting, [1])).toBe(LONGEST_PARTING_MS);
  });
});
