import process from 'node:process';
import envPaths from 'env-paths';

/**
 * Where things are kept that are true of the machine, whoever measures on it: shared by the editor and the command line.
 * `MATMUL_PROFILER_DATA` names another folder. It need not be there yet.
 */
export function dataFolder(): string {
  const named = process.env['MATMUL_PROFILER_DATA'];
  return named === undefined || named === '' ? envPaths('matmul-profiler', { suffix: '' }).data : named;
}
