import { describe, expect, it } from 'vitest';
import { accuracyExplanation, lossExplanation } from '../../../src/core/model/trainingExplanation';
import { judgeGates } from '../../../src/core/model/gates';
import { dataFromArrays } from '../../../src/core/mlp/arraysData';
import { decodeModel } from '../../../src/core/mlp/modelFile';
import { MISTAKE_DESCRIPTIONS, MISTAKES, whyNot } from '../../../src/core/mlp/network';
import { parseNpy, writeNpy } from '../../../src/core/mlp/npy';
import type { NpyArray } from '../../../src/core/mlp/npy';
import { phaseBackend, phaseTitle } from '../../../src/core/mlp/phaseText';
import { checkSupport } from '../../../src/core/mlp/stepProducts';
import { parseBenchmarkFile } from '../../../src/core/spec/benchmarkFile';
import { jsonSchemas } from '../../../src/core/spec/jsonSchemas';
import { FIRST_TRAIN_FORM, readTrainForm } from '../../../src/core/spec/trainForm';
import type { TrainForm, TrainProblems } from '../../../src/core/spec/trainForm';
import { mistakeTexts, trainedConditions, trainedLabel } from '../../../src/core/trainingLabel';
import { trainingLines } from '../../../src/shared/exports/trainingCsv';
import { trainingMarkdown } from '../../../src/shared/exports/trainingMarkdown';
import { trainingProgress } from '../../../src/shared/trainingProgress';
import { MACHINE } from '../../machineFixture';
import { runOf } from '../../runFixture';
import { armOf, LEARNT, trainingRecord } from '../../trainingRecordFixture';
import { inChinese } from '../l10n/inChinese';

const WRONG = { ...trainingRecord([armOf('simd', LEARNT), armOf('blas', LEARNT)]) };
const MISTAKEN = { ...WRONG, spec: { ...WRONG.spec, mistakes: ['no-mean' as const] } };
const NETWORK = {
  sizes: [4, 3, 2],
  hidden: 'relu',
  output: { activation: 'softmax', loss: 'cross-entropy' },
  initialisation: 'he',
} as const;

function messageOf(fail: () => unknown): string {
  try {
    fail();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('it did not fail');
}

const array = (shape: readonly number[], ...elements: readonly number[]): NpyArray => ({
  type: 'f8',
  shape,
  elements: Float64Array.from(elements),
});

function problemsOf(change: Partial<TrainForm>): TrainProblems {
  const result = readTrainForm({ ...FIRST_TRAIN_FORM, ...change }, []);
  return 'problems' in result ? result.problems : {};
}

function complaints(keys: object): readonly string[] {
  const text = JSON.stringify({ train: [{ name: 'digits', ...keys }] });
  return parseBenchmarkFile(text, 'a.matmul.json').diagnostics.map(({ message }) => message);
}

describe('of a training it is said in Chinese', () => {
  inChinese();

  it('what is wrong with arrays', () => {
    const two = array([2, 1], 1, 2);
    expect(messageOf(() => dataFromArrays(array([2], 1, 2), two, 'x'))).toBe('X 只有一维。需要两维：样本 × 特征。');
    expect(messageOf(() => dataFromArrays(two, array([3], 0, 1, 0), 'x'))).toBe(
      'X 有 2 个样本，而 y 有 3 个。请为每个样本给出一个类别。',
    );
    expect(messageOf(() => dataFromArrays(two, array([2], 0, 0.5), 'x'))).toBe('y[1] 为 0.5。类别为从 0 开始的整数。');
    expect(messageOf(() => parseNpy(new Uint8Array(20)))).toBe('它不是 .npy 文件。请用 numpy.save 写入。');
    expect(messageOf(() => parseNpy(writeNpy(two).subarray(0, 130)))).toBe(
      '文件已损坏：其形状 (2, 1) 需要 16 字节，实际有 2 字节。请重新写入。',
    );
  });

  it('what is wrong with a model, a strategy and a mistake', () => {
    expect(messageOf(() => decodeModel(new Uint8Array(40)))).toBe('它不是此扩展保存的模型。');
    const optimiser = { kind: 'sgd', rate: 1 } as const;
    const plan = { network: NETWORK, optimiser, batch: 4, dtype: 'f32', seed: 1, mistakes: [] } as const;
    const choice = { id: 'simd', values: {} } as const;
    expect(
      messageOf(() => {
        checkSupport(plan, { all: choice, products: { Z9: choice } }, MACHINE);
      }),
    ).toBe('此网络的一步中没有乘法 Z9；请从 Z1、Z2、dW2、dA1、dW1 中选择。');
    expect(whyNot('relu-mask', NETWORK)).toBe('隐藏层需要 sigmoid 或 tanh，而不是 relu。');
    for (const mistake of MISTAKES) {
      const { title, text } = MISTAKE_DESCRIPTIONS[mistake];
      expect(`${title} ${text}`, mistake).toMatch(/^[^A-Za-z]*(?:ReLU)?[^A-Za-z]*\p{Script=Han}/u);
    }
  });

  it('what is wrong in the form', () => {
    expect(problemsOf({ batch: '0', rate: '-1', layers: 'wide', loss: 'bce', data: 'npy' })).toEqual({
      batch: '请输入 1 到 65536 的整数。',
      rate: '请输入大于 0 的数。',
      layers: '请输入各隐藏层的宽度，例如 100 或 200, 50；留空表示没有隐藏层。',
      loss: 'bce 属于 sigmoid。请选择 cross-entropy 或 mse。',
      x: '请选择样本 × 特征的 .npy 文件。',
      y: '请选择包含每个样本类别的 .npy 文件。',
    });
  });

  it.each([
    [{ layers: 'wide' }, '"layers" 必须为宽度的列表，例如 [100]'],
    [{ batch: 0 }, '"batch" 必须是 1 到 65\u2009536 的整数'],
    [{ strategies: [{ id: 'simd', name: ' ' }] }, '"name" 必须为文本，例如 "sparse inputs"'],
    [{ strategies: ['simd', 'simd'] }, '此条目的另一次训练也叫 "simd"；请为这一次指定不同的 "name"'],
    [{ strategies: [{ id: 'simd', products: { Z3: 'blas' } }] }, /^"Z3" 不是此网络的乘法；/],
    [{ expect: [{ strategy: 'simd' }] }, '"expect" 必须包含 "accuracyAtLeast" 或 "fasterThan"'],
    [{ expect: [{ strategy: 'blas', fasterThan: 'simd' }] }, '"blas" 不在此条目的策略之中'],
    [{ output: 'softmax', loss: 'bce' }, '"bce" 属于输出 "sigmoid"；对于 "softmax" 请使用 "mse"'],
    [{ mistakes: ['relu-mask'] }, '此处无法使用 "relu-mask"：隐藏层需要 sigmoid 或 tanh，而不是 relu'],
    [{ mistakes: ['no-mean'] }, '故意出错：未除以批大小'],
    [{ data: { rows: 4 } }, /^"data" 需要同时给出 "rows"、"features" 和 "classes"/],
  ])('what is wrong in an entry of "train": %j', (keys, message) => {
    const said = complaints(keys);
    expect(said).toHaveLength(1);
    if (typeof message === 'string') expect(said[0].replace(/^每个 /, '')).toBe(message);
    else expect(said[0]).toMatch(message);
  });

  it('what the keys of an entry are, in the schema of benchmark files', () => {
    const schema = JSON.stringify(jsonSchemas()['benchmark.schema.json']);
    for (const text of [
      '各隐藏层的宽度',
      '学习率',
      '要故意犯的典型错误',
      '合成样本',
      '在 MNIST 上由两种策略轮流训练的网络',
    ])
      expect(schema).toContain(text);
  });

  it('what an expectation asked for and came to', () => {
    const record = trainingRecord([armOf('simd'), armOf('blas')], {
      expect: [
        { kind: 'accuracy at least', strategy: 'simd', share: 0.99 },
        { kind: 'step faster than', strategy: 'simd', than: 'blas', byPercent: 5 },
      ],
    });
    const [accurate, faster] = judgeGates(runOf([], { trainings: [record] }), null);
    expect(accurate).toMatchObject({
      title: 'simd 的测试样本正确率达到 99%',
      reason: '其正确率为 96%；要求至少 99%。',
    });
    expect(faster.title).toBe('simd 的一步比 blas 快 5%');
    expect(faster.reason).toMatch(/^它们各自不足 \d+ 次轮流/);
  });

  it('what was trained, under which conditions, and what was wrong on purpose', () => {
    const { trained } = MISTAKEN;
    expect(trainedLabel(MISTAKEN, trained)).toBe('784-100-10, relu, softmax + cross-entropy，79\u2009510 个参数，f32');
    expect(trainedConditions(MISTAKEN, { ...trained, data: 'MNIST' })).toBe(
      'MNIST；批大小 64，5 轮，sgd 学习率 0.3，种子 1；已检验梯度：相对误差 3.0e-10',
    );
    expect(mistakeTexts(MISTAKEN, { ...trained, mistakenGradientError: 0.3 })).toEqual([
      '故意出错：未除以批大小。梯度在批上求和而非取平均，因此可用的学习率取决于批大小。',
      '此时梯度检验得出的相对误差为 3.0e-1。',
    ]);
  });

  it('how far it is', () => {
    const two = { epochs: 5, arms: WRONG.spec.arms };
    const epoch = { type: 'epoch', arm: 1, epoch: 2, accuracy: 0.95 } as const;
    expect(trainingProgress(epoch, two).text).toBe('blas：第 2/5 轮，测试样本正确率 95%');
  });

  it('what its curves show', () => {
    const arms = [{ name: 'simd', ...LEARNT }];
    const loss = lossExplanation(arms, NETWORK);
    const accuracy = accuracyExplanation([...arms, ...arms]);
    expect(loss.sentences[0]).toBe('每个点为 390 步各批的平均损失，均在该步之前计算。');
    for (const text of [...loss.sentences, ...accuracy.sentences, ...loss.units.map(({ definition }) => definition)])
      expect(text).not.toMatch(/[A-Za-z]{3}/);
  });

  it('that points are closest at the beginning, where they are', () => {
    const curve = [1, 1, 4].map((steps, at) => ({ epoch: at + 1, steps, loss: 1, accuracy: 0.5 }));
    const closest = '开头曲线变化最快，点也最密。';
    expect(lossExplanation([{ name: 'simd', curve, epochs: [] }], NETWORK).sentences[0]).toContain(closest);
    expect(accuracyExplanation([{ name: 'simd', ...LEARNT }]).sentences[0]).not.toContain(closest);
  });

  it.each([
    ['convert for Z1', '为 Z1 转换'],
    ['gradient 2', '梯度 2'],
    ['update', '更新权重'],
    ['Z1 + bias + relu', 'Z1 + 偏置 + relu'],
    ['dW1', 'dW1'],
  ])('the part %s of a step: %s', (name, title) => {
    expect(phaseTitle(name)).toBe(title);
  });

  it('who computes a part: what runs keeps its name', () => {
    expect(phaseBackend('bias and softmax, wasm simd128, scalar JS')).toBe('偏置和 softmax，wasm simd128, 标量 JS');
    expect(phaseBackend('simd: wasm simd256 6×16')).toBe('simd: wasm simd256 6×16');
  });

  it('in Markdown, while tables for programs keep their names', () => {
    const text = trainingMarkdown(MISTAKEN);
    expect(text).toContain('| 训练所用策略 | 测试样本正确率 |');
    expect(text).toContain('更新权重');
    const lines = trainingLines(MISTAKEN);
    expect(lines.filter(({ kind }) => kind === 'phase').map(({ phase }) => phase)).toEqual([
      'Z1',
      'update',
      'Z1',
      'update',
    ]);
  });
});

describe('in English', () => {
  it('parts of a step are called what they are saved as', () => {
    for (const name of ['convert for Z1', 'transfer for dW1', 'activation 1', 'gather', 'loss', 'update', 'Z2 + bias'])
      expect(phaseTitle(name)).toBe(name);
    for (const backend of ['scalar JS', 'bias, wasm simd128', 'bias and relu, wasm simd128', 'blas: OpenBLAS'])
      expect(phaseBackend(backend)).toBe(backend);
  });
});
