import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/engine/**/*.test.ts'],
    globalSetup: ['test/engine/build.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
  },
});
