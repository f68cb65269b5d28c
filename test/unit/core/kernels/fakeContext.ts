import { setFlagsFromString } from 'node:v8';
import type { KernelContext, Team } from '../../../../src/core/kernels/strategy';
import { exportedFunction } from '../../../../src/core/kernels/wasm/kernelModule';
import type { KernelModule } from '../../../../src/core/kernels/wasm/kernelModule';
import type { Machine } from '../../../../src/core/machine';
import { generateC, generateOperands } from '../../../../src/core/matrix/generate';
import { aligned, layOutOperands, operandsIn } from '../../../../src/core/matrix/operands';
import { elementBytes, plainProblem } from '../../../../src/core/problem';
import type { Problem } from '../../../../src/core/problem';
import { MACHINE } from '../../../machineFixture';
import { blasStates, fakeBlas, OPENBLAS } from './fakeBlas';
import type { FakeBlas } from './fakeBlas';

const relaxedSimd = supportsRelaxedSimd();
const codePath = relaxedSimd ? 'relaxed' : 'separate';

/** The machine that the tests run on, as far as kernels care. */
export const machine: Machine = {
  ...MACHINE,
  logicalCores: 4,
  wasm: { simd: true, relaxedSimd, threads: true, codePaths: { f32: codePath, f64: codePath } },
  blas: blasStates(OPENBLAS),
};

/** Node 20 has relaxed SIMD behind a flag; with it, what newer engines run is tested there too. */
function supportsRelaxedSimd(): boolean {
  // f64x2.relaxed_madd in a module that does nothing else.
  const type = [1, 6, 1, 0x60, 1, 0x7b, 1, 0x7b];
  const code = [10, 13, 1, 11, 0, 0x20, 0, 0x20, 0, 0x20, 0, 0xfd, 0x87, 0x02, 0x0b];
  const module = Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...type, 3, 2, 1, 0, ...code]);
  if (WebAssembly.validate(module)) return true;
  setFlagsFromString('--experimental-wasm-relaxed-simd');
  return WebAssembly.validate(module);
}

export const square: Problem = plainProblem(8, 8, 8);

/** Modules are compiled once for all tests of a file. */
const compiled = new Map<string, WebAssembly.Module>();

export function compile({ key, bytes }: KernelModule): WebAssembly.Module {
  let module = compiled.get(key);
  if (module === undefined) {
    module = new WebAssembly.Module(bytes);
    compiled.set(key, module);
  }
  return module;
}

export interface FakeOptions {
  readonly workspaceBytes: number;
  readonly threads?: number;
  readonly sharedMemory?: boolean;
  readonly machine?: Machine;
  readonly cancelled?: () => boolean;
  /** Elements between a multiple of 64 bytes and each operand, fewer than 64 bytes; none where it is left out. */
  readonly offsets?: OperandOffsets;
}

export type OperandOffsets = Readonly<Record<'a' | 'b' | 'c', number>>;

export interface FakeContext extends KernelContext {
  readonly blas: FakeBlas;
  /** The bytes between the operands, around them and around the workspace hold a pattern; whether all still do. */
  guardsAreIntact(): boolean;
  /** Bytes of workspace that were asked for. */
  readonly allocatedBytes: () => number;
}

/** Bytes of pattern around every operand and every piece of workspace. */
const GUARD_BYTES = 64;
const GUARD = 0xa5;

/** A kernel thread without threads: operands filled from the problem's seed, parts of a team run one after the other. */
export function fakeContext(problem: Problem, options: FakeOptions): FakeContext {
  // Addresses start above 0, where an address would look like 'none'.
  let end = 1024;
  const guards: number[] = [];
  const guard = (): void => {
    guards.push(end);
    end += GUARD_BYTES;
  };
  const layout = layOutOperands(problem, end + GUARD_BYTES);
  const bytesOfElement = elementBytes(problem.dtype);
  const offsets = options.offsets ?? { a: 0, b: 0, c: 0 };
  // Room for two guards between operands, as either of them may begin anywhere in a cache line.
  const shift = (place: typeof layout.a, guardsBefore: number, elements: number): typeof layout.a => {
    const offset = place.offset + guardsBefore * GUARD_BYTES + elements * bytesOfElement;
    guards.push(offset - GUARD_BYTES, offset + place.rows * place.columns * bytesOfElement);
    return { ...place, offset };
  };
  const a = shift(layout.a, 0, offsets.a);
  const b = shift(layout.b, 2, offsets.b);
  const c = shift(layout.c, 4, offsets.c);
  end = layout.end + 6 * GUARD_BYTES;
  guard();
  const pieces = 4 * (options.threads ?? 1) + 8;
  const pages = Math.ceil((end + options.workspaceBytes + pieces * GUARD_BYTES) / 65536);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: options.sharedMemory ?? true });
  const bytes = new Uint8Array(memory.buffer);
  // Workspace that is read before it is written gives NaN.
  bytes.fill(0xff);
  for (const at of guards) bytes.fill(GUARD, at, at + GUARD_BYTES);
  const operands = operandsIn(memory.buffer, problem, { a, b, c, end });
  const { nonzeros } = generateOperands(problem, operands.a, operands.b, operands.c);

  let allocated = 0;
  const instances = new Map<string, WebAssembly.Exports>();
  const instantiate = (module: KernelModule, thread = 0): WebAssembly.Exports => {
    const key = `${thread} ${module.key}`;
    let exports = instances.get(key);
    if (exports === undefined) {
      exports = new WebAssembly.Instance(compile(module), { env: { memory } }).exports;
      instances.set(key, exports);
    }
    return exports;
  };
  const size = options.threads ?? 1;
  const team: Team = {
    size,
    load(module, threads) {
      for (let thread = 0; thread < threads; thread++) instantiate(module, thread);
    },
    run(module, name, threads, argumentsOf) {
      if (threads > size) throw new RangeError(`there are ${size} threads, not ${threads}`);
      for (let thread = 0; thread < threads; thread++) {
        exportedFunction(instantiate(module, thread), name)(...argumentsOf(thread));
      }
    },
    job: (module, name, calls) => () => {
      team.run(module, name, calls.length, (thread) => calls[thread]);
    },
    whileAwake: (threads, work) => {
      if (threads > size) throw new RangeError(`there are ${size} threads, not ${threads}`);
      return work();
    },
  };
  let now = 0;
  return {
    problem,
    machine: options.machine ?? machine,
    ...operands,
    nonzeros,
    memory,
    team,
    blas: fakeBlas(memory),
    allocate(wanted) {
      const at = end;
      end += aligned(wanted);
      allocated += aligned(wanted);
      bytes.fill(GUARD, end, end + GUARD_BYTES);
      guard();
      return at;
    },
    instantiate,
    resetC: () => {
      generateC(problem, operands.c);
    },
    nowNs: () => (now += 1000),
    cancelled: options.cancelled ?? (() => false),
    guardsAreIntact: () => guards.every((at) => bytes.subarray(at, at + GUARD_BYTES).every((byte) => byte === GUARD)),
    allocatedBytes: () => allocated,
  };
}
