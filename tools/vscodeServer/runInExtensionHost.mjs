// Stands in for the `code` executable of @vscode/test-electron: takes the same flags, runs the tests in the extension host
// of a VS Code server, and exits with their code.
// `node runInExtensionHost.mjs FOLDER --extensionDevelopmentPath=PATH --extensionTestsPath=PATH`
import { format, parseArgs } from 'node:util';
import { launchBrowser } from './browser.mjs';
import { startServer } from './server.mjs';

const TIMEOUT_MS = 300_000;

const { values, positionals } = parseArgs({
  strict: false,
  options: { extensionDevelopmentPath: { type: 'string' }, extensionTestsPath: { type: 'string' } },
});
const [folder] = positionals;

const server = await startServer({ dev: true, folder, env: testEnvironment() });
let browser = null;
try {
  browser = await launchBrowser();
  process.exitCode = await runTests(await browser.newPage({ viewport: { width: 1280, height: 800 } }));
} catch (error) {
  console.error(error, `\nThe server said:\n${await server.log()}`);
  process.exitCode = 1;
} finally {
  await browser?.close();
  await server.stop();
}

/** What @vscode/test-electron was asked to hand to the tests comes in this process's environment. */
function testEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('MATMUL_PROFILER_')));
}

/** Opens the workbench on the tests and resolves to their exit code. The page calls the two functions; see VS Code's test-web. */
async function runTests(page) {
  const output = [];
  const ended = new Promise((resolve, reject) => {
    page.once('crash', () => reject(new Error('the page crashed')));
    page.once('close', () => reject(new Error('the page was closed')));
    setTimeout(() => reject(new Error(`the tests did not end within ${TIMEOUT_MS / 1000} s`)), TIMEOUT_MS).unref();
    void page.exposeFunction('codeAutomationLog', (_type, args) => {
      const line = format(...args);
      output.push(line);
      if (line.startsWith('measured: ')) console.log(line); // By a test; the rest is the workbench's own talk.
    });
    void page.exposeFunction('codeAutomationExit', (code) => resolve(code));
  });
  ended.catch(() => undefined); // Also while the page is still being opened.
  try {
    await page.goto(
      server.url({
        payload: [
          ['extensionDevelopmentPath', server.remoteUri(values.extensionDevelopmentPath)],
          ['extensionTestsPath', server.remoteUri(values.extensionTestsPath)],
        ],
      }),
    );
    return await ended;
  } catch (error) {
    console.log(output.join('\n'));
    throw error;
  }
}
