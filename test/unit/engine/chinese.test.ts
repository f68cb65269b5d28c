import { describe, expect, it } from 'vitest';
import { BLAS_CHOICES, blasText } from '../../../src/core/blas';
import { gpuText } from '../../../src/core/gpu';
import type { GpuFound, GpuState } from '../../../src/core/gpu';
import { absentReason } from '../../../src/engine/blas/candidates';
import { ChosenGpu } from '../../../src/engine/gpu/chosenGpu';
import type { GpuConnection } from '../../../src/engine/gpu/gpuConnection';
import { Rates } from '../../../src/engine/rates';
import { whyTooSlow } from '../../../src/engine/slowRows';
import { square } from '../core/measurementFixtures';
import { englishPhrases } from '../../englishWords';
import { inChinese } from '../l10n/inChinese';

const COMMANDS = ['brew install openblas', 'conda install -c conda-forge openblas', 'sudo apt install libopenblas0'];
const NAMES = [...COMMANDS, 'sudo dnf install openblas-threads', 'sudo pacman', 'Intel MKL'];

function executor(state: GpuState): GpuConnection {
  const nothing = (): Promise<never> => Promise.reject(new Error('not asked'));
  return {
    look: () => Promise.resolve(state),
    ...{ open: nothing, openProducts: nothing, ask: nothing, settle: nothing },
    dispose: () => undefined,
  };
}

const SOFTWARE: GpuFound = {
  ...{ status: 'found', executor: 'host', api: 'webgpu', isSoftware: true, driver: 'Vulkan', clock: 'wall time' },
  ...{ name: 'llvmpipe', hasF16: false },
  limits: { operandBytes: 1, workgroupBytes: 1, invocationsPerWorkgroup: 1 },
};
const IN_VIEW: GpuFound = { ...SOFTWARE, name: 'Radeon', isSoftware: false, executor: 'webview', api: 'webgl2' };

describe('the engine in Chinese', () => {
  inChinese();

  it('says which BLAS is missing on each system, and what to install', () => {
    for (const platform of ['linux', 'darwin', 'win32']) {
      for (const choice of BLAS_CHOICES) {
        const reason = absentReason(choice, { platform, architecture: 'x64', environment: {} });
        expect(reason).toMatch(/^(未找到|Accelerate 只是).*请/);
        expect(englishPhrases(reason, NAMES)).toEqual([]);
      }
    }
    expect(absentReason('auto', { platform: 'darwin', architecture: 'arm64', environment: {} })).toBe(
      '未找到本机 BLAS。请用 Homebrew 安装一个：brew install openblas；或在设置 matmulProfiler.blas.library 中指定一个库。',
    );
    expect(blasText(null)).toBe('尚未查找');
  });

  it('says why which GPU was chosen, in the middle of a sentence', async () => {
    const settings = { executor: 'auto', namedBy: null, hasViews: true } as const;
    const missing: GpuState = { status: 'missing', reason: 'Vulkan 不提供 GPU。' };
    const look = (host: GpuState, view: GpuState): Promise<GpuState> =>
      new ChosenGpu(settings, executor(host), executor(view)).look();
    expect(gpuText(await look(missing, IN_VIEW))).toBe(
      'Radeon（Vulkan；在用户的屏幕上，通过 webview；计时：挂钟时间；选择原因：本机没有 GPU：Vulkan 不提供 GPU）',
    );
    expect(gpuText(await look(SOFTWARE, missing))).toMatch(/选择原因：通过视图无法访问 GPU：Vulkan 不提供 GPU）$/);
    expect(gpuText(await look(missing, missing))).toBe('无。Vulkan 不提供 GPU。Vulkan 不提供 GPU。');
    const off = new ChosenGpu({ executor: 'off', namedBy: 'X', hasViews: true }, executor(SOFTWARE), null);
    expect(gpuText(await off.look())).toBe('无。GPU 已由 X 关闭。要使用 GPU，请设为 auto 并再次运行。');
  });

  it('says that a run is too long for its budget', () => {
    const [choice, problem] = [{ id: 'naive', values: {} } as const, square(4000)];
    const rates = new Rates();
    rates.learn(choice, problem, 1);
    const plan = { budgetNs: 1e9, precision: 0.01, confidence: 0.95 };
    expect(whyTooSlow(choice, problem, plan, rates)).toBe(
      '一次运行约需 2 min 8 s，对于 1.0 s 的时间预算过长。请将预算设为 128 s 或更多。',
    );
  });
});
