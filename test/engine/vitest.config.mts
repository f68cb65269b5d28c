import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/engine/**/*.test.ts'],
    globalSetup: ['test/cli/build.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
  },
});
