import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { installVsix } from '../../tools/vscodeServer/server.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** The extensions folder that holds the packaged extension, and nothing else. */
    readonly extensionsDir: string;
  }
}

/** Installs the packaged extension once for all tests of this folder. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const vsix = resolve(process.env['MATMUL_PROFILER_VSIX'] ?? 'dist/matmul-profiler.vsix');
  if (!existsSync(vsix)) throw new Error(`${vsix} does not exist. Run these tests by: node tools/test.mjs workbench`);
  const extensionsDir = await mkdtemp(join(tmpdir(), 'mmp-extensions-'));
  await installVsix(vsix, extensionsDir);
  project.provide('extensionsDir', extensionsDir);
  return () => rm(extensionsDir, { recursive: true, force: true });
}
