import { defineConfig } from 'vitest/config';
import { engineFlags } from '../../src/shared/engineFlags';

// The kernels on whichever Node runs this, compiled as the engine has them compiled: under flags of which some choose
// another compiler than the unit tests see.
const flags = await engineFlags(process.execPath);
console.log(`Node ${process.versions.node}, V8 ${process.versions.v8}, ${flags.join(' ')}`);

export default defineConfig({
  test: {
    include: ['test/nodes/**/*.test.ts', 'test/unit/core/kernels/**/*.test.ts'],
    setupFiles: ['test/unit/seededProperties.ts'],
    execArgv: [...flags],
    maxWorkers: 2,
    testTimeout: 60_000,
  },
});
