import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { plainStrings, plainStringsOf, sourcesIn } from './plainStrings';

/** What is in both languages, but for the rest of `src/webview`. */
const TRANSLATED = ['src/host', 'src/webview'];

/** Parts of the webviews that are in English alone; the list only shrinks. */
const NOT_YET = [
  'src/webview/charts',
  'src/webview/gpu',
  'src/webview/report',
  ...['charts', 'crossover', 'curves', 'distribution', 'heatmap', 'matrices', 'roofline', 'strategies', 'table'],
  ...['timeline', 'trained', 'training', 'RowSelect.tsx', 'problemText.ts', 'savedView.ts'],
].map((part) => (part.startsWith('src/') ? part : `src/webview/results/${part}`));

const isTranslated = (path: string): boolean => !NOT_YET.some((part) => path === part || path.startsWith(`${part}/`));

/** Strings that are no words for people, by file, and why. */
const EXEMPT: Readonly<Record<string, readonly string[]>> = {
  // Names of the product, of its own and of files.
  'src/host/extension.ts': ['Matmul Profiler'],
  'src/host/benchmarkFiles/diagnostics.ts': ['Matmul Profiler'],
  'src/host/runs/runProgress.ts': ['Matmul Profiler'],
  'src/host/views/sidebarView.ts': ['Matmul Profiler'],
  'src/host/training/trainingFiles.ts': ['WRONG ON PURPOSE.txt', 'These arrays were trained WRONG ON PURPOSE:'],
  // Kinds of actions and reasons of errors.
  'src/host/benchmarkFiles/lensPlan.ts': [
    ...['show problems', 'run file', 'open results', 'run benchmark', 'check gradients'],
  ],
  'src/host/runs/baselines.ts': ['no row', 'not written'],
  'src/webview/results/runs/ratioMap.ts': ['not asked'],
  // What is saved with a run, or is part of a sentence of the engine, whose sentences are English.
  'src/host/runs/runService.ts': [
    ...['engine lost', 'kernel crashed'],
    'The run was stopped before this row had a result. Run again to measure it.',
  ],
  'src/host/settings.ts': ['the setting {}.{}'],
  'src/host/views/gpuViews.ts': [
    ...['side bar', 'view reloaded', 'loaded again', 'view closed', 'closed or hidden', 'no view'],
    'The {} computed on the GPU of the screen, and {} {}. Leave a view open while a run goes on.',
    'No view of Matmul Profiler is open, and the GPU of the screen is reached only by one. Open the side bar or the results, and run again.',
  ],
  // The text of a new file, whose keys are English.
  'src/host/benchmarkFiles/newFileTemplate.ts': readTemplate(),
  // Names and units.
  'src/webview/sidebar/SidebarApp.tsx': ['Matmul Profiler'],
  'src/webview/sidebar/ProblemSection.tsx': ['Aᵀ', 'Bᵀ'],
  'src/webview/machine/CodePaths.tsx': ['GFLOP/s'],
  'src/webview/machine/MachineFacts.tsx': ['WebAssembly', 'GPU'],
  'src/webview/machine/MachinePeaks.tsx': ['GFLOP/s', 'GB/s'],
  'src/webview/results/RunHeader.tsx': ['wasm {}', 'node {}, V8 {}', 'Matmul Profiler {}'],
  'src/webview/results/machine/MachineTab.tsx': ['Node {}, V8 {}'],
  // The document of a view.
  'src/host/views/viewRequests.ts': ['<svg '],
};

function exemptIn(path: string): readonly string[] {
  return path in EXEMPT ? EXEMPT[path] : [];
}

function readTemplate(): readonly string[] {
  const path = 'src/host/benchmarkFiles/newFileTemplate.ts';
  return plainStrings(path, readFileSync(path, 'utf8')).map(({ text }) => text);
}

/** Files that have markup and policies alone. */
const MARKUP = ['src/host/webviewHtml.ts'];

describe('strings for people', () => {
  const files = TRANSLATED.flatMap(sourcesIn).filter((path) => isTranslated(path) && !MARKUP.includes(path));

  it('go through l10n.t wherever a folder is translated', () => {
    const bypassing = files.flatMap((path) =>
      plainStringsOf(path).filter(({ text }) => !exemptIn(path).includes(text)),
    );
    expect(bypassing).toEqual([]);
  });

  it('are shown, never compared: what is said in one language is not said in another', () => {
    const compared = files.filter((path) => /[!=]==\s*(?:vscode\.)?l10n\.t\(/.test(readFileSync(path, 'utf8')));
    expect(compared).toEqual([]);
  });

  it('are looked for in all that is not translated yet, which is there', () => {
    const empty = NOT_YET.filter((part) => sourcesIn(part).flatMap(plainStringsOf).length === 0);
    expect(empty).toEqual([]);
  });

  it('that are exempt are there', () => {
    const gone = Object.entries(EXEMPT).flatMap(([path, texts]) => {
      const there = plainStringsOf(path).map(({ text }) => text);
      return texts.filter((text) => !there.includes(text)).map((text) => `${path}: ${text}`);
    });
    expect(gone).toEqual([]);
  });

  it('are found as literals, in templates and in JSX, and what is for machines is not', () => {
    const found = (source: string): readonly string[] => plainStrings('x.tsx', source).map(({ text }) => text);
    expect(found(`vscode.window.showErrorMessage('It failed.')`)).toEqual(['It failed.']);
    expect(found('show({ title: `Run ${name}`, label: "Open" })')).toEqual(['Run {}', 'Open']);
    expect(found('const a = <p title="stop" class="big red">waiting {b}</p>')).toEqual(['stop', 'waiting']);
    expect(found(`t(l10n.t('It failed.')); log.info('It failed.'); if (a === 'not yet') b('run')`)).toEqual([]);
  });

  it.each([
    ['src/host/extension.ts', './translations'],
    ['src/webview/sidebar/main.tsx', '../translations'],
    ['src/webview/results/main.tsx', '../translations'],
  ])('are given their translations before any other module of %s is read', (path, translations) => {
    const [first] = readFileSync(path, 'utf8').split('\n');
    expect(first).toBe(`import '${translations}';`);
  });
});
