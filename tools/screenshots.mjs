// Takes pictures of the side bar, the results panel, the lenses and the lists in four themes, wide and narrow:
// `node tools/screenshots.mjs FOLDER`, `--theme hc-light` for one of them. With `--docs` it takes those of the README instead.
// Builds and packages first.
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { packageForThisMachine, VSIX } from './package.mjs';
import { installVsix } from './vscodeServer/server.mjs';
import { Workbench } from './vscodeServer/workbench.mjs';

const THEMES = {
  dark: { label: 'Dark Modern', mark: 'vs-dark' },
  light: { label: 'Light Modern', mark: 'vs' },
  'hc-dark': { label: 'Dark High Contrast', mark: 'hc-black' },
  'hc-light': { label: 'Light High Contrast', mark: 'hc-light' },
};
const WIDE = { width: 1600, height: 1000 };
/** With the side bar away, the panel is about 480 pixels wide. */
const NARROW = { width: 1010, height: 1000 };
/** The narrowest panel that is looked at: about 320 pixels. */
const NARROWEST = { width: 690, height: 1000 };
/** Tabs of the results that are charts of lines. */
const CHARTS = ['Curves', 'Roofline', 'Distribution'];
const FILE = 'first.matmul.json';
const GATED = 'gated.matmul.json';
const BASELINE = 'gated.matmul.baseline.json';
/** What is met, missed and undecided, once `holdToBaseline` has written the baseline. */
const GATES = `{
  "benchmarks": [
    {
      "name": "layer 1",
      "m": 64, "k": 784, "n": 100,
      "budget": 0.2,
      "strategies": [
        "naive",
        "blocked",
        "simd"
      ],
      "expect": [
        { "strategy": "simd", "fasterThan": "naive", "by": "50%" },
        { "strategy": "blocked", "fasterThan": "simd" },
        { "strategy": "naive", "notSlowerThanBaselineBy": "900%" },
        { "strategy": "blocked", "notSlowerThanBaselineBy": "5%" },
        { "strategy": "simd", "notSlowerThanBaselineBy": "5%" }
      ]
    }
  ]
}
`;

const root = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { docs: { type: 'boolean' }, theme: { type: 'string', multiple: true } },
});
const folder = values.docs ? join(root, 'docs', 'pictures') : positionals[0];
if (folder === undefined) {
  console.error('Usage: node tools/screenshots.mjs [--theme NAME] FOLDER, or node tools/screenshots.mjs --docs');
  process.exit(2);
}
const themes = values.theme ?? Object.keys(THEMES);
const unknown = themes.find((theme) => THEMES[theme] === undefined);
if (unknown !== undefined) {
  console.error(`There is no theme ${unknown}; there are ${Object.keys(THEMES).join(', ')}.`);
  process.exit(2);
}

execFileSync(process.execPath, ['esbuild.mjs', '--production'], { cwd: root, stdio: 'inherit' });
await packageForThisMachine();
const extensionsDir = await mkdtemp(join(tmpdir(), 'mmp-extensions-'));
/** What is kept of the machine: not the user's own. */
const dataDir = await mkdtemp(join(tmpdir(), 'mmp-data-'));
process.env.MATMUL_PROFILER_DATA = dataDir;
let workbench = null;
try {
  await installVsix(VSIX, extensionsDir);
  const text = await readFile(join(root, 'examples', FILE), 'utf8');
  const settings = { 'editor.minimap.enabled': false };
  workbench = await Workbench.open({
    extensionsDir,
    files: { [FILE]: text, [GATED]: GATES },
    settings,
    viewport: WIDE,
  });
  if (values.docs) {
    await openRun(FILE);
    await takeDocs();
  } else {
    measureMachine();
    await openRun(GATED);
    await holdToBaseline();
    await findCrossover();
    await train();
    await openRun(FILE);
    for (const theme of themes) await takeAll(theme);
  }
} finally {
  await workbench?.close();
  await rm(extensionsDir, { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
}

/** Peaks and a short null test, taken on the command line: the side bar shows them. */
function measureMachine() {
  const cli = (...args) => execFileSync(process.execPath, ['dist/cli.js', ...args], { cwd: root, stdio: 'ignore' });
  cli('machine', '--measure');
  try {
    cli('nulltest', '--size', '128', '--comparisons', '12', '--slow', '5', '--slow-comparisons', '6');
  } catch (error) {
    // 1: more false alarms than expected, which is an answer as well.
    if (error.status !== 1) throw error;
  }
}

/** A file beside its results, the side bar open. */
async function openRun(file) {
  // A click on its icon would hide it where it is open.
  if ((await workbench.findWebview('sidebar')) === null) await workbench.openSidebar();
  await workbench.openFile(file);
  await workbench.lenses().filter({ hasText: 'Run all' }).click();
  const results = await workbench.webview('results');
  await results.locator('[data-action="runAgain"]').waitFor({ timeout: 120_000 });
  await workbench.toasts().first().waitFor({ state: 'detached' });
}

/** Writes the run as the file's baseline, then a baseline of another day: simd was faster, blocked is not in it. */
async function holdToBaseline() {
  await workbench.runCommand('Matmul: Set Baseline…');
  await workbench.quickPick(GATED).click();
  await workbench.quickPick('This workspace').waitFor();
  await workbench.quickPick(GATED).click();
  const path = join(workbench.folder, BASELINE);
  let text = '';
  for (let tries = 0; text === '' && tries < 50; tries++) {
    await workbench.page.waitForTimeout(100);
    text = await readFile(path, 'utf8').catch(() => '');
  }
  const run = JSON.parse(text);
  const measurements = run.measurements
    .filter(({ strategy }) => strategy !== 'blocked')
    .map((row) => (row.strategy === 'simd' ? faster(row) : row));
  await writeFile(path, JSON.stringify({ ...run, measurements }));
}

function faster(row) {
  const third = (ns) => ns / 3;
  return {
    ...row,
    medianNs: third(row.medianNs),
    samplesNs: row.samplesNs.map(third),
    intervalNs: row.intervalNs.map(third),
  };
}

async function findCrossover() {
  await workbench.runCommand('Matmul: Find a Crossover…');
  await workbench.quickPick('by density').click();
  const results = await workbench.webview('results');
  await results.getByRole('tab', { name: 'Crossovers' }).waitFor({ timeout: 30_000 });
  await results.locator('[data-action="runAgain"]').waitFor({ timeout: 120_000 });
}

/** Two strategies side by side, to the end: the tab shows the last training in every theme. */
async function train() {
  await workbench.runCommand('Matmul: Train…');
  const results = await workbench.webview('results');
  const choose = (field, value) =>
    results.locator(`[data-field="${field}"]`).evaluate((select, chosen) => {
      select.value = chosen;
      select.dispatchEvent(new Event('change'));
    }, value);
  await choose('strategies', 'simd');
  await results.getByText('Beside it the same training').click();
  await choose('other', 'blocked');
  await results.getByRole('button', { name: 'Train', exact: true }).click();
  await results.locator('[data-action="exportArrays"]').waitFor({ timeout: 120_000 });
  await results.locator('[data-action="stop"]').waitFor({ state: 'detached', timeout: 120_000 });
  // The next run is looked at, not this; its file belongs beside the results.
  await showTab('Table');
  await workbench.runCommand('View: Focus First Editor Group');
}

/** What came of the last training, and the form of the next one. Another tab has to follow: runs are not seen from this one. */
async function takeTraining(theme, panel, size = '') {
  const results = await workbench.webview('results');
  await showTab('Training');
  await results.locator('.unit-images canvas').first().waitFor();
  await take(`training${size}-${theme}`, panel);
  await results.locator('[data-section="trainForm"] > summary').click();
  await take(`training-form${size}-${theme}`, panel);
  await results.locator('[data-section="trainForm"] > summary').click();
}

async function takeDocs() {
  await chooseTheme('dark');
  await showTab('Table');
  await take('results-table');
  await chooseTheme('light');
  await showTab('Heatmap');
  await take('results-heatmap');
}

async function takeAll(theme) {
  await chooseTheme(theme);
  const [editor, panel] = await workbench.page.locator('.editor-group-container').all();
  await showTab('Table');
  await take(`workbench-${theme}`);
  await take(`sidebar-${theme}`, workbench.page.locator('.part.sidebar'));
  await take(`lenses-${theme}`, editor);
  await take(`table-${theme}`, panel);
  await showKernel();
  await take(`kernel-${theme}`, editor);
  await showTab('Heatmap');
  await take(`heatmap-${theme}`, panel);
  for (const tab of CHARTS) {
    await showTab(tab);
    await take(`${tab.toLowerCase()}-${theme}`, panel);
  }
  await takeTraining(theme, panel);
  await showTab('Heatmap');
  await takeInside(theme, panel);

  await showRun(GATED);
  await take(`expectations-${theme}`, panel);
  await workbench.page.getByRole('tab', { name: `${GATED}, Editor Group 1` }).click();
  await take(`expectations-lines-${theme}`, editor);
  await showRun('by density');
  await showTab('Crossovers');
  await take(`crossover-${theme}`, panel);
  await takeLists(theme);
  await takeMachine(theme);

  await workbench.page.setViewportSize(NARROWEST);
  await toggleSideBar();
  await take(`crossover-narrow-${theme}`, panel);
  await toggleSideBar();
  await showRun(GATED);
  await toggleSideBar();
  await take(`expectations-narrow-${theme}`, panel);
  await toggleSideBar();
  await workbench.page.setViewportSize(WIDE);
  await showRun(FILE);
  await workbench.page.setViewportSize(NARROWEST);
  await toggleSideBar();
  for (const tab of CHARTS) {
    await showTab(tab);
    await take(`${tab.toLowerCase()}-narrow-${theme}`, panel);
  }
  await takeTraining(theme, panel, '-narrow');
  await toggleSideBar();
  await workbench.page.setViewportSize(WIDE);
  await showTab('Heatmap');

  await workbench.page.setViewportSize(NARROW);
  await toggleSideBar();
  await take(`heatmap-narrow-${theme}`, panel);
  await showTab('Table');
  await take(`table-narrow-${theme}`, panel);
  await take(`kernel-narrow-${theme}`, editor);
  await workbench.page.getByRole('tab', { name: `${FILE}, Editor Group 1` }).click();
  await toggleSideBar();
  await workbench.page.setViewportSize(WIDE);
}

/** A strategy in the middle of its steps, and the maps of a product. */
async function takeInside(theme, panel) {
  const results = await workbench.webview('results');
  await showTab('Strategies');
  await results.locator('.scrub').fill('40');
  await take(`strategies-${theme}`, panel);
  await showTab('Matrices');
  await results.locator('.matrix-map').first().waitFor();
  await take(`matrices-${theme}`, panel);
}

/** What the commands of saved runs ask. */
async function takeLists(theme) {
  const list = workbench.page.locator('.quick-input-widget');
  await workbench.runCommand('Matmul: Saved Run…');
  await workbench.quickPick(GATED).waitFor();
  await take(`saved-runs-${theme}`, list);
  await workbench.quickPick(GATED).click();
  await workbench.quickPick('Set as baseline…').waitFor();
  await take(`saved-run-${theme}`, list);
  await workbench.quickPick('Set as baseline…').click();
  await workbench.quickPick('This workspace').waitFor();
  await take(`set-baseline-${theme}`, list);
  await workbench.page.keyboard.press('Escape');
}

/** The peaks and the null test, at the end of the side bar. */
async function takeMachine(theme) {
  const sidebar = await workbench.webview('sidebar');
  const section = sidebar.locator('[data-section="machine"]');
  const summary = section.locator('summary').first();
  await summary.click();
  await section.locator('[data-part="nullTest"]').scrollIntoViewIfNeeded();
  await take(`machine-${theme}`, workbench.page.locator('.part.sidebar'));
  await summary.scrollIntoViewIfNeeded();
  await take(`machine-top-${theme}`, workbench.page.locator('.part.sidebar'));
  await summary.click();
}

/** Shows a saved run by the button of it in the side bar. */
async function showRun(title) {
  const sidebar = await workbench.webview('sidebar');
  await sidebar.locator('[data-run] .run-open', { hasText: title }).first().click();
  const results = await workbench.webview('results');
  await results.getByRole('heading', { level: 1, name: title }).waitFor();
}

async function toggleSideBar() {
  await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
}

async function showTab(name) {
  const results = await workbench.webview('results');
  await results.getByRole('tab', { name }).click();
}

/** Opens the kernel of simd in place of the benchmark file. */
async function showKernel() {
  const results = await workbench.webview('results');
  const row = results.getByRole('button', { name: 'simd', exact: true }).first();
  if ((await row.getAttribute('aria-expanded')) !== 'true') await row.click();
  await results.locator('[data-action="showKernel"]').click();
  await workbench.page.locator('.tab', { hasText: '.wat' }).waitFor();
}

async function chooseTheme(theme) {
  const { label, mark } = THEMES[theme];
  await workbench.runCommand('Preferences: Color Theme');
  await workbench.quickInput().fill(label);
  await workbench.quickPick(label).click();
  await workbench.page.locator(`.monaco-workbench.${mark}`).first().waitFor();
}

/** A picture of the window, or of a part of it, once everything has been drawn. */
async function take(name, part = workbench.page) {
  await workbench.page.mouse.move(0, 0);
  await workbench.page.waitForTimeout(700);
  const path = join(folder, `${name}.png`);
  await part.screenshot({ path });
  console.log(path);
}
