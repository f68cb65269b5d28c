// Runs the tests of this folder inside an extension host: that of a desktop VS Code where one can be downloaded and shown,
// else that of a VS Code server. MATMUL_PROFILER_VSCODE=desktop|server forces one. Needs a built dist/; the results go to
// dist/results/vscode.json.
import { downloadAndUnzipVSCode, runTests, SilentReporter } from '@vscode/test-electron';
import { build } from 'esbuild';
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The version that the server is built from as well. */
const VSCODE_VERSION = '1.139.1';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '..', '..');
const bundle = join(root, 'dist', 'test');
const results = join(root, 'dist', 'results', 'vscode.json');

await rm(results, { force: true });
await mkdir(dirname(results), { recursive: true });
await bundleTests();
const workspace = await mkdtemp(join(tmpdir(), 'mmp-workspace-'));
try {
  await cp(join(here, 'workspace'), workspace, { recursive: true });
  const { executable, args } = await chooseVSCode();
  await runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: root,
    extensionTestsPath: join(bundle, 'index.js'),
    launchArgs: [...args, workspace, '--disable-extensions'],
    extensionTestsEnv: { MATMUL_PROFILER_TEST_RESULTS: results },
  });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await rm(workspace, { recursive: true, force: true });
}
process.exitCode = (await report()) ? process.exitCode : 1;

/** A file for each test, because mocha loads files; `vscode` and mocha are found when they run. */
async function bundleTests() {
  const tests = (await readdir(here)).filter((name) => name.endsWith('.test.ts'));
  await rm(bundle, { recursive: true, force: true });
  await build({
    entryPoints: ['index.ts', ...tests].map((name) => join(here, name)),
    outdir: bundle,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
}

async function chooseVSCode() {
  const wish = process.env.MATMUL_PROFILER_VSCODE;
  if (wish !== undefined && wish !== 'desktop' && wish !== 'server') {
    throw new Error(`MATMUL_PROFILER_VSCODE is '${wish}'; set it to 'desktop' or 'server', or leave it out.`);
  }
  if (wish === 'desktop' || (wish === undefined && hasDisplay())) {
    try {
      const reporter = new SilentReporter();
      const executable = await downloadAndUnzipVSCode({ version: VSCODE_VERSION, extractSync: true, reporter });
      console.log(`Tests run in the desktop VS Code ${VSCODE_VERSION}.`);
      return { executable, args: [] };
    } catch (error) {
      if (wish === 'desktop') throw error;
      console.log(`The desktop VS Code could not be downloaded (${error.code ?? error.message}).`);
    }
  }
  console.log('Tests run in the extension host of a VS Code server.');
  const script = join(root, 'tools', 'vscodeServer', 'runInExtensionHost.mjs');
  return { executable: process.execPath, args: [script] };
}

/** A desktop VS Code draws its window somewhere, even when it only runs tests. */
function hasDisplay() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== 'linux' || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY);
}

/** Prints what failed. An exit code alone is not believed: without results, or without a test that passed, the run failed. */
async function report() {
  const text = await readFile(results, 'utf8').catch(() => null);
  if (text === null) {
    console.error('The tests left no results: they did not run to their end.');
    return false;
  }
  const { stats, tests } = JSON.parse(text);
  for (const { fullTitle, err, duration } of tests) {
    const failed = err.message !== undefined;
    console.log(`${failed ? '✗' : '✓'} ${fullTitle} (${duration ?? 0} ms)`);
    if (failed) console.log(`${err.stack ?? err.message}\n`);
  }
  return stats.passes > 0 && stats.failures === 0;
}
