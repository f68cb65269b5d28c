// Makes icon.png, 128×128, of marketplace.svg, in a browser: `node media/renderIcon.mjs`.
import { chromium } from 'playwright-core';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  const page = await browser.newPage({ viewport: { width: 128, height: 128 } });
  await page.setContent(`<style>body { margin: 0 }</style>${await readFile(path('marketplace.svg'), 'utf8')}`);
  await page.locator('svg').screenshot({ path: path('icon.png'), omitBackground: true });
} finally {
  await browser.close();
}
