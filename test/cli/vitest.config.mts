import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/cli/**/*.test.ts'],
    globalSetup: ['test/cli/build.ts'],
    // Each test starts engines of its own; side by side they would slow each other down.
    fileParallelism: false,
    testTimeout: 60_000,
  },
});
