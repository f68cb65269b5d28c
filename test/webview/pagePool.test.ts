import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { PagePool } from './pagePool';
import type { Borrower, Screen } from './pagePool';
import { PageServer } from './pageServer';

const SCREEN: Screen = { reducedMotion: 'no-preference', deviceScaleFactor: 1 };

let browser: Browser;
let server: PageServer;
let blank = '';

beforeAll(async () => {
  browser = await chromium.connect(inject('browser'));
  server = await PageServer.start(inject('bundles'));
  blank = `${server.origin}/blank`;
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const poolOf = (): PagePool => new PagePool(browser, () => Promise.resolve(), blank);
const listener = (heard: string[]): Borrower => ({ take: () => undefined, complain: (text) => heard.push(text) });

test('a page that is lent again keeps nothing of what was stored, and reports to its new borrower alone', async () => {
  const pool = poolOf();
  const [before, after]: [string[], string[]] = [[], []];
  const first = await pool.lend(SCREEN, listener(before));
  await first.goto(blank);
  await first.evaluate(async () => {
    sessionStorage.setItem('state', 'old');
    localStorage.setItem('state', 'old');
    await window.complain('before');
  });
  await pool.giveBack(first);
  const second = await pool.lend(SCREEN, listener(after));
  expect(second).toBe(first);
  await second.goto(blank);
  expect(await second.evaluate(() => sessionStorage.length + localStorage.length)).toBe(0);
  await second.evaluate(() => window.complain('after'));
  await second.evaluate(() => {
    setTimeout(() => {
      throw new Error('broken');
    });
  });
  await expect.poll(() => after).toEqual(['after', 'broken']);
  expect(before).toEqual(['before']);
});

test('a page that is still lent, or that was made for another screen, is not lent', async () => {
  const pool = poolOf();
  const first = await pool.lend(SCREEN, listener([]));
  const beside = await pool.lend(SCREEN, listener([]));
  expect(beside).not.toBe(first);
  await pool.giveBack(first);
  const sharp = await pool.lend({ ...SCREEN, deviceScaleFactor: 2 }, listener([]));
  expect(sharp).not.toBe(first);
  expect(await sharp.evaluate(() => devicePixelRatio)).toBe(2);
});

test('all pages that are lent are drawn at full speed, whichever was opened or given back last', async () => {
  const pool = poolOf();
  const pages = [await pool.lend(SCREEN, listener([])), await pool.lend(SCREEN, listener([]))];
  await pool.open(SCREEN, listener([]));
  for (const page of pages) await pool.giveBack(page);
  const again = [await pool.lend(SCREEN, listener([])), await pool.lend(SCREEN, listener([]))];
  for (const page of again) expect(await page.evaluate(msOfFrames, 8)).toBeLessThan(3000);
});

/** Runs in the page: how long that many frames take, each of which has something to draw. */
function msOfFrames(count: number): Promise<number> {
  return new Promise((resolve) => {
    const start = performance.now();
    const draw = (left: number): void => {
      if (left === 0) {
        resolve(performance.now() - start);
        return;
      }
      document.body.textContent = String(left);
      requestAnimationFrame(() => {
        draw(left - 1);
      });
    };
    draw(count);
  });
}
