import { DTYPES } from '../../src/core/problem';
import type { Dtype } from '../../src/core/problem';
import { armTitle } from './arms';
import type { BenchRatio, BenchRow } from './benchResult';
import { geometricMean } from './ratio';
import type { SectionId } from './sections';
import { dips } from './sweep';

/** What the strategies are to reach on this class of machine, and what they did. */
export interface Goal {
  readonly text: string;
  /** Of the fastest sample of each side, unless the text says otherwise. */
  readonly value: number;
  readonly least: number;
  readonly aim: number;
  readonly verdict: 'aim met' | 'met' | 'not met';
}

/** Goals that the rows say something about. */
export function judge(rows: readonly BenchRow[]): readonly Goal[] {
  const goals: Goal[] = [];
  const add = (text: string, values: readonly number[], least: number, aim: number, of = Math.min): void => {
    if (values.length === 0) return;
    const value = of(...values);
    const verdict = value >= aim ? 'aim met' : value >= least ? 'met' : 'not met';
    goals.push({ text, value, least, aim, verdict });
  };
  const best = (section: SectionId, over: string, accept: (row: BenchRow) => boolean = () => true): readonly number[] =>
    ratiosOf(rows, section, over, accept).map((ratio) => ratio.best);
  const mean = (...values: readonly number[]): number => geometricMean(values);

  for (const { dtype, least, aim, leastWorst, aimWorst } of DENSE) {
    for (const over of ['openblas1', 'openblas1Avx2']) {
      const values = best('dense', over, ({ problem }) => problem.dtype === dtype);
      add(`simd ${dtype} over ${armTitle(over)}, geometric mean`, values, least, aim, mean);
      add(`simd ${dtype} over ${armTitle(over)}, worst size`, values, leastWorst, aimWorst);
    }
  }
  add('simd without revectorisation, share of the 128-bit peak, worst', best('peak128', 'fmaPeak'), 0.88, 0.95);
  for (const over of ['openblasAll', 'openblasAllAvx2']) {
    add(`parallel over ${armTitle(over)}, worst size`, best('threads', over), 0.9, 1);
  }
  add('parallel, threads left to choose, over simd, worst size', best('threadChoice', 'simd'), 0.95, 1);
  for (const wanted of DTYPES) {
    const isAimedAt: (row: BenchRow) => boolean = ({ problem: { dtype, structure, density } }) =>
      dtype === wanted && structure === 'uniform' && density >= 0.01 && density <= 0.1;
    const text = `sparse ${wanted} over scipy CSR, 1 thread each, density 0.01 to 0.1, worst`;
    add(text, best('sparse', 'scipy', isAimedAt), 5, 10);
  }
  for (const { over, least, aim } of LIBRARIES) {
    add(`simd over ${armTitle(over)}, n = 1024`, best('libraries', over, ofSize(1024)), least, aim);
  }
  add('strassen over simd, n = 2048', best('strassen', 'simd', ofSize(2048)), 1, 1.05);
  add('strassen over simd, n = 4096', best('strassen', 'simd', ofSize(4096)), 1.05, 1.14);
  add('a training step over numpy, 1 thread, worst', best('training', 'numpyTraining'), 1, 1.3);
  add('a training step over tfjs-backend-wasm, worst', best('training', 'tfjsTraining'), 15, 20);
  for (const dtype of DTYPES) {
    for (const { n, share } of dips(rows, dtype).slice(0, 1)) {
      const text = `simd ${dtype}, every size from 1 to 300: deepest fall below its neighbours, at n = ${n}`;
      add(text, [share], 0.7, 0.8);
    }
  }
  return goals;
}

/** From the table 'What it must show'. */
const DENSE: readonly { dtype: Dtype; least: number; aim: number; leastWorst: number; aimWorst: number }[] = [
  { dtype: 'f32', least: 0.95, aim: 1.05, leastWorst: 0.85, aimWorst: 1 },
  { dtype: 'f64', least: 0.93, aim: 1.02, leastWorst: 0.85, aimWorst: 0.95 },
];
const LIBRARIES = [
  { over: 'onnxruntimeNode', least: 1, aim: 1.1 },
  { over: 'onnxruntimeWeb', least: 3, aim: 4 },
  { over: 'tfjsWasm', least: 2.5, aim: 3.3 },
  { over: 'mlMatrix', least: 40, aim: 50 },
];

function ofSize(n: number): (row: BenchRow) => boolean {
  return ({ problem }) => problem.n === n;
}

function ratiosOf(
  rows: readonly BenchRow[],
  section: SectionId,
  over: string,
  accept: (row: BenchRow) => boolean,
): readonly BenchRatio[] {
  return rows
    .filter((row) => row.section === section && accept(row))
    .flatMap(({ ratios }) => ratios.filter((ratio) => ratio.over === over));
}
