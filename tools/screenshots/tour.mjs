// A workbench with everything in it that the pictures show: runs, a baseline, a crossover, a tuning, trainings.
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installServer } from '../vscodeServer/install.mjs';
import { Workbench } from '../vscodeServer/workbench.mjs';
import { FILES } from './files.mjs';
import { THEMES } from './themes.mjs';
import { Words } from './words.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** The panel alone, beside the icons of 48 pixels. */
const ACTIVITY_BAR = 48;
const HEIGHT = 1300;
export const WIDE = { width: 1600 + ACTIVITY_BAR, height: HEIGHT };
export const NARROW = { width: 320 + ACTIVITY_BAR, height: HEIGHT };
const RUN_TIMEOUT_MS = 120_000;
const DRAWING_MS = 500;

export class Tour {
  /** Ids of runs, by the names under which `PREPARATIONS` takes them. */
  runs = new Map();

  static async open({ extensionsDir, language }) {
    const files = Object.fromEntries(
      await Promise.all(
        Object.entries(FILES).map(async ([name, text]) => [
          name,
          text ?? (await readFile(join(root, 'examples', name), 'utf8')),
        ]),
      ),
    );
    const workbench = await Workbench.open({
      ...{ extensionsDir, files, viewport: WIDE, settings: { 'editor.minimap.enabled': false } },
      ...(language === 'en' ? {} : { locale: language }),
    });
    return new Tour(workbench, new Words(language));
  }

  constructor(workbench, words) {
    this.workbench = workbench;
    this.words = words;
    this.page = workbench.page;
  }

  close() {
    return this.workbench.close();
  }

  /** Takes what the views need, each once. */
  async prepare(views) {
    await measureMachine();
    const needs = [...new Set(['first', ...views.map(({ run }) => run)])].filter((name) => name !== null);
    for (const name of needs) await PREPARATIONS[name](this);
    await this.workbench.runCommand('View: Close All Editor Groups');
    if (await this.isSideBarOpen()) await this.toggleSideBar();
    await this.command('openResults');
    await this.results();
    // The page takes the focus late where the machine is busy, and would close the palette.
    await this.page.waitForTimeout(4 * DRAWING_MS);
  }

  /** Runs a command of the extension. */
  command(id) {
    return this.workbench.runCommand(this.words.command(id));
  }

  /** The page of the results panel. */
  results() {
    return this.workbench.webview('results');
  }

  /** Everything of the window but bars. */
  panel() {
    return this.page.locator('.editor-group-container').first();
  }

  /** Opens a file beside results that may be named after it. */
  async openAlone(name) {
    await this.workbench.pick('Control+P', name, name);
    await this.page.getByRole('tab', { name, exact: true }).waitFor();
  }

  /** Runs all of a benchmark file, with its results beside it. */
  async runFile(name) {
    // The panel has the focus after the first run, and the file would open as a tab of its group.
    await this.workbench.runCommand('View: Focus First Editor Group');
    await this.workbench.openFile(name);
    await this.workbench.lenses().first().click();
    const results = await this.results();
    await results.getByRole('heading', { level: 1, name }).waitFor();
    await this.whenOver();
  }

  /** Until the run that has been started is over, and its notification gone. */
  async whenOver() {
    const results = await this.results();
    await results.locator('[data-action="runAgain"]').waitFor({ timeout: RUN_TIMEOUT_MS });
    await this.workbench.toasts().first().waitFor({ state: 'detached' });
  }

  /** Notes the run that the panel shows. */
  async keep(name) {
    const results = await this.results();
    await this.showTab('runs');
    const id = await results.locator('table.history tr.shown').getAttribute('data-run');
    this.runs.set(name, id);
    await this.showTab('table');
  }

  async showRun(name) {
    const id = this.runs.get(name);
    const results = await this.results();
    await this.showTab('runs');
    await results.locator(`table.history tr[data-run="${id}"] [data-action="openRun"]`).click();
    // A tuning and a search are shown on a tab of theirs first.
    await results.locator(`table.history tr.shown[data-run="${id}"], #tab-runs[aria-selected="false"]`).waitFor();
  }

  async showTab(id) {
    const results = await this.results();
    await results.locator(`#tab-${id}`).click();
  }

  async isSideBarOpen() {
    return this.page.locator('.part.sidebar').isVisible();
  }

  toggleSideBar() {
    return this.workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  }

  async chooseTheme(theme) {
    const { label, mark } = THEMES[theme];
    await this.page.setViewportSize(WIDE);
    await this.workbench.runCommand('Preferences: Color Theme');
    await this.workbench.quickInput().fill(label);
    await this.workbench.quickPick(label).click();
    await this.page.locator(`.monaco-workbench.${mark}`).first().waitFor();
  }

  /** Waits until everything has been drawn, with the pointer away. */
  async settle() {
    await this.page.mouse.move(0, 0);
    await this.page.waitForTimeout(DRAWING_MS);
  }
}

/** How the runs are taken that the views are drawn from. */
const PREPARATIONS = {
  first: async (tour) => {
    await tour.runFile('first.matmul.json');
    await tour.keep('first');
  },
  maps: async (tour) => {
    await tour.runFile('maps.matmul.json');
    await tour.keep('maps');
  },
  gated: async (tour) => {
    await tour.runFile('gated.matmul.json');
    await tour.keep('gated');
    await holdToBaseline(tour);
  },
  crossover: async (tour) => {
    await tour.command('findCrossover');
    await tour.workbench.quickPick('').click();
    await (await tour.results()).locator('#tab-crossover').waitFor({ timeout: RUN_TIMEOUT_MS });
    await tour.whenOver();
    await tour.keep('crossover');
  },
  tuned: async (tour) => {
    await tour.command('tune');
    await tour.workbench.quickPick('blocked').click();
    await tour.page.waitForTimeout(DRAWING_MS);
    await tour.workbench.quickInput().fill('96');
    await tour.page.keyboard.press('Enter');
    await tour.page.waitForTimeout(DRAWING_MS);
    await tour.page.keyboard.press('Enter');
    await (await tour.results()).locator('[data-action="stop"]').waitFor();
    await tour.whenOver();
    await tour.keep('tuned');
  },
  /** Two strategies side by side, to the end. */
  training: async (tour) => {
    await tour.command('train');
    const results = await tour.results();
    const choose = (field, value) =>
      results.locator(`[data-field="${field}"]`).evaluate((select, chosen) => {
        select.value = chosen;
        select.dispatchEvent(new Event('change'));
      }, value);
    await choose('strategies', 'simd');
    await results.locator('.strategies-fields > vscode-checkbox').click();
    await choose('other', 'blocked');
    await results.locator('[data-action="train"]').click();
    await results.locator('[data-action="exportArrays"]').waitFor({ timeout: RUN_TIMEOUT_MS });
    await results.locator('[data-action="stop"]').waitFor({ state: 'detached', timeout: RUN_TIMEOUT_MS });
    await tour.showTab('table');
  },
};

/** Peaks and a short null test of the Node that the editor has, taken on the command line. */
async function measureMachine() {
  const { node } = await installServer();
  const env = { ...process.env, MATMUL_PROFILER_NODE: node };
  const cli = (...args) =>
    execFileSync(process.execPath, ['dist/cli.js', ...args], { cwd: root, stdio: 'ignore', env });
  cli('machine', '--measure');
  try {
    cli('nulltest', '--size', '128', '--comparisons', '12', '--slow', '5', '--slow-comparisons', '6');
  } catch (error) {
    // 1: more false alarms than expected, which is an answer as well.
    if (error.status !== 1) throw error;
  }
}

/** Writes the run as the file's baseline, then a baseline of another day: simd was faster, blocked is not in it. */
async function holdToBaseline(tour) {
  await tour.command('setBaseline');
  await tour.workbench.quickPick('gated.matmul.json').click();
  // The second list has the file too: it has come when the first is gone.
  await tour.workbench.quickPick('gated.matmul.baseline.json').click();
  const path = join(tour.workbench.folder, 'gated.matmul.baseline.json');
  let text = '';
  for (let tries = 0; text === '' && tries < 50; tries++) {
    await tour.page.waitForTimeout(100);
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
