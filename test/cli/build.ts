import { spawnSync } from 'node:child_process';

/** Builds dist/, unless the tests are to be run on another build (MATMUL_PROFILER_CLI). */
export function setup(): void {
  if (process.env['MATMUL_PROFILER_CLI'] !== undefined) return;
  const { status } = spawnSync(process.execPath, ['esbuild.mjs'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('The build failed.');
}
