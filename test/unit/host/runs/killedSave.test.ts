import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../src/core/matrix/random';
import { RunStore } from '../../../../src/host/runs/runStore';
import { runOf } from '../../../runFixture';
import { timed } from '../../core/measurementFixtures';

const KILLS = 100;
/** Processes at a time, which save into the same folder, as several windows do. */
const AT_ONCE = 4;
/**
 * So long that writing it takes a while, and in one word, since each process reads what those before it have saved, and
 * thousands of samples would be thousands of numbers to check.
 */
const LONG_NOTE = 'a note '.repeat(10_000);
/** Longer than a save takes, so that every part of one is hit. */
const LONGEST_LIFE_MS = 8;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matmul-killed-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A process that saves run after run, and says of each when it was saved. */
async function savingProgram(): Promise<string> {
  const entry = join(folder, 'saver.mjs');
  const run = { ...runOf([timed('simd', 1e6)]), id: 'x', notes: [LONG_NOTE] };
  await writeFile(join(folder, 'run.json'), JSON.stringify(run));
  await build({
    stdin: {
      contents: `import { readFileSync, writeSync } from 'node:fs';
        import { RunStore } from ${JSON.stringify(join(process.cwd(), 'src/host/runs/runStore.ts'))};
        const [, , folder, run, prefix] = process.argv;
        const store = new RunStore({ folder, keep: () => 1e6, onBadFile: (message) => { throw new Error(message); } });
        const base = JSON.parse(readFileSync(run, 'utf8'));
        await store.load();
        writeSync(1, 'begun\\n');
        for (let at = 0; ; at++) {
          const id = prefix + '-' + at;
          await store.save({ ...base, id });
          writeSync(1, id + '\\n');
        }`,
      resolveDir: process.cwd(),
    },
    ...{ outfile: entry, bundle: true, platform: 'node', format: 'esm', logLevel: 'silent' },
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  return entry;
}

/** Starts it, kills it so long after its first word, and gives what it said was saved. */
function killedAfter(lifeMs: number, program: string, runs: string, prefix: string): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, runs, join(folder, 'run.json'), prefix], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (said === '') setTimeout(() => child.kill('SIGKILL'), lifeMs);
      said += chunk.toString();
    });
    child.once('error', reject);
    child.once('close', () => {
      // The last line may have been cut.
      resolve(said.split('\n').slice(1, -1));
    });
  });
}

describe('a process that is killed in the middle of a save', () => {
  it('loses nothing that was saved before', async () => {
    const program = await savingProgram();
    const runs = join(folder, 'runs');
    const random = new RandomStream(7);
    const lives = Array.from({ length: KILLS }, (_, kill) => ({ kill, ms: LONGEST_LIFE_MS * random.next() })).values();
    const saved: string[] = [];
    const killSome = async (): Promise<void> => {
      for (const { kill, ms } of lives) saved.push(...(await killedAfter(ms, program, runs, `run${kill}`)));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, killSome));
    const messages: string[] = [];
    const store = new RunStore({ folder: runs, keep: () => 1e6, onBadFile: (message) => messages.push(message) });
    await store.load();
    expect(saved.length).toBeGreaterThan(0);
    expect(saved.filter((id) => store.get(id)?.notes?.at(0) !== LONG_NOTE)).toEqual([]);
    expect(messages).toEqual([]);
    // Some were hit in the middle, or this shows nothing.
    expect((await readdir(runs)).some((name) => name.endsWith('.tmp'))).toBe(true);
  }, 300_000);
});
