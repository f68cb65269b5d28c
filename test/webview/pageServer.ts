/// <reference types="node" />
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { newNonce, webviewHtml } from '../../src/host/webviewHtml';
import type { WebviewKind } from '../../src/host/webviewHtml';

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css',
  js: 'text/javascript',
  ttf: 'font/ttf',
  map: 'application/json',
};

/** As much of a `vscode.Uri` as the page needs. */
class PathUri {
  constructor(readonly path: string) {}

  with({ path }: { path: string }): PathUri {
    return new PathUri(path);
  }
}

/**
 * Serves the documents of the webviews as the extension builds them, from an origin of their own. The content security
 * policy is the document's own, as in production: the server sends none.
 */
export class PageServer {
  private constructor(
    private readonly server: Server,
    readonly origin: string,
  ) {}

  static async start(bundles: string): Promise<PageServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const origin = `http://127.0.0.1:${address.port}`;
    server.on('request', ({ url = '/' }, response) => {
      const { pathname, searchParams } = new URL(url, origin);
      const file = basename(pathname);
      if (file === 'sidebar' || file === 'results' || file === 'blank') {
        response.setHeader('Content-Type', 'text/html');
        response.end(file === 'blank' ? '' : pageOf(file, origin, searchParams.get('lang') ?? 'en'));
        return;
      }
      readFile(join(bundles, file)).then(
        (content) => {
          response.setHeader('Content-Type', TYPES[file.split('.').at(-1) ?? ''] ?? 'text/plain');
          // They were built for this run of the tests: pages after the first take them, compiled, from their cache.
          response.setHeader('Cache-Control', 'max-age=3600, immutable');
          response.end(content);
        },
        () => {
          response.statusCode = file === 'favicon.ico' ? 204 : 404;
          response.end();
        },
      );
    });
    return new PageServer(server, origin);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

const bundles = new Map<string, Readonly<Record<string, string>>>([['en', {}]]);

/** The strings of the extension in a language other than English. */
export function bundleOf(lang: string): Readonly<Record<string, string>> {
  const bundle = bundles.get(lang) ?? readBundle(lang);
  bundles.set(lang, bundle);
  return bundle;
}

function readBundle(lang: string): Readonly<Record<string, string>> {
  return v.parse(v.record(v.string(), v.string()), JSON.parse(readFileSync(`l10n/bundle.l10n.${lang}.json`, 'utf8')));
}

function pageOf(kind: WebviewKind, origin: string, lang: string): string {
  return webviewHtml({
    webview: { cspSource: origin, asWebviewUri: ({ path }: PathUri) => `${origin}${path}` },
    folder: new PathUri('/dist/webview'),
    nonce: newNonce(),
    kind,
    title: `Matmul Profiler ${kind}`,
    lang,
    translations: bundleOf(lang),
  });
}
