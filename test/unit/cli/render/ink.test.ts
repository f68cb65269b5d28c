import { describe, expect, it } from 'vitest';
import { ANSI_INK, inkFor, PLAIN_INK } from '../../../../src/cli/render/ink';

describe('colour', () => {
  it.each([
    ['is used on a terminal', true, {}, ANSI_INK],
    ['is not used in a pipe', false, {}, PLAIN_INK],
    ['is not used against NO_COLOR', true, { NO_COLOR: '1' }, PLAIN_INK],
    ['is used where NO_COLOR is empty, which means nothing', true, { NO_COLOR: '' }, ANSI_INK],
    ['is not used on a terminal that has none', true, { TERM: 'dumb' }, PLAIN_INK],
  ])('%s', (_, isTTY, environment, ink) => {
    expect(inkFor({ isTTY }, environment)).toBe(ink);
  });
});
