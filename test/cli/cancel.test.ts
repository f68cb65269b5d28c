import { afterEach, describe, expect, it } from 'vitest';
import { CommandLineProcess, isAlive, runIn } from './commandLineProcess';

/** What the design promises, and what a process needs to print and to end. */
const LIMIT_MS = 300 + 200;

const LONG = ['measure', '--size', '32,640', '--strategies', 'naive', '--dtype', 'f64', '--budget', '2'];

let started: CommandLineProcess[] = [];

function start(args: readonly string[], environment: Readonly<Record<string, string>> = {}): CommandLineProcess {
  const commandLine = new CommandLineProcess(args, { MATMUL_PROFILER_LOG: '1', ...environment });
  started.push(commandLine);
  return commandLine;
}

/** Waits until the first row is final and a kernel of the second, one run of which takes longer than a cancellation may, runs. Returns the engine's id. */
async function inMidRun(commandLine: CommandLineProcess): Promise<number> {
  await commandLine.says(/1\/2 rows: (warming up naive|naive, round)/);
  return Number((await commandLine.says(/process (\d+)/))[1]);
}

afterEach(() => {
  for (const { pid } of started) {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // Nothing is left of its group.
    }
  }
  started = [];
});

describe('a run that is stopped', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('ends on %s with what was measured and leaves no process', async (signal) => {
    // A busy machine may delay one process; it does not delay three in a row.
    const times: number[] = [];
    for (let attempt = 0; attempt < 3 && !times.some((time) => time <= LIMIT_MS); attempt++) {
      const commandLine = start([...LONG, '--json', '-']);
      const engine = await inMidRun(commandLine);
      const begin = performance.now();
      process.kill(commandLine.pid, signal);
      const ended = await commandLine.ended();
      times.push(performance.now() - begin);
      expect(ended.code).toBe(130);
      expect(runIn(ended)).toMatchObject({
        state: 'cancelled',
        measurements: [{ status: 'ok' }, { code: 'cancelled' }],
      });
      expect(isAlive(engine)).toBe(false);
    }
    expect(Math.min(...times)).toBeLessThanOrEqual(LIMIT_MS);
  });

  it('prints a table of what was measured', async () => {
    const commandLine = start(LONG);
    await inMidRun(commandLine);
    process.kill(commandLine.pid, 'SIGINT');
    const { stdout, stderr } = await commandLine.ended();
    expect(stdout).toMatch(/▸ naive +\d/);
    expect(stdout).toContain('cancelled: ');
    expect(stderr).toContain('Cancelled; 1 of 2 rows have a time.');
  });

  it('ends in the same way when the terminal interrupts its engine as well', async () => {
    const commandLine = start([...LONG, '--json', '-']);
    const engine = await inMidRun(commandLine);
    process.kill(-commandLine.pid, 'SIGINT');
    const ended = await commandLine.ended();
    expect(ended.code).toBe(130);
    expect(runIn(ended)).toMatchObject({ state: 'cancelled', measurements: [{ status: 'ok' }, { code: 'cancelled' }] });
    expect(isAlive(engine)).toBe(false);
  });

  it('ends in time when its engine hangs', async () => {
    const commandLine = start([...LONG, '--json', '-']);
    const engine = await inMidRun(commandLine);
    process.kill(engine, 'SIGSTOP');
    process.kill(commandLine.pid, 'SIGINT');
    const ended = await commandLine.ended();
    expect(ended.code).toBe(130);
    expect(runIn(ended)).toMatchObject({ state: 'cancelled', measurements: [{ status: 'ok' }, { code: 'cancelled' }] });
    expect(isAlive(engine)).toBe(false);
  });

  it('ends at once, without a result, on a second signal', async () => {
    const commandLine = start([...LONG, '--json', '-']);
    const engine = await inMidRun(commandLine);
    // So that the first signal alone takes its time.
    process.kill(engine, 'SIGSTOP');
    process.kill(commandLine.pid, 'SIGINT');
    process.kill(commandLine.pid, 'SIGTERM');
    expect(await commandLine.ended()).toMatchObject({ code: 130, stdout: '' });
    // Nobody waits for it any more, so that its end may come a moment later.
    await expect.poll(() => isAlive(engine)).toBe(false);
  });

  it('leaves no engine behind when it is killed itself', async () => {
    const commandLine = start(LONG);
    const engine = await inMidRun(commandLine);
    process.kill(commandLine.pid, 'SIGKILL');
    await commandLine.ended();
    await expect.poll(() => isAlive(engine), { timeout: 5000 }).toBe(false);
  });
});

describe('an engine that is lost', () => {
  it('costs the rows that were not measured; the others are kept', async () => {
    const commandLine = start([...LONG, '--json', '-']);
    const engine = await inMidRun(commandLine);
    process.kill(engine, 'SIGKILL');
    const ended = await commandLine.ended();
    expect(runIn(ended)).toMatchObject({
      state: 'failed',
      measurements: [{ status: 'ok' }, { status: 'failed', code: 'engine lost' }],
    });
    expect(ended.stderr).toMatch(/error: The engine stopped \(killed by SIGKILL\).* 1 of 2 rows have a time\.\n$/);
    expect(ended.code).toBe(1);
  });

  it('is said plainly when it cannot even start', async () => {
    const commandLine = start(['measure', '--size', '8'], { MATMUL_PROFILER_NODE: '/nowhere/node' });
    const { code, stdout, stderr } = await commandLine.ended();
    expect(stderr).toContain('error: The engine could not be started');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });
});
