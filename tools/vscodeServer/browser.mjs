// The Chromium that shows VS Code and the webviews in tests.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { canInstallDebianPackages, findCommand, installDebianPackages } from './debian.mjs';

/** First the one that has no window at all: the same engine, which takes a third less time for the same tests. */
const COMMANDS = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** What is installed, the first that can be: other distributions than Debian have no shell, which needs files of the whole. */
const PACKAGES = [['chromium', 'chromium-headless-shell'], ['chromium']];
const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** There is no browser for the tests; the message says what to install. */
export class BrowserMissingError extends Error {
  name = 'BrowserMissingError';
}

/**
 * The path of a Chromium that runs: the one that the environment variable CHROMIUM names, one on the PATH, one that
 * Playwright has downloaded, or else, where that can be done, one that is installed now.
 */
export async function findChromium() {
  const named = process.env.CHROMIUM;
  if (named) {
    if (await runs(named)) return named;
    throw new BrowserMissingError(
      `CHROMIUM names ${named}, which does not run. Set it to the path of a Chromium or Chrome.`,
    );
  }
  const found = await installedChromium();
  if (found !== null) return found;
  let problem = '';
  for (const names of canInstallDebianPackages() ? PACKAGES : []) {
    await installDebianPackages(names).catch((error) => (problem = `\n${error.message}`));
    const installed = await installedChromium();
    if (installed !== null) return installed;
  }
  throw new BrowserMissingError(
    'The tests need Chromium or Chrome, and there is none on the PATH. Install one (on Debian: sudo apt-get install ' +
      `chromium; elsewhere: npx playwright-core install chromium), or set CHROMIUM to its path.${problem}`,
  );
}

async function installedChromium() {
  const commands = COMMANDS.map(findCommand).filter((path) => path !== null);
  for (const path of [...commands, ...APPLICATIONS, chromium.executablePath()]) {
    if (existsSync(path) && (await runs(path))) return path;
  }
  return null;
}

/** Ubuntu's `chromium` may be a mere hint to install a snap: only its answer tells. */
function runs(path) {
  return promisify(execFile)(path, ['--version'], { timeout: 30_000 }).then(
    () => true,
    () => false,
  );
}

/** Starts a browser without a window, with more flags where they are given; it reaches this machine only. */
export async function launchBrowser(flags = []) {
  return chromium.launch({
    executablePath: await findChromium(),
    args: [
      '--no-sandbox',
      '--no-first-run',
      '--disable-quic',
      '--disable-sync',
      '--disable-background-networking',
      '--disable-component-update',
      // Its answers to its maker's servers would only be failures that delay the page.
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
      ...flags,
    ],
  });
}
