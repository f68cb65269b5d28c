import type { Frame, Locator, Page } from 'playwright-core';

export interface WorkbenchOptions {
  readonly extensionsDir: string;
  /** Name → text. */
  readonly files?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment of the server, and so of the extension host and the engine. */
  readonly env?: Readonly<Record<string, string>>;
  /** More flags of Chromium. */
  readonly flags?: readonly string[];
  /** The display language, such as zh-cn; English where it is left out. */
  readonly locale?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
}

export interface ConsoleLine {
  readonly type: string;
  readonly text: string;
  /** Address of the script, or the stack of an error that nobody caught. */
  readonly source: string;
}

/** A workbench in a browser and the ways in which a user drives it. */
export class Workbench {
  static open(options: WorkbenchOptions): Promise<Workbench>;
  private constructor();
  readonly page: Page;
  /** The workspace folder. */
  readonly folder: string;
  /** What the server keeps for its user, such as the storage of extensions. */
  readonly userData: string;
  /** Every message of the page and of the webviews in it, errors that nobody caught included. */
  readonly messages: readonly ConsoleLine[];
  reload(): Promise<void>;
  activityIcon(): Locator;
  /** Shows the side bar view and resolves to its page. */
  openSidebar(): Promise<Frame>;
  /** The document of a webview as soon as it has drawn its first state. */
  webview(kind: 'sidebar' | 'results', timeoutMs?: number): Promise<Frame>;
  /** The document of a webview, or `null` when it is not shown or not ready. */
  findWebview(kind: 'sidebar' | 'results'): Promise<Frame | null>;
  /** Runs a command by its whole title in the palette. */
  runCommand(title: string): Promise<void>;
  openFile(name: string): Promise<void>;
  quickInput(): Locator;
  /** The first row of an open quick pick that shows the text. */
  quickPick(text: string): Locator;
  /** Picks an entry of the context menu that is open. */
  pickMenuItem(title: string): Promise<void>;
  tab(title: string): Locator;
  lenses(): Locator;
  /** Notifications that are on the screen now. */
  toasts(): Locator;
  statusBar(): Locator;
  /** What the keyboard goes to: 'editor', 'webview <id>', or the class of the element. */
  focus(): Promise<string>;
  /** All error notifications since the workbench was opened, those that are gone included. */
  errorToasts(): readonly string[];
  /** Errors in the scripts of the webviews, caught by nobody or written to the console. */
  webviewErrors(): readonly string[];
  /** Messages that say that something was against a content security policy. */
  policyViolations(): readonly string[];
  screenshot(path: string): Promise<void>;
  /** Ends the browser and the server, and removes the workspace folder. */
  close(): Promise<void>;
}
