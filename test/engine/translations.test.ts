import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ParameterValues } from '../../src/core/kernels/parameters';
import type { StrategyId } from '../../src/core/kernels/strategy';
import { EngineClient } from '../../src/shared/engineClient';
import type { EngineSettings } from '../../src/shared/engineProtocol';
import { RunRecorder } from '../../src/shared/runRecorder';
import { square } from '../unit/core/measurementFixtures';

const ONLY_HERE = { executor: 'host', namedBy: null, hasViews: false } as const;
const CHINESE = 'l10n/bundle.l10n.zh-cn.json';

describe('an engine that is told the translations of the editor', () => {
  const lines: string[] = [];
  let client: EngineClient | null = null;
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'matmul-translations-'));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    lines.length = 0;
    await client?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  function engineWith(translations: string | undefined, settings: Partial<EngineSettings> = {}): EngineClient {
    client = new EngineClient({
      enginePath: 'dist/engine.js',
      start: () => ({ node: null, settings: { codePath: 'auto', dataFolder: null, ...settings } }),
      log: (line) => lines.push(line),
      ...(translations === undefined ? {} : { translations }),
    });
    return client;
  }

  /** Why a strategy has no time at 32×32×32. */
  async function reason(engine: EngineClient, id: StrategyId, values: ParameterValues): Promise<string> {
    const benchmark = {
      name: 'test',
      problems: [square(32)],
      strategies: [{ id, values }],
      budgetSeconds: 0.1,
      precision: 0.05,
      threads: null,
    };
    const spec = { title: 'test', benchmarks: [benchmark] };
    const recorder = new RunRecorder('test', spec, new Date());
    await engine.run(spec, (event) => recorder.apply(event), new AbortController().signal);
    const [row] = recorder.rows;
    return row.state === 'done' && row.measurement.status !== 'ok' ? row.measurement.reason : row.state;
  }

  it('says in Chinese why a row is not supported', async () => {
    expect(await reason(engineWith(CHINESE), 'sparse', { block: 6 })).toBe('请将 block 设为 4 的倍数，而不是 6。');
  });

  it('says so too in its threads, and in the processes that it starts', async () => {
    vi.stubEnv('VK_ICD_FILENAMES', '/none.json');
    vi.stubEnv('__EGL_VENDOR_LIBRARY_FILENAMES', '/none.json');
    const noLibrary = join(folder, 'no library.so');
    await writeFile(noLibrary, 'text');
    const engine = engineWith(CHINESE, { blasLibrary: { file: noLibrary, namedBy: 'X' }, gpu: ONLY_HERE });
    const { blas, gpu } = (await engine.describe()).machine;
    expect(blas?.auto).toMatchObject({
      reason: expect.stringMatching(/ 无法使用：无法加载：.*。它由 X 指定。请更正。$/) as string,
    });
    expect(gpu).toMatchObject({
      reason: expect.stringMatching(/^Vulkan 不提供 GPU。OpenGL ES 不提供 GPU。/) as string,
    });
    const choice = { id: 'simd', values: {} } as const;
    const kernel = await engine.kernel({ choice, problem: square(32), threads: null, measured: null, wraps: true });
    expect(kernel.state === 'shown' ? kernel.text : '').toMatch(/^;; 打包 SIMD \(simd\)：/);
    expect(await reason(engine, 'simd', { nr: 3 })).toMatch(/^一个向量包含 4 个 f32 元素。/);
  });

  it('speaks English where none are named, whatever its own environment says', async () => {
    vi.stubEnv('MATMUL_PROFILER_TRANSLATIONS', CHINESE);
    expect(await reason(engineWith(undefined), 'sparse', { block: 6 })).toMatch(/^Set block to a multiple of 4/);
  });

  it.each([
    ['is not there', null],
    ['is no JSON', '{'],
    ['holds something else', '{ "a": 1 }'],
  ])('speaks English and says so in the log where the file %s', async (_, text) => {
    const path = join(folder, 'bundle.json');
    if (text !== null) await writeFile(path, text);
    expect(await reason(engineWith(path), 'sparse', { block: 6 })).toMatch(/^Set block to a multiple of 4/);
    expect(lines.filter((line) => line.startsWith('The translations cannot be read'))).not.toEqual([]);
  });
});
