// All tests, with the set-up that they need: `npm test`, or `node tools/test.mjs unit cli` for some suites of it.
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installNodes, NODE_MAJORS } from './nodes/install.mjs';
import { VSIX, packageForThisMachine } from './package.mjs';
import { ensureOpenBlas } from './openblas.mjs';
import { ensureBenchmarkTools } from './benchmarkTools.mjs';
import { ensureSoftwareGpus } from './softwareGpus.mjs';
import { findChromium } from './vscodeServer/browser.mjs';
import { installServer } from './vscodeServer/install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = join(root, 'dist', 'results');
const modules = join(root, 'node_modules');
/** A suite that takes longer hangs. */
const SUITE_TIMEOUT_MS = 15 * 60_000;

/** Major version → binary of the Nodes that npm has for this platform. */
let nodes = new Map();

/** What a suite may need before it runs, in the order in which it is made. */
const preparations = {
  browser: async () => {
    process.env.CHROMIUM = await findChromium(); // Every suite is to use this one.
  },
  server: installServer,
  blas: ensureOpenBlas,
  softwareGpus: ensureSoftwareGpus,
  benchmarkTools: ensureBenchmarkTools,
  dist: async () => {
    if (!(await runNode(['esbuild.mjs', '--production']))) throw new Error('The build failed.');
  },
  vsix: packageForThisMachine,
  nodes: async () => {
    nodes = await installNodes();
  },
};

/** A step passes or fails as a whole, by its exit code. */
const step = (script, ...args) => ({ kind: 'step', args: [join(modules, script), ...args] });

const vitest = (name, config) => {
  const output = join(results, `${name}.json`);
  const args = ['run', '--config', config, '--reporter=default', '--reporter=json', `--outputFile.json=${output}`];
  return { kind: 'report', args: [join(modules, 'vitest', 'vitest.mjs'), ...args], output, count: countVitest };
};

const suites = [
  {
    name: 'typecheck',
    needs: [],
    runs: [step('typescript/bin/tsc', '-p', '.'), step('typescript/bin/tsc', '-p', 'src/webview')],
  },
  { name: 'lint', needs: [], runs: [step('eslint/bin/eslint.js', '.')] },
  { name: 'format', needs: [], runs: [step('prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.')] },
  { name: 'schemas', needs: [], runs: [{ kind: 'step', args: [join(root, 'tools', 'schemas.mjs'), '--check'] }] },
  { name: 'unit', needs: [], runs: [vitest('unit', 'vitest.config.mts')] },
  {
    name: 'nodes',
    needs: ['nodes'],
    runs: [
      vitest('nodes', 'test/nodes/vitest.config.mts'),
      ...NODE_MAJORS.map((major) => ({ ...vitest(`node${major}`, 'test/nodes/vitest.config.mts'), major })),
    ],
  },
  {
    name: 'engine',
    needs: ['blas', 'browser', 'softwareGpus', 'dist'],
    runs: [vitest('engine', 'test/engine/vitest.config.mts')],
  },
  { name: 'cli', needs: ['benchmarkTools', 'dist'], runs: [vitest('cli', 'test/cli/vitest.config.mts')] },
  { name: 'webview', needs: ['browser', 'dist'], runs: [vitest('webview', 'test/webview/vitest.config.mts')] },
  {
    name: 'vscode',
    needs: ['browser', 'server', 'blas', 'dist'],
    runs: [
      {
        kind: 'report',
        args: [join(root, 'test', 'vscode', 'run.mjs')],
        output: join(results, 'vscode.json'),
        count: countMocha,
      },
    ],
  },
  {
    name: 'workbench',
    needs: ['browser', 'server', 'blas', 'dist', 'vsix'],
    runs: [vitest('workbench', 'test/workbench/vitest.config.mts')],
  },
];

const chosen = chooseSuites(process.argv.slice(2));
process.env.MATMUL_PROFILER_VSIX = VSIX;
process.env.MATMUL_PROFILER_DATA = join(root, 'dist', 'data'); // Not the user's own, tuned defaults above all.
process.env.MATMUL_PROFILER_CLI = join(root, 'dist', 'cli.js'); // Tells suites not to build it themselves.
// A configuration of tests may import from the project, which a coming version of vite will not compile for it.
process.env.VITE_CONFIG_NATIVE_IGNORE_WARNING = 'true';
const obstacles = await prepare(new Set(chosen.flatMap(({ needs }) => needs)));
const lines = [];
const total = { passed: 0, failed: 0, skipped: 0 };
// Steps only read the sources and take one core each: they run side by side, and say what they found one after the other.
const steps = new Map(chosen.filter(isOfSteps).map((suite) => [suite, timedSuite(suite)]));
for (const suite of chosen) {
  const early = await steps.get(suite);
  console.log(`\n── ${suite.name} ${'─'.repeat(100 - suite.name.length)}`);
  const { counts, output, took } = early ?? (await timedSuite(suite));
  if (output !== '') console.log(output);
  for (const key of Object.keys(total)) total[key] += counts[key];
  lines.push(`${suite.name.padEnd(10)} ${describe(counts)}, ${took}`);
  console.log(lines.at(-1));
}
console.log(`\n${lines.join('\n')}`);
if (total.skipped > 0) console.log(`${total.skipped} skipped`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

function chooseSuites(names) {
  const unknown = names.filter((name) => !suites.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    console.error(
      `There is no suite ${unknown.join(', ')}. Choose from: ${suites.map(({ name }) => name).join(', ')}.`,
    );
    process.exit(2);
  }
  return names.length === 0 ? suites : suites.filter(({ name }) => names.includes(name));
}

/** Makes what is needed; returns what could not be made: name → why. */
async function prepare(needed) {
  const failures = new Map();
  for (const [name, make] of Object.entries(preparations)) {
    if (!needed.has(name)) continue;
    const started = Date.now();
    try {
      if (name === 'vsix' && failures.has('dist')) throw new Error('There is nothing to package.');
      await make();
      console.log(`${name} ready, ${seconds(started)}`);
    } catch (error) {
      failures.set(name, error.message);
      console.error(`${name} failed, ${seconds(started)}: ${error.message}`);
    }
  }
  return failures;
}

function isOfSteps({ runs }) {
  return runs.every(({ kind }) => kind === 'step');
}

async function timedSuite(suite) {
  const started = Date.now();
  const said = [];
  const counts = await runSuite(suite, said);
  return { counts, output: said.join('').trimEnd(), took: seconds(started) };
}

/** What steps say is gathered in `said`; suites with reports say it at once. */
async function runSuite({ needs, runs }, said) {
  const missing = needs.filter((need) => obstacles.has(need));
  if (missing.length > 0) {
    for (const need of missing) console.error(`Cannot run without ${need}: ${obstacles.get(need)}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  await mkdir(results, { recursive: true });
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const run of runs) {
    const counts = await countRun(run, said);
    for (const key of Object.keys(sum)) sum[key] += counts[key];
  }
  return sum;
}

async function countRun(run, said) {
  if (run.major !== undefined && !nodes.has(run.major)) {
    console.log(`Skipped: npm has no Node ${run.major} for ${process.platform} ${process.arch}.`);
    return { passed: 0, failed: 0, skipped: 0 };
  }
  const node = nodes.get(run.major);
  if (run.kind === 'step') {
    const ok = await runNode(run.args, { said });
    return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
  }
  await rm(run.output, { force: true });
  const ok = await runNode(run.args, { node });
  const report = await readFile(run.output, 'utf8').then(JSON.parse, () => null);
  const counts = report === null ? { passed: 0, failed: 0, skipped: 0 } : run.count(report);
  // It crashed, ran nothing, or found something wrong outside of its tests.
  if (counts.failed === 0 && (!ok || counts.passed === 0)) {
    console.error(ok ? 'No test ran.' : 'The suite failed, though none of the tests that ran did.');
    counts.failed = 1;
  }
  return counts;
}

function countVitest({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.every((each) => each.status !== 'failed'),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numPendingTests + numTodoTests,
  };
}

function countMocha({ stats }) {
  return { passed: stats.passes, failed: stats.failures, skipped: stats.pending };
}

/** Runs a Node script in the project's root, in a process group of its own; resolves to whether it succeeded. */
function runNode(args, { node = process.execPath, said } = {}) {
  return new Promise((resolve) => {
    const stdio = said === undefined ? 'inherit' : ['ignore', 'pipe', 'pipe'];
    const child = spawn(node, args, { cwd: root, stdio, detached: true });
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => said.push(text));
    const kill = () => {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // Nothing is left of it.
      }
    };
    const stop = () => {
      kill();
      process.exit(130);
    };
    const timeout = setTimeout(() => {
      console.error(`Killed after ${SUITE_TIMEOUT_MS / 60_000} minutes.`);
      kill();
    }, SUITE_TIMEOUT_MS);
    process.on('SIGINT', stop).on('SIGTERM', stop);
    child.once('close', (code) => {
      clearTimeout(timeout);
      process.off('SIGINT', stop).off('SIGTERM', stop);
      kill();
      resolve(code === 0);
    });
  });
}

function describe({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function seconds(started) {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}
