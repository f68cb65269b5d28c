import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/workbench/*.test.ts'],
    globalSetup: ['test/workbench/installedExtension.ts'],
    // One workbench at a time: they measure, and a small machine has enough to do with one.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 180_000,
    // What a workbench shows and saves is awaited; a busy machine may take seconds to.
    expect: { poll: { timeout: 15_000 } },
  },
});
