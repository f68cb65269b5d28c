/// <reference types="node" />
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { AbstractMessageReader, AbstractMessageWriter, Emitter, createMessageConnection } from 'vscode-jsonrpc/node';
import type { DataCallback, Disposable, Message, MessageConnection } from 'vscode-jsonrpc/node';
import type { WebviewKind } from '../../src/host/webviewHtml';
import { PagePool } from './pagePool';
import type { Screen } from './pagePool';
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

/** What the tests of a file look at: a browser, and a server of the documents that it shows. */
interface Place {
  readonly browser: Browser;
  readonly server: PageServer;
  readonly pages: PagePool;
}

interface Opened {
  readonly page: Page;
  readonly host?: MessageConnection;
  readonly complaints: readonly string[];
  /** Whether another test may have the page afterwards. */
  readonly isLent: boolean;
}

/** That of all test files of this process, for pages and what they have fetched serve one after the other. */
let shared: Promise<Place> | null = null;
let place: Place;
const opened: Opened[] = [];

/**
 * Connects to the browser and starts a server for a test file; after each test, no page may have complained.
 * @param flags of Chromium, with which a browser of its own is started.
 */
export function useBrowser(flags: readonly string[] = []): void {
  beforeAll(async () => {
    const own = { ...BROWSER, args: [...BROWSER.args, ...flags] };
    place = await (flags.length > 0
      ? placeIn(chromium.launch(own))
      : (shared ??= placeIn(chromium.connect(inject('browser')))));
  });
  afterEach(async ({ task }) => {
    const views = opened.splice(0);
    for (const { page, host, isLent } of views) {
      host?.dispose();
      // After a failure, a key may be held down or an answer on its way.
      if (isLent && task.result?.state !== 'fail') await place.pages.giveBack(page);
      else await page.close();
    }
    expect(views.flatMap(({ complaints }) => complaints)).toEqual([]);
  });
  afterAll(async () => {
    if (flags.length === 0) return;
    await place.browser.close();
    await place.server.stop();
  });
}

async function placeIn(starting: Promise<Browser>): Promise<Place> {
  const browser = await starting;
  const server = await PageServer.start(inject('bundles'));
  const prepare = (page: Page): Promise<unknown> => page.addInitScript(prepareWindow, themes);
  return { browser, server, pages: new PagePool(browser, prepare, `${server.origin}/blank`) };
}

export async function openView(kind: WebviewKind, options: ViewOptions = {}): Promise<View> {
  const { theme = 'dark', lang = 'en', width = 1180, height = 900 } = options;
  const fromPage = new Emitter<Message>();
  const complaints: string[] = [];
  const page = await place.pages.lend(screenOf(options), {
    take: (message) => {
      fromPage.fire(message);
    },
    complain: (text) => complaints.push(text),
  });
  await page.setViewportSize({ width, height });
  const host = createMessageConnection(new PageReader(fromPage), new PageWriter(page));
  host.listen();

  let isLoaded = false;
  const view: View = {
    page,
    host,
    complaints,
    ready: async () => {
      if (isLoaded) await page.evaluate(eventsAreDelivered);
      isLoaded = true;
      await page.goto(`${place.server.origin}/${kind}?lang=${lang}&theme=${theme}`);
      await page.locator('body[data-ready="1"]').waitFor();
    },
    setTheme: (name) => page.evaluate(applyTheme, themes[name]),
  };
  opened.push({ page, host, complaints, isLent: true });
  return view;
}

function screenOf({ reducedMotion = false, deviceScaleFactor = 1 }: ViewOptions): Screen {
  return { reducedMotion: reducedMotion ? 'reduce' : 'no-preference', deviceScaleFactor };
}

/** A document in a browser, without an editor around it; nothing may be fetched for it. */
export async function openDocument(html: string, colorScheme: 'light' | 'dark'): Promise<Page> {
  const complaints: string[] = [];
  const complain = (text: string): void => void complaints.push(text);
  const page = await place.pages.open(screenOf({}), { take: () => undefined, complain });
  opened.push({ page, complaints, isLent: false });
  await page.setViewportSize({ width: 1180, height: 900 });
  await page.emulateMedia({ colorScheme });
  const address = `${place.server.origin}/document`;
  await page.route('**', (route) => {
    if (route.request().url() === address) return route.fulfill({ contentType: 'text/html', body: html });
    complaints.push(`fetched ${route.request().url()}`);
    return route.abort();
  });
  await page.goto(address);
  await page.locator('body[data-ready="1"]').waitFor();
  return page;
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
  private isEnded = false;

  constructor(private readonly page: Page) {
    super();
  }

  async write(message: Message): Promise<void> {
    // An answer that comes after the test is not for the one that has the page now.
    if (this.isEnded) return;
    // As JSON, which is what VS Code sends it as; the driver's own way takes a second for a thousand rows.
    await this.page.evaluate((json) => {
      window.postMessage(JSON.parse(json), '*');
    }, JSON.stringify(message));
  }

  end(): void {
    this.isEnded = true;
  }

  override dispose(): void {
    super.dispose();
    this.end();
  }
}

interface Theme {
  readonly kind: string;
  readonly variables: Readonly<Record<string, string>>;
}

declare global {
  interface Window {
    acquireVsCodeApi?: () => {
      postMessage(message: unknown): void;
      getState(): unknown;
      setState(state: unknown): void;
    };
  }
}

/** Runs in the page before its own scripts: what VS Code puts there, in the theme that the address names. */
function prepareWindow(all: Readonly<Record<string, Theme>>): void {
  const name = new URLSearchParams(location.search).get('theme');
  const theme = name === null ? undefined : all[name];
  if (theme === undefined) return;
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
