import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineClient } from '../../src/shared/engineClient';

/** Answers every request, but ends at once where it was started with flags. */
const ENGINE_WITHOUT_FLAGS = `
if (process.execArgv.length > 0) process.exit(3);
process.on('message', ({ id }) => process.send({ jsonrpc: '2.0', id, result: { usesRevectorization: false, notes: ['a note of its own'] } }));
process.once('disconnect', () => process.exit());
`;

describe('an engine that does not bear the flags', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'matmul-engine-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is started again without them, once for all who ask meanwhile', async () => {
    const enginePath = join(folder, 'engine.cjs');
    await writeFile(enginePath, ENGINE_WITHOUT_FLAGS);
    const lines: string[] = [];
    let asked: Promise<unknown> | undefined;
    const client = new EngineClient({
      enginePath,
      log: (line) => {
        lines.push(line);
        // Somebody else asks in the moment in which the first process is gone and the second not yet there.
        if (line.startsWith('It did not start')) asked = client.describe();
      },
    });
    try {
      const { notes } = await client.describe();
      expect(notes).toEqual([
        expect.stringMatching(/did not start with its V8 flags \(--.*without/),
        'a note of its own',
      ]);
      await asked;
      expect(asked).toBeDefined();
      expect(lines.filter((line) => line.startsWith('The engine runs'))).toHaveLength(2);
    } finally {
      await client.dispose();
    }
  });
});
