// All tests, with the set-up that they need: `npm test`, or `node tools/test.mjs unit cli` for some suites of it.
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installNodes, NODE_MAJORS } from './nodes/install.mjs';
import { VSIX, packageForThisMachine } from './package.mjs';
import { ensureOpenBlas } from './openblas.mjs';
import { ensureBenchmarkTools } from './benchmarkTools.mjs';
import { ensureSoftwareGpus } from './softwareGpus.mjs';
import { describeFailures, firstLineOf, readMochaReport, readVitestReport } from './testReports.mjs';
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
  const read = (report) => readVitestReport(report, root);
  return { kind: 'report', name, args: [join(modules, 'vitest', 'vitest.mjs'), ...args], output, read };
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
        name: 'vscode',
        args: [join(root, 'test', 'vscode', 'run.mjs')],
        output: join(results, 'vscode.json'),
        read: readMochaReport,
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
const failures = [];
// Steps only read the sources and take one core each: they run side by side, and say what they found one after the other.
const steps = new Map(chosen.filter(isOfSteps).map((suite) => [suite, timedSuite(suite)]));
for (const suite of chosen) {
  const early = await steps.get(suite);
  console.log(`\n── ${suite.name} ${'─'.repeat(100 - suite.name.length)}`);
  const { result, output, took } = early ?? (await timedSuite(suite));
  const counts = { ...result.counts, failed: result.failures.length };
  if (output !== '') console.log(output);
  for (const key of Object.keys(total)) total[key] += counts[key];
  failures.push(...result.failures);
  lines.push(`${suite.name.padEnd(10)} ${describe(counts)}, ${took}`);
  console.log(lines.at(-1));
}
console.log(`\n${lines.join('\n')}`);
// Last of all, for of the log of a failed run often no more than the end is kept.
for (const line of describeFailures(failures)) console.log(line);
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
  const result = await runSuite(suite, said);
  return { result, output: said.join('').trimEnd(), took: seconds(started) };
}

/** What steps say is gathered in `said`; suites with reports say it at once. */
async function runSuite({ name, needs, runs }, said) {
  const missing = needs.filter((need) => obstacles.has(need));
  if (missing.length > 0) {
    const errors = missing.map((need) => `Cannot run without ${need}: ${obstacles.get(need)}`);
    for (const error of errors) console.error(error);
    return failedAt([name], firstLineOf(errors.join('\n')));
  }
  await mkdir(results, { recursive: true });
  const sum = { counts: { passed: 0, skipped: 0 }, failures: [] };
  for (const run of runs) {
    const { counts, failures } = run.kind === 'step' ? await runStep(name, run, said) : await runTests(run);
    for (const key of Object.keys(sum.counts)) sum.counts[key] += counts[key];
    sum.failures.push(...failures);
  }
  return sum;
}

async function runStep(suite, { args: [script, ...args] }, said) {
  const own = [];
  const ok = await runNode([script, ...args], { said: own });
  said.push(...own);
  if (ok) return { counts: { passed: 1, skipped: 0 }, failures: [] };
  return failedAt([suite, ['node', relative(root, script), ...args].join(' ')], firstLineOf(own.join('')));
}

async function runTests({ name, args, output, read, major }) {
  if (major !== undefined && !nodes.has(major)) {
    console.log(`Skipped: npm has no Node ${major} for ${process.platform} ${process.arch}.`);
    return { counts: { passed: 0, skipped: 0 }, failures: [] };
  }
  await rm(output, { force: true });
  const ok = await runNode(args, { node: nodes.get(major) });
  const report = await readFile(output, 'utf8').then(JSON.parse, () => null);
  const { counts, failures } = report === null ? failedAt([], 'It left no report.') : read(report);
  // It crashed, ran nothing, or found something wrong outside of its tests.
  if (failures.length === 0 && (!ok || counts.passed === 0)) {
    const error = ok ? 'No test ran.' : 'The suite failed, though none of the tests that ran did.';
    console.error(error);
    return { counts, failures: failedAt([name], error).failures };
  }
  return { counts, failures: failures.map(({ where, error }) => ({ where: [name, ...where], error })) };
}

function failedAt(where, error) {
  return { counts: { passed: 0, skipped: 0 }, failures: [{ where, error }] };
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
