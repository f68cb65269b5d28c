import { describe, expect, it } from 'vitest';
import { ModuleBuilder } from '../../../../../src/core/kernels/wasm/assembler';
import type { FunctionBody, Local } from '../../../../../src/core/kernels/wasm/assembler';
import { elementCode } from '../../../../../src/core/kernels/wasm/element';
import { i32, v128, zeroMemory } from '../../../../../src/core/kernels/wasm/expressions';
import type { Expression, Integer } from '../../../../../src/core/kernels/wasm/expressions';
import { exportedFunction } from '../../../../../src/core/kernels/wasm/kernelModule';
import { machine } from '../fakeContext';

type Write = (f: FunctionBody, values: Readonly<Record<'x' | 'y', Local<'i32'>>>) => void;

function memoryOf(elements: Float32Array | Float64Array): WebAssembly.Memory {
  const memory = new WebAssembly.Memory({ initial: 1 });
  new Uint8Array(memory.buffer).set(new Uint8Array(elements.buffer));
  return memory;
}

/** Runs a function of two integers on a memory of one page. */
function run(write: Write, x = 0, y = 0, memory = new WebAssembly.Memory({ initial: 1 })): ArrayBuffer {
  const builder = new ModuleBuilder(false, 'test');
  builder.export('main', builder.define('main', ['x', 'y'] as const, write));
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(builder.build()), { env: { memory } });
  exportedFunction(exports, 'main')(x, y);
  return memory.buffer;
}

function evaluate(of: (x: Local<'i32'>, y: Local<'i32'>) => Integer, x: number, y: number): number {
  const buffer = run(
    (f, values) => {
      f.run(i32.store(8, of(values.x, values.y)));
    },
    x,
    y,
  );
  return new Uint32Array(buffer)[2];
}

describe('integers', () => {
  it('are computed modulo 2^32', () => {
    expect(evaluate(i32.add, 2 ** 32 - 1, 3)).toBe(2);
    expect(evaluate(i32.subtract, 1, 3)).toBe(2 ** 32 - 2);
    expect(evaluate(i32.multiply, 2 ** 16, 2 ** 16 + 3)).toBe(3 * 2 ** 16);
    expect(evaluate(i32.and, 12, 10)).toBe(8);
    expect(evaluate(i32.or, 12, 10)).toBe(14);
  });

  it('are compared and divided as unsigned numbers, as addresses are', () => {
    expect(evaluate(i32.below, 1, 2 ** 31)).toBe(1);
    expect(evaluate(i32.below, 2 ** 31, 1)).toBe(0);
    expect(evaluate(i32.atLeast, 2 ** 31, 1)).toBe(1);
    expect(evaluate(i32.atLeast, 5, 5)).toBe(1);
    expect(evaluate(i32.minimum, 2 ** 31, 7)).toBe(7);
    expect(evaluate(i32.remainder, 2 ** 32 - 1, 10)).toBe(5);
    expect(evaluate(i32.equal, 4, 4)).toBe(1);
    expect(evaluate((x) => i32.isZero(x), 4, 0)).toBe(0);
  });

  it('are chosen by a condition', () => {
    expect(evaluate((x, y) => i32.select(x, y, 9), 1, 5)).toBe(5);
    expect(evaluate((x, y) => i32.select(x, y, 9), 0, 5)).toBe(9);
  });

  it('may be negative or large constants', () => {
    for (const value of [0, -1, 63, 64, -64, -65, 2 ** 31 - 1, -(2 ** 31)]) {
      expect(evaluate(() => value, 0, 0)).toBe(value >>> 0);
    }
  });
});

describe('control', () => {
  it('repeats while a condition holds, tested before each turn', () => {
    const sum: Write = (f, { x, y }) => {
      f.while(x, () => {
        f.increase(y, x);
        f.decrease(x, 1);
      });
      f.run(i32.store(0, y));
    };
    expect(new Uint32Array(run(sum, 4, 100))[0]).toBe(110);
    expect(new Uint32Array(run(sum, 0, 100))[0]).toBe(100);
  });

  it('repeats while a condition holds, tested after each turn', () => {
    const count: Write = (f, { x, y }) => {
      f.doWhile(
        () => {
          f.increase(y, 1);
        },
        i32.below(y, x),
      );
      f.run(i32.store(0, y));
    };
    expect(new Uint32Array(run(count, 5, 0))[0]).toBe(5);
    expect(new Uint32Array(run(count, 0, 7))[0]).toBe(8);
  });

  it('takes one of two ways, also within loops', () => {
    const odd: Write = (f, { x, y }) => {
      f.while(x, () => {
        f.if(
          i32.and(x, 1),
          () => {
            f.increase(y, 1);
          },
          () => {
            f.increase(y, 100);
          },
        );
        f.decrease(x, 1);
      });
      f.if(i32.below(y, 100), () => {
        f.setInteger(y, 7);
      });
      f.run(i32.store(0, y));
    };
    expect(new Uint32Array(run(odd, 5))[0]).toBe(203);
    expect(new Uint32Array(run(odd, 1))[0]).toBe(7);
  });

  it('calls functions by the names of their parameters', () => {
    const builder = new ModuleBuilder(false, 'test');
    const store = builder.define('store', ['value', 'address'] as const, (f, { value, address }) => {
      f.run(i32.store(address, value));
    });
    const main = builder.define('main', ['x'] as const, (f, { x }) => {
      f.call(store, { address: 4, value: i32.add(x, 1) });
    });
    builder.export('main', main);
    const memory = new WebAssembly.Memory({ initial: 1 });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(builder.build()), { env: { memory } });
    exportedFunction(exports, 'main')(41);
    expect(new Uint32Array(memory.buffer)[1]).toBe(42);
  });

  it('names the module, its functions and their variables', () => {
    const builder = new ModuleBuilder(false, 'a module');
    builder.define('double', ['x'] as const, (f, { x }) => {
      f.set(f.local('i32', 'twice'), i32.add(x, x));
    });
    const [section] = WebAssembly.Module.customSections(new WebAssembly.Module(builder.build()), 'name');
    // Sub-sections 0 (module), 1 (functions) and 2 (variables of each function), each with its length.
    const text = (value: string): number[] => [value.length, ...new TextEncoder().encode(value)];
    const functions = [1, 0, ...text('double')];
    const variables = [1, 0, 2, 0, ...text('x'), 1, ...text('twice')];
    expect([...new Uint8Array(section)]).toEqual([
      ...[0, 9, ...text('a module')],
      ...[1, functions.length, ...functions],
      ...[2, variables.length, ...variables],
    ]);
  });

  it('refuses two parameters of one name', () => {
    expect(() => new ModuleBuilder(false, 'test').define('main', ['x', 'x'] as const, () => undefined)).toThrow(
      TypeError,
    );
  });
});

describe.each([
  ['f32', Float32Array, 4],
  ['f64', Float64Array, 2],
] as const)('vectors of %s', (dtype, Elements, lanes) => {
  const element = elementCode(dtype);
  const bytes = 16 / lanes;
  const input = new Elements(Array.from({ length: 3 * lanes }, (_, at) => at + 1));
  const load = (at: number): Expression<'v128'> => v128.load(0, at * 16);

  function vector(value: Expression<'v128'>): number[] {
    const write: Write = (f) => {
      f.run(v128.store(64, value, 16));
    };
    return [...new Elements(run(write, 0, 0, memoryOf(input)), 80, lanes)];
  }
  const lane = (compute: (x: number, y: number, z: number) => number): number[] =>
    Array.from({ length: lanes }, (_, at) => compute(input[at], input[lanes + at], input[2 * lanes + at]));

  it('are added and multiplied lane by lane', () => {
    expect(vector(element.addVectors(load(0), load(1)))).toEqual(lane((x, y) => x + y));
    expect(vector(element.multiplyVectors(load(0), load(1)))).toEqual(lane((x, y) => x * y));
    expect(vector(element.multiplyAdd('separate', load(0), load(1), load(2)))).toEqual(lane((x, y, z) => x * y + z));
    expect(vector(v128.zero)).toEqual(lane(() => 0));
  });

  it.runIf(machine.wasm.relaxedSimd)('are multiplied and added at once', () => {
    expect(vector(element.multiplyAdd('relaxed', load(0), load(1), load(2)))).toEqual(lane((x, y, z) => x * y + z));
  });

  it('are filled from one element', () => {
    expect(vector(element.loadSplat(bytes, bytes))).toEqual(lane(() => 3));
  });

  it('are put together from the bytes of two', () => {
    const crossed = Array.from({ length: 16 }, (_, at) => (at < 8 ? at : at + 16));
    expect(vector(v128.shuffle(load(0), load(1), crossed))).toEqual([
      ...input.slice(0, lanes / 2),
      ...input.slice(lanes + lanes / 2, 2 * lanes),
    ]);
  });

  it('have scalar twins', () => {
    const write: Write = (f) => {
      const sum = element.add(element.load(0), element.load(0, bytes));
      f.run(element.store(64, element.multiply(sum, element.load(2 * bytes)), 16));
    };
    expect(new Elements(run(write, 0, 0, memoryOf(input)), 80, 1)[0]).toBe(9);
  });
});

describe('memory', () => {
  it('is set to zeros', () => {
    const memory = memoryOf(new Float32Array(8).fill(NaN));
    const write: Write = (f) => {
      f.run(zeroMemory(8, 12));
    };
    expect([...new Float32Array(run(write, 0, 0, memory), 0, 8)]).toEqual([NaN, NaN, 0, 0, 0, NaN, NaN, NaN]);
  });

  it('is shared where the module is made for it, and only there', () => {
    const shared = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    const unshared = new WebAssembly.Memory({ initial: 1 });
    for (const isShared of [true, false]) {
      const module = new WebAssembly.Module(new ModuleBuilder(isShared, 'test').build());
      const [right, wrong] = isShared ? [shared, unshared] : [unshared, shared];
      expect(() => new WebAssembly.Instance(module, { env: { memory: right } })).not.toThrow();
      expect(() => new WebAssembly.Instance(module, { env: { memory: wrong } })).toThrow(WebAssembly.LinkError);
    }
  });
});

it('says which function is missing', () => {
  expect(() => exportedFunction({}, 'gemm')).toThrow('the module does not export gemm');
});

describe('imported functions', () => {
  const builder = (): ModuleBuilder => new ModuleBuilder(false, 'test of imports');

  it('are called with their arguments in order, and leave the indices of the module’s own functions right', () => {
    const module = builder();
    const tell = module.import('tell', ['x', 'y', 'z'] as const);
    const twice = module.define('twice', ['x'] as const, (f, { x }) => {
      f.call(tell, { z: 3, x, y: i32.add(x, x) });
    });
    module.export(
      'main',
      module.define('main', ['x', 'y'] as const, (f, { x, y }) => {
        f.call(twice, { x });
        f.call(twice, { x: y });
      }),
    );
    const told: number[][] = [];
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.build()), {
      env: { memory: new WebAssembly.Memory({ initial: 1 }), tell: (...values: number[]) => told.push(values) },
    });
    exportedFunction(exports, 'main')(4, 10);
    expect(told).toEqual([
      [4, 8, 3],
      [10, 20, 3],
    ]);
  });

  it('cannot come after others', () => {
    const module = builder();
    module.define('first', [], () => undefined);
    expect(() => module.import('late', [])).toThrow(/before any is defined/);
  });
});
