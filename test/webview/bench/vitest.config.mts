import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** `npm run bench:webview`: how soon the results panel opens a run, and how smoothly it scrolls, in a real Chromium. */
export default defineConfig({
  root: fileURLToPath(new URL('../../..', import.meta.url)),
  test: {
    include: ['test/webview/bench/**/*.bench.ts'],
    globalSetup: ['test/webview/buildBundles.ts', 'test/webview/sharedBrowser.ts'],
    maxWorkers: 1,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
