import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['test/webview/**/*.test.ts'],
    globalSetup: ['test/webview/buildBundles.ts', 'test/webview/sharedBrowser.ts'],
    // Two files at a time: most of a test's time is spent waiting for the browser.
    maxWorkers: 2,
    // Files share no state but what useBrowser makes anew; to load everything again for each would take a second each.
    isolate: false,
    expect: { poll: { timeout: 10_000 } },
    // What hangs; a page says what it waits for in vain well before, on a machine that does other work as well, too.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
