import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EXEMPT } from './exempt';
import { askedWhileLoading, plainStrings, plainStringsOf, sourcesIn } from './plainStrings';

/** All that says something to people. The command line is in English: scripts read it. */
const LAYERS = ['core', 'engine', 'gpu', 'host', 'shared', 'webview'].map((layer) => `src/${layer}`);

function exemptIn(path: string): readonly string[] {
  return path in EXEMPT ? EXEMPT[path] : [];
}

/** Files that have markup and policies alone, or the code of other languages. */
const MARKUP = [
  'src/host/webviewHtml.ts',
  'src/shared/exports/htmlExport.ts',
  'src/webview/charts/lines/sceneText.ts',
  ...['gpu/gpujsSource.ts', 'gpu/wgsl.ts', 'wasm/text/codeTree.ts', 'wasm/text/instructionForms.ts'].map(
    (name) => `src/core/kernels/${name}`,
  ),
];

// All sources are parsed, which takes a while on a busy machine.
describe('strings for people', { timeout: 60_000 }, () => {
  const files = LAYERS.flatMap(sourcesIn).filter((path) => !MARKUP.includes(path));

  it('go through l10n.t in every layer but the command line', () => {
    const bypassing = files.flatMap((path) =>
      plainStringsOf(path).filter(({ text }) => !exemptIn(path).includes(text)),
    );
    expect(bypassing).toEqual([]);
  });

  it('are shown, never compared: what is said in one language is not said in another', () => {
    const compared = files.filter((path) => /[!=]==\s*(?:vscode\.)?l10n\.t\(/.test(readFileSync(path, 'utf8')));
    expect(compared).toEqual([]);
  });

  it('are asked for when they are shown, not while a module is loaded, where translations may come later', () => {
    const later = files.filter((path) => /^src\/(core|engine|gpu|shared)\//.test(path));
    expect(later.flatMap(askedWhileLoading)).toEqual([]);
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
    expect(found('throw new RangeError(`no row ${row}`)')).toEqual([]);
    expect(found('throw new DataError(`no row ${row}`)')).toEqual(['no row {}']);
    expect(found(`const a = <p aria-label={b ? 'stop' : 'go on'}>{b && (c ? 'shown' : 'x')}</p>`)).toEqual([
      ...['stop', 'go on', 'shown'],
    ]);
    expect(found(`const a = <p hidden={b === 'shown'} data-x={b ? 'stop' : 'go'}>{draw('red')}</p>`)).toEqual([]);
    expect(found(`t(l10n.t('It failed.')); log.info('It failed.'); if (a === 'not yet') b('run')`)).toEqual([]);
  });

  it.each([
    ['src/host/extension.ts', './translations'],
    ['src/webview/sidebar/main.tsx', '../translations'],
    ['src/webview/results/main.tsx', '../translations'],
    ['src/webview/report/main.tsx', '../translations'],
  ])('are given their translations before any other module of %s is read', (path, translations) => {
    const [first] = readFileSync(path, 'utf8').split('\n');
    expect(first).toBe(`import '${translations}';`);
  });
});
