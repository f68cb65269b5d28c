// A peer in a Python of its own, which is handed requests as lines and answers each with one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Starts a script; returns what asks it. */
export function startPython(python, script) {
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const failed = once(child, 'error').then(([error]) => Promise.reject(error));
  failed.catch(() => undefined);
  return async (request) => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await Promise.race([lines.next(), failed]);
    if (done) throw new Error('Python ended: see above.');
    return JSON.parse(value);
  };
}
