// A workbench in a browser and the ways in which a user drives it.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchBrowser } from './browser.mjs';
import { startServer } from './server.mjs';

const START_TIMEOUT_MS = 90_000;
const ACTION_TIMEOUT_MS = 30_000;
const QUICK_INPUT_TIMEOUT_MS = 5_000;
const QUICK_INPUT_ATTEMPTS = 4;

/** Motion costs processor time where a browser draws without a graphics card, and kernels want that time. */
const STILL = { 'workbench.reduceMotion': 'on', 'editor.cursorBlinking': 'solid' };

export class Workbench {
  /** Every message of the page and of the webviews in it, errors that nobody caught included. */
  messages = [];

  constructor(page, { folder, userData, close }) {
    this.page = page;
    this.folder = folder;
    this.userData = userData;
    this.close = close;
    page.setDefaultTimeout(ACTION_TIMEOUT_MS);
    page.on('console', (message) => {
      this.messages.push({ type: message.type(), text: message.text(), source: message.location().url });
    });
    page.on('pageerror', (error) => {
      this.messages.push({ type: 'uncaught', text: String(error), source: error.stack ?? '' });
    });
  }

  /**
   * Starts a server with `env` in the language `locale` and a browser with `flags`, and opens a new folder that holds `files` (name → text) in it.
   * `close()` ends all of them and removes the folder.
   */
  static async open({
    extensionsDir,
    files = {},
    settings = {},
    env = {},
    flags = [],
    locale,
    viewport = { width: 1280, height: 800 },
  }) {
    const undo = [];
    const close = async () => {
      for (const step of undo.splice(0).reverse()) await step();
    };
    try {
      const folder = await mkdtemp(join(tmpdir(), 'mmp-workspace-'));
      undo.push(() => rm(folder, { recursive: true, force: true }));
      for (const [name, text] of Object.entries(files)) {
        await mkdir(dirname(join(folder, name)), { recursive: true });
        await writeFile(join(folder, name), text);
      }
      const server = await startServer({ extensionsDir, settings: { ...STILL, ...settings }, env, folder, locale });
      undo.push(() => server.stop());
      const browser = await launchBrowser(flags);
      undo.push(() => browser.close());
      const page = await browser.newPage({ viewport, reducedMotion: 'reduce' });
      await page.addInitScript(reportToasts);
      const workbench = new Workbench(page, { folder, userData: server.userData, close });
      await page.goto(server.url(), { timeout: START_TIMEOUT_MS });
      await workbench.whenLoaded();
      return workbench;
    } catch (error) {
      await close();
      throw error;
    }
  }

  /** The extension's icon shows that the workbench knows what is installed. */
  async whenLoaded() {
    await this.activityIcon().waitFor({ timeout: START_TIMEOUT_MS });
  }

  /** Reloads the window as its own command does, which first stores what is open. */
  async reload() {
    const loaded = this.page.waitForEvent('domcontentloaded', { timeout: START_TIMEOUT_MS });
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.whenLoaded();
  }

  activityIcon() {
    return this.page.locator('.activitybar .action-label[aria-label^="Matmul Profiler"]');
  }

  /** Shows the side bar view and resolves to its page. */
  async openSidebar() {
    await this.activityIcon().click();
    return this.webview('sidebar');
  }

  /** The document of a webview as soon as it has drawn its first state, by the marks that its body carries. */
  async webview(kind, timeout = START_TIMEOUT_MS) {
    for (const deadline = Date.now() + timeout; Date.now() < deadline; await sleep(50)) {
      const frame = await this.findWebview(kind);
      if (frame !== null) return frame;
    }
    throw new Error(`The webview '${kind}' was not ready within ${timeout / 1000} s.`);
  }

  async findWebview(kind) {
    for (const frame of this.page.frames()) {
      // A frame that goes away while it is asked is not the one.
      const found = await frame
        .locator(`body[data-kind="${kind}"][data-ready="1"]`)
        .count()
        .catch(() => 0);
      if (found > 0) return frame;
    }
    return null;
  }

  /** Runs a command by its whole title in the palette. */
  async runCommand(title) {
    await this.pick('F1', `>${title}`, title);
  }

  async openFile(name) {
    await this.pick('Control+P', name, name);
    await this.tab(name).waitFor();
  }

  /**
   * Opens a quick input by its key, types and picks a row. It closes again when a view takes the focus late, as one that just
   * came up does; then all of it is done anew.
   */
  async pick(key, text, row) {
    for (let attempt = 1; ; attempt++) {
      await this.page.keyboard.press(key);
      try {
        await this.quickInput().fill(text, { timeout: QUICK_INPUT_TIMEOUT_MS });
        await this.quickPick(row).click({ timeout: QUICK_INPUT_TIMEOUT_MS });
        return;
      } catch (error) {
        if (attempt === QUICK_INPUT_ATTEMPTS) throw error;
      }
    }
  }

  quickInput() {
    return this.page.locator('.quick-input-widget input.input');
  }

  /** The first row of an open quick pick that shows the text. */
  quickPick(text) {
    return this.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
  }

  /** Picks an entry of the context menu that is open. A menu that just came up lets a click pass. */
  async pickMenuItem(title) {
    const item = this.page.locator('.context-view .action-item', { hasText: title });
    for (let attempt = 1; ; attempt++) {
      await item.click({ timeout: QUICK_INPUT_TIMEOUT_MS });
      try {
        await item.waitFor({ state: 'detached', timeout: 1000 });
        return;
      } catch (error) {
        if (attempt === QUICK_INPUT_ATTEMPTS) throw error;
      }
    }
  }

  tab(title) {
    return this.page.locator('.tabs-container .tab', { hasText: title });
  }

  lenses() {
    return this.page.locator('.codelens-decoration a');
  }

  /** Notifications that are on the screen now. */
  toasts() {
    return this.page.locator('.notifications-toasts .notification-list-item');
  }

  statusBar() {
    return this.page.locator('.part.statusbar');
  }

  /** What the keyboard goes to: 'editor', 'webview <id>', or the class of the element. */
  focus() {
    return this.page.evaluate(`(() => {
      const focused = document.activeElement;
      if (focused === null) return 'nothing';
      if (focused.tagName === 'IFRAME') return 'webview ' + focused.name;
      if (focused.closest('.editor-instance')) return 'editor';
      return focused.className || focused.tagName;
    })()`);
  }

  /** All error notifications since the workbench was opened, those that are gone included. */
  errorToasts() {
    const prefix = 'toast error: ';
    return this.messages.filter(({ text }) => text.startsWith(prefix)).map(({ text }) => text.slice(prefix.length));
  }

  /** Errors in the scripts of the webviews, caught by nobody or written to the console. */
  webviewErrors() {
    return this.messages
      .filter(({ type, source }) => (type === 'uncaught' || type === 'error') && source.includes('/dist/webview/'))
      .map(({ text }) => text);
  }

  /** Messages that say that something was against a content security policy. */
  policyViolations() {
    return this.messages.map(({ text }) => text).filter((text) => /content security policy/i.test(text));
  }

  async screenshot(path) {
    await mkdir(dirname(path), { recursive: true });
    await this.page.screenshot({ path });
  }
}

/** Runs in the page: writes each notification to the console when it appears. */
function reportToasts() {
  const seen = new WeakSet();
  new MutationObserver(() => {
    for (const item of document.querySelectorAll('.notifications-toasts .notification-list-item')) {
      const text = item.querySelector('.notification-list-item-message')?.textContent ?? '';
      if (seen.has(item) || text === '') continue;
      seen.add(item);
      const severity = item.querySelector('.codicon-error') === null ? 'other' : 'error';
      console.info(`toast ${severity}: ${text}`);
    }
  }).observe(document, { childList: true, subtree: true });
}
