import * as l10n from '@vscode/l10n';
import { assertNever } from '../../assertNever';
import type { CodePath } from '../../codePath';
import type { Machine } from '../../machine';
import { sizeLabel } from '../../problem';
import type { Problem } from '../../problem';
import { listed } from '../../sentences';
import type { KernelCode } from '../kernelCode';
import type { ParameterValues } from '../parameters';
import { strategyById } from '../registry';
import type { StrategyId } from '../strategy';
import { moduleText } from '../wasm/text/moduleText';
import type { ModuleText } from '../wasm/text/moduleText';
import type { KernelModule } from '../wasm/kernelModule';
import { commentLines, commentTable } from './commentLines';
import type { CommentStyle } from './commentLines';
import { functionNote, moduleGuide } from './moduleGuide';

/** What of a measurement, or of what could be measured, says which kernel it is. */
export interface KernelSubject {
  readonly strategy: StrategyId;
  readonly problem: Problem;
  readonly values: ParameterValues;
  /** Ids of the values that this machine's tuned defaults gave. */
  readonly tuned: readonly string[];
  /** Where it ran or would run: modules are generated for its code paths. */
  readonly machine: Machine;
  /** Whether the editor that shows it breaks lines that are too long for it; else comments are broken here. */
  readonly wraps: boolean;
  /** What the measurement says that really ran; `null` where nothing was measured. */
  readonly backend: string | null;
}

/** Columns that comments are broken at where nobody else does it. */
const COMMENT_WIDTH = 110;

/** A kernel for a reader, or why there is none. */
export type ShownKernel =
  | {
      readonly state: 'shown';
      /** 'simd f32 6×16 512×512×512.wat'. */
      readonly title: string;
      readonly language: 'wat' | 'javascript' | 'wgsl' | 'plaintext';
      readonly text: string;
      /** The values that were set, tuned ones among them. */
      readonly parameters: ParameterValues;
      /** None where it is JavaScript, or a library's own code. */
      readonly modules: readonly ShownModule[];
    }
  | { readonly state: 'none'; readonly reason: string };

export interface ShownModule {
  readonly name: string;
  readonly bytes: number;
  readonly functions: ModuleText['functions'];
}

/** The code of a kernel as text, with what a reader has to know of it before. Kernels run on shared memory. */
export function kernelText(subject: KernelSubject): ShownKernel {
  const { strategy: id, problem, machine, values } = subject;
  const { m, k, n, alpha, dtype } = problem;
  const strategy = strategyById(id);
  const support = strategy.supports(problem, machine, values);
  if (!support.supported) return { state: 'none', reason: support.reason };
  if (m * k * n * alpha === 0) {
    return { state: 'none', reason: l10n.t('There is nothing to multiply, so that C is only scaled: no kernel runs.') };
  }
  if (strategy.kernelCode === undefined) return nativeText(subject);
  const code = strategy.kernelCode(problem, machine, values, true);
  const name = `${id} ${dtype} ${code.label} ${sizeLabel(problem)}`;
  switch (code.language) {
    case 'js':
    case 'wgsl': {
      // As other JavaScript, it is shown without breaking its lines.
      const style = { mark: '//', width: COMMENT_WIDTH };
      return {
        state: 'shown',
        title: `${name}.${code.language}`,
        language: code.language === 'js' ? 'javascript' : 'wgsl',
        text: [
          ...heading(style, subject, code),
          ...scriptReading(style, subject, code.reading),
          '',
          code.source,
          '',
        ].join('\n'),
        parameters: values,
        modules: [],
      };
    }
    case 'wasm': {
      const style = { mark: ';;', width: subject.wraps ? Infinity : COMMENT_WIDTH };
      const parts = code.modules.map((module) => shownModule(style, module));
      return {
        state: 'shown',
        title: `${name}.wat`,
        language: 'wat',
        text: [...heading(style, subject, code), ...parts.flatMap(({ lines }) => ['', ...lines]), ''].join('\n'),
        parameters: values,
        modules: parts.map(({ module }) => module),
      };
    }
  }
}

function nativeReading(): string {
  return l10n.t(
    'There is no text of this kernel. It is machine code inside of a native library, which Matmul Profiler calls and does not generate. To see it, disassemble the library (objdump -d on Linux, otool -tv on macOS, dumpbin /disasm on Windows), or sample it while it runs (perf record, Instruments, VTune): the names of its functions often say which instructions they use. The generated kernels that come nearest are those of simd, on one thread, and of parallel.',
  );
}

/** What there is to say of a kernel in a native library. */
function nativeText(subject: KernelSubject): ShownKernel {
  const { strategy: id, problem, values } = subject;
  const style = { mark: '#', width: COMMENT_WIDTH };
  return {
    state: 'shown',
    title: `${id} ${problem.dtype} ${sizeLabel(problem)}.txt`,
    language: 'plaintext',
    text: [...heading(style, subject, null), style.mark, ...commentLines(style, nativeReading()), ''].join('\n'),
    parameters: values,
    modules: [],
  };
}

function heading(
  style: CommentStyle,
  { strategy, problem, values, tuned, machine, backend }: KernelSubject,
  code: KernelCode | null,
): readonly string[] {
  const { id, title, summary } = strategyById(strategy);
  const set = Object.entries(values).map(([name, value]) =>
    tuned.includes(name) ? l10n.t('{0} = {1} (tuned)', name, value) : `${name} = ${value}`,
  );
  return [
    ...commentLines(style, l10n.t('{0} ({1}): {2}', title, id, summary)),
    style.mark,
    ...commentTable(style, [
      [l10n.t('product'), productText(problem)],
      [
        l10n.t('parameters'),
        set.length === 0 ? l10n.t('none is set: as chosen for the problem and the machine') : listed(set),
      ],
      [l10n.t('ran as'), backend ?? l10n.t('not measured')],
      [l10n.t('processor'), machine.processor],
      ...(code?.language === 'wasm'
        ? [[l10n.t('code path'), codePathText(machine.wasm.codePaths[problem.dtype])] as const, ...code.facts]
        : []),
    ]),
  ];
}

/** 'C ← 2·Aᵀ·B + C, op(A) 512×64, op(B) 64×512, in f32'. */
function productText({ m, k, n, dtype, transposeA, transposeB, alpha, beta, density, structure }: Problem): string {
  const product = `${factor(alpha)}${transposeA ? 'Aᵀ' : 'A'}·${transposeB ? 'Bᵀ' : 'B'}`;
  const added = beta === 0 ? '' : ` + ${factor(beta)}C`;
  const formula = `C ← ${product}${added}`;
  if (density === 1) {
    return l10n.t('{0}, op(A) {1}×{2}, op(B) {2}×{3}, in {4}', formula, m, k, n, dtype);
  }
  return l10n.t(
    '{0}, op(A) {1}×{2}, op(B) {2}×{3}, in {4}, A {5}, density {6}',
    formula,
    m,
    k,
    n,
    dtype,
    structure,
    density,
  );
}

function factor(value: number): string {
  return value === 1 ? '' : `${value}·`;
}

function codePathText(path: CodePath): string {
  return l10n.t('{0}: {1}', path, codePathNote(path));
}

function codePathNote(path: CodePath): string {
  switch (path) {
    case 'simd256':
      return l10n.t(
        'V8 joins neighbouring 128-bit operations (at offset=0 and offset=16, and so on) in pairs to 256-bit ones',
      );
    case 'relaxed':
      return l10n.t('multiplication and addition in one instruction, relaxed_madd');
    case 'shuffle':
      return l10n.t('relaxed_madd; elements of A are read as vectors and spread by shuffles');
    case 'unroll1':
      return l10n.t('relaxed_madd; small tiles, and one step of k a turn');
    case 'separate':
      return l10n.t('a multiplication, then an addition');
    default:
      return assertNever(path);
  }
}

function scriptReading(
  style: CommentStyle,
  { problem: { dtype } }: KernelSubject,
  own: string | undefined,
): readonly string[] {
  if (own !== undefined) return [style.mark, ...commentLines(style, own)];
  const reading = l10n.t(
    'How to read it. This text is compiled for {0} alone, so that V8 never sees arrays of another type in it. Operands come with their strides, in elements: op(X)[i, j] is elements[i · rowStride + j · columnStride].',
    dtype,
  );
  return [style.mark, ...commentLines(style, reading)];
}

function shownModule(
  style: CommentStyle,
  module: KernelModule,
): { readonly module: ShownModule; readonly lines: readonly string[] } {
  const guide = moduleGuide(module);
  const { text, functions } = moduleText(module.bytes, (name) => functionNote(guide, name));
  const comment = (line: string): readonly string[] => commentLines(style, line, line.startsWith('- ') ? 2 : 0);
  const size = sizeText(module, functions);
  return {
    module: { name: module.key, bytes: module.bytes.length, functions },
    lines: [
      ...comment(size),
      ...comment(
        l10n.t(
          'Sizes, addresses and strides come in as parameters, all of them in i32: one module serves problems of every size.',
        ),
      ),
      ';;',
      ...comment(l10n.t('How to read it.')),
      ...guide.reading.flatMap(comment),
      ...(guide.sources.length === 0
        ? []
        : [';;', ...comment(l10n.t('Sources')), ...guide.sources.flatMap((each) => comment(`- ${each}`))]),
      '',
      ...text.split('\n'),
    ],
  };
}

function sizeText({ key, bytes }: KernelModule, functions: ShownModule['functions']): string {
  const size = count(bytes.length);
  const [largest] = [...functions].sort((x, y) => y.bytes - x.bytes);
  if (largest === undefined) return l10n.t('Module {0}: {1} bytes, empty.', key, size);
  const of = [key, size, largest.name, count(largest.bytes)] as const;
  if (functions.length === 1) {
    return l10n.t('Module {0}: {1} bytes, 1 function, the largest {2} with {3}.', ...of);
  }
  return l10n.t('Module {0}: {1} bytes, {4} functions, the largest {2} with {3}.', ...of, functions.length);
}

function count(number: number): string {
  return number.toLocaleString('en');
}
