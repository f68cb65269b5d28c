/// <reference types="node" />
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { AbstractMessageReader, AbstractMessageWriter, Emitter, createMessageConnection } from 'vscode-jsonrpc/node';
import type { DataCallback, Disposable, Message, MessageConnection } from 'vscode-jsonrpc/node';
import type { WebviewKind } from '../../src/host/webviewHtml';
import { PageServer } from './pageServer';
import { BROWSER } from './sharedBrowser';
import themes from './themes.json';

export type ThemeName = keyof typeof themes;
export const THEME_NAMES: readonly ThemeName[] = ['dark', 'light', 'hcBlack', 'hcLight'];

export interface ViewOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly reducedMotion?: boolean;
  readonly deviceScaleFactor?: number;
  /** BCP 47 tag; English where it is left out. */
  readonly lang?: 'en' | 'zh-cn';
}

/** A webview in a browser, and the extension host's end of its connection. */
export interface View {
  readonly page: Page;
  /** Register handlers here before `ready`. It speaks the protocol of src/shared/viewProtocol.ts. */
  readonly host: MessageConnection;
  /** Violations of the content security policy, and errors of the page. */
  readonly complaints: readonly string[];
  /** Loads the document and waits until the first state is drawn. */
  ready(): Promise<void>;
  setTheme(theme: ThemeName): Promise<void>;
}

let browser: Browser;
let server: PageServer;
const opened: { readonly page: Page; readonly host?: MessageConnection; readonly complaints: readonly string[] }[] = [];
/** One for each kind of screen: to make them takes longer than most tests. Pages share nothing but the fonts. */
const contexts = new Map<string, BrowserContext>();

/**
 * Connects to the browser and starts a server for a test file; after each test, no page may have complained.
 * @param flags of Chromium, with which a browser of its own is started.
 */
export function useBrowser(flags: readonly string[] = []): void {
  beforeAll(async () => {
    server = await PageServer.start(inject('bundles'));
    browser =
      flags.length === 0
        ? await chromium.connect(inject('browser'))
        : await chromium.launch({ ...BROWSER, args: [...BROWSER.args, ...flags] });
  });
  afterEach(async () => {
    const views = opened.splice(0);
    for (const { page, host } of views) {
      host?.dispose();
      await page.close();
    }
    expect(views.flatMap(({ complaints }) => complaints)).toEqual([]);
  });
  afterAll(async () => {
    contexts.clear();
    await browser.close();
    await server.stop();
  });
}

export async function openView(kind: WebviewKind, options: ViewOptions = {}): Promise<View> {
  const { theme = 'dark', lang = 'en' } = options;
  const { page, complaints } = await openPage(options);
  const fromPage = new Emitter<Message>();
  await page.exposeBinding('toHost', (_source, message: Message) => {
    fromPage.fire(message);
  });
  await page.exposeBinding('complain', (_source, text: string) => {
    complaints.push(text);
  });
  await page.addInitScript(prepareWindow, themes[theme]);
  const host = createMessageConnection(new PageReader(fromPage), new PageWriter(page));
  host.listen();

  const view: View = {
    page,
    host,
    complaints,
    ready: async () => {
      await page.evaluate(eventsAreDelivered);
      await page.goto(`${server.origin}/${kind}?lang=${lang}`);
      await page.locator('body[data-ready="1"]').waitFor();
    },
    setTheme: (name) => page.evaluate(applyTheme, themes[name]),
  };
  opened.push(view);
  return view;
}

/** An empty page, and what it will complain of. */
async function openPage(options: ViewOptions): Promise<{ readonly page: Page; readonly complaints: string[] }> {
  const { width = 1180, height = 900, reducedMotion = false, deviceScaleFactor = 1 } = options;
  const context = await contextFor(reducedMotion ? 'reduce' : 'no-preference', deviceScaleFactor);
  const page = await context.newPage();
  await page.setViewportSize({ width, height });
  // Below the limit of a test, so that the report says what was waited for.
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  return { page, complaints };
}

/** A document in a browser, without an editor around it; nothing may be fetched for it. */
export async function openDocument(html: string, colorScheme: 'light' | 'dark'): Promise<Page> {
  const { page, complaints } = await openPage({});
  await page.emulateMedia({ colorScheme });
  const address = `${server.origin}/document`;
  await page.route('**', (route) => {
    if (route.request().url() === address) return route.fulfill({ contentType: 'text/html', body: html });
    complaints.push(`fetched ${route.request().url()}`);
    return route.abort();
  });
  opened.push({ page, complaints });
  await page.goto(address);
  await page.locator('body[data-ready="1"]').waitFor();
  return page;
}

async function contextFor(
  reducedMotion: 'reduce' | 'no-preference',
  deviceScaleFactor: number,
): Promise<BrowserContext> {
  const key = `${reducedMotion} ${deviceScaleFactor}`;
  const context = contexts.get(key) ?? (await browser.newContext({ reducedMotion, deviceScaleFactor }));
  contexts.set(key, context);
  return context;
}

class PageReader extends AbstractMessageReader {
  constructor(private readonly messages: Emitter<Message>) {
    super();
  }

  listen(callback: DataCallback): Disposable {
    return this.messages.event(callback);
  }
}

class PageWriter extends AbstractMessageWriter {
  constructor(private readonly page: Page) {
    super();
  }

  async write(message: Message): Promise<void> {
    // As JSON, which is what VS Code sends it as; the driver's own way takes a second for a thousand rows.
    await this.page.evaluate((json) => {
      window.postMessage(JSON.parse(json), '*');
    }, JSON.stringify(message));
  }

  end(): void {
    // The page is closed with its context.
  }
}

interface Theme {
  readonly kind: string;
  readonly variables: Readonly<Record<string, string>>;
}

declare global {
  interface Window {
    toHost(message: unknown): Promise<void>;
    complain(text: string): Promise<void>;
    acquireVsCodeApi?: () => {
      postMessage(message: unknown): void;
      getState(): unknown;
      setState(state: unknown): void;
    };
  }
}

/** Runs in the page before its own scripts: what VS Code puts there. */
function prepareWindow(theme: Theme): void {
  window.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
    void window.complain(`CSP: ${violatedDirective} ${blockedURI} ${sample}`);
  });
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => void window.toHost(message),
    getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') as unknown,
    setState: (state) => {
      sessionStorage.setItem('state', JSON.stringify(state));
    },
  });
  const apply = (): boolean => {
    if (document.body === null) return false;
    document.body.classList.add(theme.kind);
    if (theme.kind === 'vscode-high-contrast-light') document.body.classList.add('vscode-high-contrast');
    document.body.dataset.vscodeThemeKind = theme.kind;
    for (const [name, value] of Object.entries(theme.variables)) {
      document.documentElement.style.setProperty(`--vscode-${name}`, value);
    }
    return true;
  };
  new MutationObserver((_changes, observer) => {
    if (apply()) observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
}

/**
 * Runs in the page: until what was done has had its events, of which some come with the next frame, such as `toggle`. No
 * user reloads within the frame of a click.
 */
function eventsAreDelivered(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
  });
}

/** Runs in the page: as VS Code does when the user picks another theme. */
function applyTheme(theme: Theme): void {
  const { style } = document.documentElement;
  for (const name of [...style]) if (name.startsWith('--vscode-')) style.removeProperty(name);
  for (const [name, value] of Object.entries(theme.variables)) style.setProperty(`--vscode-${name}`, value);
  document.body.classList.remove('vscode-dark', 'vscode-light', 'vscode-high-contrast', 'vscode-high-contrast-light');
  document.body.classList.add(theme.kind);
  if (theme.kind === 'vscode-high-contrast-light') document.body.classList.add('vscode-high-contrast');
  document.body.dataset.vscodeThemeKind = theme.kind;
}
