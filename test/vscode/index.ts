import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

/** What VS Code calls in its extension host to run the tests; rejects when one fails. */
export async function run(): Promise<void> {
  const output = process.env['MATMUL_PROFILER_TEST_RESULTS'];
  if (output === undefined) throw new Error('MATMUL_PROFILER_TEST_RESULTS does not say where the results go.');
  const mocha = new Mocha({ ui: 'tdd', timeout: 30_000, reporter: 'json', reporterOptions: { output } });
  for (const name of readdirSync(__dirname).sort()) if (name.endsWith('.test.js')) mocha.addFile(join(__dirname, name));
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed.`);
}
