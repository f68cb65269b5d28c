import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/unit/**/*.test.ts'],
    setupFiles: ['test/unit/seededProperties.ts'],
    // Kernels are compared with their references, not timed; still, two processes at a time is what small machines bear.
    maxWorkers: 2,
  },
});
