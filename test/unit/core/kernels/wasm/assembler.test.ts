import { describe, expect, it } from 'vitest';
import { ModuleBuilder } from '../../../../../src/core/kernels/wasm/assembler';
import { i32, v128 } from '../../../../../src/core/kernels/wasm/expressions';
import { signedLeb128, unsignedLeb128 } from '../../../../../src/core/kernels/wasm/leb128';

describe('LEB128', () => {
  // The examples of the DWARF standard, where the format comes from.
  it.each([
    [0, [0]],
    [2, [2]],
    [127, [127]],
    [128, [0x80, 1]],
    [624485, [0xe5, 0x8e, 0x26]],
    [2 ** 32 - 1, [0xff, 0xff, 0xff, 0xff, 0x0f]],
  ])('writes %i unsigned', (value, bytes) => {
    expect(unsignedLeb128(value)).toEqual(bytes);
  });

  it.each([
    [0, [0]],
    [-2, [0x7e]],
    [63, [63]],
    [64, [0xc0, 0]],
    [-128, [0x80, 0x7f]],
    [-123456, [0xc0, 0xbb, 0x78]],
    [-(2 ** 31), [0x80, 0x80, 0x80, 0x80, 0x78]],
  ])('writes %i signed', (value, bytes) => {
    expect(signedLeb128(value)).toEqual(bytes);
  });
});

/** Calls the function `f` of a module with numbers, on a memory of one page, which it gives back. */
function run(builder: ModuleBuilder, ...values: number[]): DataView {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(builder.build()), { env: { memory } });
  if (typeof exports.f !== 'function') throw new Error('no function f');
  new Uint8Array(memory.buffer, 0, 32).set(Array.from({ length: 32 }, (_, byte) => byte));
  (exports.f as (...values: number[]) => void)(...values);
  return new DataView(memory.buffer);
}

/** Stores an integer: what the assembler itself offers is vectors, so that a splat of it is stored. */
function storesCounted(write: (builder: ModuleBuilder) => void): ModuleBuilder {
  const builder = new ModuleBuilder(false);
  write(builder);
  return builder;
}

describe('the assembler', () => {
  it('writes a module that V8 takes, with locals, loops and branches', () => {
    const builder = storesCounted((module) => {
      const f = module.define(['count', 'target'], (body, { count, target }) => {
        // target += 16 · count, one turn at a time; odd counts take another 16.
        const left = body.local('i32');
        body.setInteger(left, count);
        body.while(left, () => {
          body.increase(target, 16);
          body.decrease(left, 1);
        });
        body.if(i32.and(count, 1), () => {
          body.increase(target, 16);
        });
        body.run(v128.store(target, v128.load(0)));
      });
      module.export('f', f);
    });
    expect(run(builder, 4, 64).getUint32(64 + 4 * 16, true)).toBe(0x03020100);
    expect(run(builder, 5, 64).getUint32(64 + 6 * 16, true)).toBe(0x03020100);
    expect(run(builder, 0, 64).getUint32(64, true)).toBe(0x03020100);
  });

  it('runs the body of a do-while at least once, and goes on while the condition holds', () => {
    const builder = storesCounted((module) => {
      const f = module.define(['count'], (body, { count }) => {
        const target = body.local('i32');
        body.setInteger(target, 1024);
        body.doWhile(() => {
          body.run(v128.store(target, v128.load(16)));
          body.increase(target, 16);
          body.decrease(count, 1);
        }, count);
      });
      module.export('f', f);
    });
    const view = run(builder, 3);
    const written = [0, 1, 2, 3].map((turn) => view.getUint32(1024 + 16 * turn, true) !== 0);
    expect(written).toEqual([true, true, true, false]);
  });

  it('calls functions that were defined before, with arguments by name', () => {
    const builder = storesCounted((module) => {
      const copy = module.define(['from', 'to'], (body, { from, to }) => {
        body.run(v128.store(to, v128.load(from)));
      });
      const f = module.define(['x'], (body, { x }) => {
        body.call(copy, { to: i32.multiply(x, 32), from: 16 });
      });
      module.export('f', f);
    });
    expect(run(builder, 4).getUint8(128)).toBe(16);
  });

  it('treats addresses and counts as unsigned', () => {
    const builder = storesCounted((module) => {
      const f = module.define(['x', 'y'], (body, { x, y }) => {
        body.if(
          i32.below(x, y),
          () => {
            body.run(v128.store(64, v128.load(0)));
          },
          () => {
            body.run(v128.store(128, v128.load(0)));
          },
        );
      });
      module.export('f', f);
    });
    expect(run(builder, 1, -1).getUint32(64, true)).toBe(0x03020100);
    expect(run(builder, -1, 1).getUint32(128, true)).toBe(0x03020100);
  });

  it('shuffles bytes of two vectors', () => {
    const bytes = [0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23];
    const builder = storesCounted((module) => {
      const f = module.define([], (body) => {
        body.run(v128.store(64, v128.shuffle(v128.load(0), v128.load(16), bytes)));
      });
      module.export('f', f);
    });
    const view = run(builder);
    expect(bytes.map((_, at) => view.getUint8(64 + at))).toEqual(bytes);
  });

  it('declares the kind of memory that it is made for', () => {
    const build = (shared: boolean): Uint8Array<ArrayBuffer> => {
      const builder = new ModuleBuilder(shared);
      builder.export(
        'f',
        builder.define([], () => undefined),
      );
      return builder.build();
    };
    const shared = new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true });
    const own = new WebAssembly.Memory({ initial: 1 });
    expect(
      () => new WebAssembly.Instance(new WebAssembly.Module(build(true)), { env: { memory: shared } }),
    ).not.toThrow();
    expect(() => new WebAssembly.Instance(new WebAssembly.Module(build(true)), { env: { memory: own } })).toThrow();
    expect(() => new WebAssembly.Instance(new WebAssembly.Module(build(false)), { env: { memory: shared } })).toThrow();
  });
});
