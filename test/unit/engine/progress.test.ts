import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Progress } from '../../../src/engine/progress';
import type { RunEvent } from '../../../src/shared/engineProtocol';

describe('progress of a run', () => {
  let texts: string[];
  let progress: Progress;

  beforeEach(() => {
    vi.useFakeTimers();
    texts = [];
    progress = new Progress(4, 1000, (event: RunEvent) => {
      if (event.type === 'activity') texts.push(event.activity.text);
    });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('says what comes after a pause at once', () => {
    progress.say('preparing simd', 0);
    vi.advanceTimersByTime(100);
    progress.say('simd, round 1', 0);
    expect(texts).toEqual(['preparing simd', 'simd, round 1']);
  });

  test('of many things in a short time says the first, and the last when the pause is over', () => {
    for (const text of ['preparing naive', 'verifying naive', 'warming up naive']) progress.say(text, 0);
    expect(texts).toEqual(['preparing naive']);
    vi.advanceTimersByTime(100);
    expect(texts).toEqual(['preparing naive', 'warming up naive']);
  });

  test('says at once what concerns no row, and not what went before', () => {
    progress.say('preparing naive', 0);
    progress.say('verifying naive', 0);
    progress.say('generating A, B and C', null);
    vi.advanceTimersByTime(100);
    expect(texts).toEqual(['preparing naive', 'generating A, B and C']);
  });

  test('says nothing after its end', () => {
    progress.say('preparing naive', 0);
    progress.say('verifying naive', 0);
    progress.stop();
    vi.advanceTimersByTime(100);
    expect(texts).toEqual(['preparing naive']);
  });
});
