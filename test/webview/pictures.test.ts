import { build } from 'esbuild';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import process from 'node:process';
import pixelmatch from 'pixelmatch';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { SCENES } from './paintedScenes';
import type { Scene } from './paintedScenes';

const REFERENCES = 'test/webview/pictures';
/** What was painted instead, and where it differs, is left here. */
const FAILED = 'dist/test-shots';

/**
 * Maps are held against pictures that were looked at. Only what is painted without a font is: words are drawn differently on
 * each machine. After a change that is meant, `UPDATE_PICTURES=1` writes them anew, to be looked at again.
 */
describe.each([1, 2])('maps with %d device pixels to a CSS pixel', (deviceScaleFactor) => {
  let browser: Browser;
  let script = '';
  beforeAll(async () => {
    browser = await chromium.connect(inject('browser'));
    const options = { bundle: true, write: false, format: 'iife', tsconfig: 'src/webview/tsconfig.json' } as const;
    const { outputFiles } = await build({ ...options, entryPoints: ['test/webview/paintScene.ts'] });
    script = outputFiles[0]?.text ?? '';
  });
  afterAll(() => browser.close());

  async function paint(scene: Scene): Promise<PNG> {
    const page = await browser.newPage({ deviceScaleFactor });
    await page.addScriptTag({ content: script });
    const url = await page.evaluate<string>(`paintScene(${JSON.stringify(scene)})`);
    await page.close();
    return PNG.sync.read(Buffer.from(url.replace('data:image/png;base64,', ''), 'base64'));
  }

  test.each(Object.entries(SCENES))('%s', async (name, scene) => {
    const painted = await paint(scene);
    const file = `${name.replaceAll(/\W+/g, '-')}-${deviceScaleFactor}x.png`;
    if (process.env.UPDATE_PICTURES === '1') await writeFile(`${REFERENCES}/${file}`, PNG.sync.write(painted));
    const reference = PNG.sync.read(await readFile(`${REFERENCES}/${file}`));
    expect([painted.width, painted.height]).toEqual([reference.width, reference.height]);
    const difference = new PNG({ width: painted.width, height: painted.height });
    const count = pixelmatch(reference.data, painted.data, difference.data, painted.width, painted.height, {
      threshold: 0.02,
    });
    if (count > 0) {
      await mkdir(FAILED, { recursive: true });
      await writeFile(`${FAILED}/painted-${file}`, PNG.sync.write(painted));
      await writeFile(`${FAILED}/difference-${file}`, PNG.sync.write(difference));
    }
    expect(count, `pixels of ${file} that differ; see ${FAILED}`).toBe(0);
  });
});
