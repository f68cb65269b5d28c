import { expect, test } from 'vitest';
import { newNonce, webviewHtml } from '../../src/host/webviewHtml';

interface FakeUri {
  readonly path: string;
  with(change: { path: string }): FakeUri;
}

const uri = (path: string): FakeUri => ({ path, with: (change) => uri(change.path) });

const page = (change: { title?: string; translations?: Record<string, string> } = {}): string =>
  webviewHtml({
    webview: {
      cspSource: 'https://resources.example',
      asWebviewUri: ({ path }: FakeUri) => `https://resources.example${path}`,
    },
    folder: uri('/extension/dist/webview'),
    nonce: 'abc123',
    kind: 'results',
    title: 'Results',
    lang: 'en',
    translations: {},
    ...change,
  });

test('the policy allows the one script and its workers, and styles, fonts and files of the webview, and nothing unsafe', () => {
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page())?.[1].replace(/&#39;/g, "'");
  expect(policy?.split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'nonce-abc123'",
    'style-src https://resources.example',
    'font-src https://resources.example',
    'connect-src https://resources.example',
    'worker-src blob:',
  ]);
});

test('the page loads its own bundle and the icons', () => {
  expect(page()).toContain(
    '<script type="module" nonce="abc123" src="https://resources.example/extension/dist/webview/results.js">',
  );
  expect(page()).toContain('href="https://resources.example/extension/dist/webview/results.css"');
  expect(page()).toContain(
    'id="vscode-codicon-stylesheet" href="https://resources.example/extension/dist/webview/codicon.css"',
  );
  expect(page()).toContain('<body data-kind="results">');
});

test('what is put into it stays text', () => {
  expect(page({ title: '</title><script>' })).toContain('<title>&#60;/title&#62;&#60;script&#62;</title>');
});

test('each nonce is new', () => {
  expect(newNonce()).not.toBe(newNonce());
  expect(newNonce().length).toBeGreaterThanOrEqual(22);
});

test('translations stand in the page as data, and cannot end their element', () => {
  const html = page({ translations: { Stop: '停止', '</script><b>': '</script>' } });
  const json = /<script type="application\/json" id="translations">(.*)<\/script>/.exec(html)?.[1] ?? '';
  expect(json).not.toContain('<');
  expect(JSON.parse(json)).toEqual({ Stop: '停止', '</script><b>': '</script>' });
});
