// Takes pictures of every view of the extension, in a real workbench with real runs, at 1600 and 320 pixels:
// `node tools/screenshots/main.mjs FOLDER`; `--theme hc-light`, `--lang zh-cn` and `--view curves` choose (each may be given
// several times). Pictures of a view in all themes stand beside one another on a sheet. With `--docs` those of the README are
// taken instead. Builds and packages first.
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installChineseFont } from '../chineseFont.mjs';
import { packageForThisMachine, VSIX } from '../package.mjs';
import { installVsix } from '../vscodeServer/server.mjs';
import { Pictures } from './pictures.mjs';
import { Tour } from './tour.mjs';
import { THEMES } from './themes.mjs';
import { VIEWS } from './views.mjs';

const LANGUAGES = ['en', 'zh-cn'];
const VIEW_NAMES = VIEWS.map(({ name }) => name);

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    docs: { type: 'boolean' },
    theme: { type: 'string', multiple: true },
    lang: { type: 'string', multiple: true },
    view: { type: 'string', multiple: true },
  },
});
const folder = values.docs ? join(root, 'docs', 'pictures') : positionals[0];
if (folder === undefined) {
  fail(
    'Usage: node tools/screenshots/main.mjs [--theme NAME] [--lang NAME] [--view NAME] FOLDER, or ' +
      'node tools/screenshots/main.mjs --docs',
  );
}
const themes = chosen('theme', Object.keys(THEMES));
const languages = chosen('lang', LANGUAGES);
const views = chosen('view', VIEW_NAMES);

execFileSync(process.execPath, ['esbuild.mjs', '--production'], { cwd: root, stdio: 'inherit' });
await packageForThisMachine();
const extensionsDir = await mkdtemp(join(tmpdir(), 'mmp-extensions-'));
/** What is kept of the machine: not the user's own. */
process.env.MATMUL_PROFILER_DATA = await mkdtemp(join(tmpdir(), 'mmp-data-'));
try {
  await installVsix(VSIX, extensionsDir);
  if (values.docs) await takeDocs();
  else for (const language of languages) await takeViews(language);
} finally {
  await rm(extensionsDir, { recursive: true, force: true });
  await rm(process.env.MATMUL_PROFILER_DATA, { recursive: true, force: true });
}

async function takeViews(language) {
  if (language === 'zh-cn') await installChineseFont();
  const pictures = new Pictures(folder, language);
  const tour = await Tour.open({ extensionsDir, language });
  try {
    const wanted = VIEWS.filter(({ name }) => views.includes(name));
    await tour.prepare(wanted);
    for (const theme of themes) {
      await tour.chooseTheme(theme);
      for (const view of wanted)
        await view.take(tour, (part, locator) => pictures.take(`${view.name}${part}`, theme, locator));
    }
  } catch (error) {
    await tour.workbench.screenshot(join(folder, `failed-${language}.png`));
    throw error;
  } finally {
    await tour.close();
  }
  await pictures.lay(themes);
}

/** The table in dark and the heatmap in light, as the README shows them. */
async function takeDocs() {
  const tour = await Tour.open({ extensionsDir, language: 'en' });
  try {
    await tour.runFile('first.matmul.json');
    for (const [theme, tab] of [
      ['dark', 'table'],
      ['light', 'heatmap'],
    ]) {
      await tour.chooseTheme(theme);
      await tour.showTab(tab);
      await tour.settle();
      const path = join(folder, `results-${tab}.png`);
      await tour.workbench.screenshot(path);
      console.log(path);
    }
  } finally {
    await tour.close();
  }
}

/** What an option names, all where it is not there. */
function chosen(option, known) {
  const unknown = values[option]?.find((name) => !known.includes(name));
  if (unknown !== undefined) fail(`There is no --${option} ${unknown}; there are ${known.join(', ')}.`);
  return values[option] ?? known;
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
