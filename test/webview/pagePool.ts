/// <reference types="node" />
import type { Browser, Page } from 'playwright-core';
import type { Message } from 'vscode-jsonrpc/node';

/** What pages that are made for different screens differ in. */
export interface Screen {
  readonly reducedMotion: 'reduce' | 'no-preference';
  readonly deviceScaleFactor: number;
}

/** Who is told what a page says while it is lent. */
export interface Borrower {
  take(message: Message): void;
  complain(text: string): void;
}

declare global {
  interface Window {
    toHost(message: unknown): Promise<void>;
    complain(text: string): Promise<void>;
  }
}

/**
 * Pages that one test after the other opens a document in. Chromium makes a window with processes of its own for each page,
 * which takes longer than most tests; a document takes nothing over from the one before it, once what that has stored is gone.
 *
 * Each page has a context of its own, and so a window: pages of one context are tabs of one window, of which Chromium draws all
 * but the one in front once a second.
 */
export class PagePool {
  private readonly idle = new Map<string, Page[]>();
  private readonly screens = new WeakMap<Page, string>();
  private readonly borrowers = new WeakMap<Page, Borrower>();

  /**
   * @param prepare is called once for each page that will be lent.
   * @param blank an empty document of the origin of those that pages are lent for.
   */
  constructor(
    private readonly browser: Browser,
    private readonly prepare: (page: Page) => Promise<unknown>,
    private readonly blank: string,
  ) {}

  /** A page without a document, whose bindings `toHost` and `complain` reach the borrower. */
  async lend(screen: Screen, borrower: Borrower): Promise<Page> {
    const page = this.idle.get(nameOf(screen))?.pop() ?? (await this.openToLend(screen));
    this.borrowers.set(page, borrower);
    return page;
  }

  /** A page that nobody had before and nobody gets after: it is to be closed, and may be changed in any way. */
  async open(screen: Screen, borrower: Borrower): Promise<Page> {
    const page = await this.browser.newPage(screen);
    this.listen(page);
    this.borrowers.set(page, borrower);
    return page;
  }

  /** Ends the document of a page that was lent; what it still says goes to its borrower. */
  async giveBack(page: Page): Promise<void> {
    await page.goto(this.blank);
    await page.evaluate(() => {
      sessionStorage.clear();
      localStorage.clear();
    });
    // Else the next document would begin with something below the pointer.
    await page.mouse.move(-1, -1);
    this.borrowers.delete(page);
    const screen = this.screens.get(page) ?? '';
    this.idle.set(screen, [...(this.idle.get(screen) ?? []), page]);
  }

  private async openToLend(screen: Screen): Promise<Page> {
    const page = await this.browser.newPage(screen);
    this.screens.set(page, nameOf(screen));
    this.listen(page);
    await page.exposeBinding('toHost', (_source, message: Message) => this.borrowers.get(page)?.take(message));
    await page.exposeBinding('complain', (_source, text: string) => this.borrowers.get(page)?.complain(text));
    await this.prepare(page);
    return page;
  }

  private listen(page: Page): void {
    // Below the limit of a test, so that the report says what was waited for.
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => this.borrowers.get(page)?.complain(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') {
        this.borrowers.get(page)?.complain(message.text());
      }
    });
  }
}

function nameOf({ reducedMotion, deviceScaleFactor }: Screen): string {
  return `${reducedMotion} ${deviceScaleFactor}`;
}
