// Takes pictures of the side bar, the results panel and the lenses in four themes, wide and narrow:
// `node tools/screenshots.mjs FOLDER`. With `--docs` it takes those of the README instead. Builds and packages first.
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
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
const FILE = 'first.matmul.json';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({ allowPositionals: true, options: { docs: { type: 'boolean' } } });
const folder = values.docs ? join(root, 'docs', 'pictures') : positionals[0];
if (folder === undefined) {
  console.error('Usage: node tools/screenshots.mjs FOLDER, or node tools/screenshots.mjs --docs');
  process.exit(2);
}

execFileSync(process.execPath, ['esbuild.mjs', '--production'], { cwd: root, stdio: 'inherit' });
await packageForThisMachine();
const extensionsDir = await mkdtemp(join(tmpdir(), 'mmp-extensions-'));
let workbench = null;
try {
  await installVsix(VSIX, extensionsDir);
  const text = await readFile(join(root, 'examples', FILE), 'utf8');
  const settings = { 'editor.minimap.enabled': false };
  workbench = await Workbench.open({ extensionsDir, files: { [FILE]: text }, settings, viewport: WIDE });
  await openRun();
  if (values.docs) await takeDocs();
  else for (const theme of Object.keys(THEMES)) await takeAll(theme);
} finally {
  await workbench?.close();
  await rm(extensionsDir, { recursive: true, force: true });
}

/** The example beside its results, the side bar open. */
async function openRun() {
  await workbench.openSidebar();
  await workbench.openFile(FILE);
  await workbench.lenses().filter({ hasText: 'Run all' }).click();
  const results = await workbench.webview('results');
  await results.locator('[data-action="runAgain"]').waitFor({ timeout: 120_000 });
  await workbench.toasts().first().waitFor({ state: 'detached' });
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

  await workbench.page.setViewportSize(NARROW);
  await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  await take(`heatmap-narrow-${theme}`, panel);
  await showTab('Table');
  await take(`table-narrow-${theme}`, panel);
  await take(`kernel-narrow-${theme}`, editor);
  await workbench.page.getByRole('tab', { name: `${FILE}, Editor Group 1` }).click();
  await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  await workbench.page.setViewportSize(WIDE);
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
