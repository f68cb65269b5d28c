import { Bytes } from './bytes';
import { expression, integerCode } from './expressions';
import type { Expression, Instruction, Integer, ValueType } from './expressions';
import { unsignedLeb128 } from './leb128';
import { NO_RESULT, OP, TYPE_CODE } from './opcodes';

/** A variable of a function. Where it is used as an expression it is read. */
export interface Local<T extends ValueType> extends Expression<T> {
  readonly index: number;
}

/** A function of the module, by the names of its parameters. All are integers: that is what threads can be handed. */
export interface WasmFunction<Name extends string> {
  readonly index: number;
  readonly parameters: readonly Name[];
}

/** The code of one function while it is written. Conditions are integers; 0 is false. */
export class FunctionBody {
  private readonly code = new Bytes();
  private readonly locals: ValueType[] = [];
  private readonly localNames = new Map<number, string>();

  constructor(private readonly parameters: readonly string[]) {
    parameters.forEach((name, index) => this.localNames.set(index, name));
  }

  /** A new variable; it starts as 0. Its name is for readers of the module. */
  local<T extends ValueType>(type: T, name?: string): Local<T> {
    const index = this.parameters.length + this.locals.length;
    this.locals.push(type);
    if (name !== undefined) this.localNames.set(index, name);
    return localAt(type, index);
  }

  /** Names of parameters and variables, by their indices, as the name section wants them. */
  encodeNames(): Uint8Array {
    return nameMap(this.localNames);
  }

  set<T extends ValueType>(local: Local<T>, value: Expression<T>): void {
    this.append(value.code, [OP.localSet], unsignedLeb128(local.index));
  }

  setInteger(local: Local<'i32'>, value: Integer): void {
    this.append(integerCode(value), [OP.localSet], unsignedLeb128(local.index));
  }

  /** local += amount. */
  increase(local: Local<'i32'>, amount: Integer): void {
    this.append(local.code, integerCode(amount), [OP.i32Add, OP.localSet], unsignedLeb128(local.index));
  }

  /** local −= amount. */
  decrease(local: Local<'i32'>, amount: Integer): void {
    this.append(local.code, integerCode(amount), [OP.i32Sub, OP.localSet], unsignedLeb128(local.index));
  }

  run(...instructions: readonly Instruction[]): void {
    for (const { code } of instructions) this.append(code);
  }

  call<Name extends string>(callee: WasmFunction<Name>, values: Readonly<Record<Name, Integer>>): void {
    for (const name of callee.parameters) this.append(integerCode(values[name]));
    this.append([OP.call], unsignedLeb128(callee.index));
  }

  if(condition: Integer, then: () => void, otherwise?: () => void): void {
    this.append(integerCode(condition), [OP.if, NO_RESULT]);
    then();
    if (otherwise !== undefined) {
      this.append([OP.else]);
      otherwise();
    }
    this.append([OP.end]);
  }

  /** Tests before each turn. */
  while(condition: Integer, body: () => void): void {
    this.append([OP.block, NO_RESULT, OP.loop, NO_RESULT]);
    this.append(integerCode(condition), [OP.i32Eqz, OP.brIf, 1]);
    body();
    this.append([OP.br, 0, OP.end, OP.end]);
  }

  /** Tests after each turn: a jump less, and one turn at least. For inner loops. */
  doWhile(body: () => void, condition: Integer): void {
    this.append([OP.loop, NO_RESULT]);
    body();
    this.append(integerCode(condition), [OP.brIf, 0, OP.end]);
  }

  /** The function as the code section wants it: its size, its variables, its instructions. */
  encode(): Uint8Array {
    const locals = this.locals.map((type) => [1, TYPE_CODE[type]]);
    const body = new Bytes().appendVector(locals).append(this.code.view()).append([OP.end]);
    return new Bytes().appendSized(body.view()).view();
  }

  private append(...parts: readonly (readonly number[])[]): void {
    for (const part of parts) this.code.append(part);
  }
}

/** A module that imports one memory as `env.memory`, and functions from `env`. */
export class ModuleBuilder {
  private readonly imported: { readonly name: string; readonly arity: number }[] = [];
  private readonly names: string[] = [];
  private readonly bodies: FunctionBody[] = [];
  private readonly parameterCounts: number[] = [];
  private readonly exported: { readonly name: string; readonly index: number }[] = [];

  /**
   * @param sharedMemory the memory is shared between threads; a module can be used with one kind only.
   * @param name stands in the module, so that modules of other names have other bytes: V8 shares compiled code between
   * modules whose bytes are the same.
   */
  constructor(
    private readonly sharedMemory: boolean,
    private readonly name: string,
  ) {}

  /**
   * A function without a result that the host gives as `env.<name>`.
   * @throws {Error} when a function has been defined already: those that are imported have the lower indices.
   */
  import<Name extends string>(name: string, parameters: readonly Name[]): WasmFunction<Name> {
    if (this.bodies.length > 0) throw new Error('functions are imported before any is defined');
    this.imported.push({ name, arity: parameters.length });
    return { index: this.imported.length - 1, parameters };
  }

  /**
   * Adds a function without a result. Functions can be called by those that are defined after them. The name is for
   * readers of the module, in lower case with underscores as is usual there.
   */
  define<Name extends string>(
    name: string,
    parameters: readonly Name[],
    write: (body: FunctionBody, values: Readonly<Record<Name, Local<'i32'>>>) => void,
  ): WasmFunction<Name> {
    const body = new FunctionBody(parameters);
    write(body, namedLocals(parameters));
    this.names.push(name);
    this.bodies.push(body);
    this.parameterCounts.push(parameters.length);
    return { index: this.imported.length + this.bodies.length - 1, parameters };
  }

  export(name: string, { index }: WasmFunction<string>): void {
    this.exported.push({ name, index });
  }

  /** The module in the binary format (core specification, chapter 5). */
  build(): Uint8Array<ArrayBuffer> {
    const arities = [...new Set([...this.imported.map(({ arity }) => arity), ...this.parameterCounts])];
    const types = arities.map((arity) => [0x60, arity, ...new Array<number>(arity).fill(TYPE_CODE.i32), 0]);
    const limits = this.sharedMemory ? [0x03, 0, ...unsignedLeb128(MAXIMUM_PAGES)] : [0x00, 0];
    const memory = new Bytes().append(text('env')).append(text('memory')).append([0x02]).append(limits);
    const imports = this.imported.map(({ name, arity }) =>
      new Bytes()
        .append(text('env'))
        .append(text(name))
        .append([0x00])
        .append(unsignedLeb128(arities.indexOf(arity)))
        .view(),
    );
    const functions = this.parameterCounts.map((arity) => unsignedLeb128(arities.indexOf(arity)));
    const exports = this.exported.map(({ name, index }) =>
      new Bytes().append(text(name)).append([0x00]).append(unsignedLeb128(index)).view(),
    );
    const sections: readonly (readonly [id: number, items: readonly ArrayLike<number>[]])[] = [
      [1, types],
      [2, [memory.view(), ...imports]],
      [3, functions],
      [7, exports],
      [10, this.bodies.map((body) => body.encode())],
    ];
    const module = new Bytes().append(MAGIC_AND_VERSION);
    for (const [id, items] of sections) module.append([id]).appendSized(new Bytes().appendVector(items).view());
    module.append([CUSTOM_SECTION]).appendSized(this.nameSection().view());
    return module.view().slice();
  }

  /** The names of the module, its functions and their variables (core specification, appendix "Name Section"). */
  private nameSection(): Bytes {
    const locals = this.bodies.map((body, index) =>
      new Bytes()
        .append(unsignedLeb128(this.imported.length + index))
        .append(body.encodeNames())
        .view(),
    );
    const names = [...this.imported.map(({ name }) => name), ...this.names];
    const subsections: readonly (readonly [id: number, content: ArrayLike<number>])[] = [
      [0, text(this.name)],
      [1, nameMap(new Map(names.entries()))],
      [2, new Bytes().appendVector(locals).view()],
    ];
    const section = new Bytes().append(text('name'));
    for (const [id, content] of subsections) section.append([id]).appendSized(content);
    return section;
  }
}

const CUSTOM_SECTION = 0;

const MAGIC_AND_VERSION = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
/** 4 GiB. A shared memory may grow to no more than the module declares. */
const MAXIMUM_PAGES = 65536;

function localAt<T extends ValueType>(type: T, index: number): Local<T> {
  return { ...expression(type, OP.localGet, unsignedLeb128(index)), index };
}

function namedLocals<Name extends string>(names: readonly Name[]): Readonly<Record<Name, Local<'i32'>>> {
  const locals = new Map<string, Local<'i32'>>(names.map((name, index) => [name, localAt('i32', index)]));
  const record: unknown = Object.fromEntries(locals);
  if (!isLocalsOf(record, names)) throw new TypeError(`two parameters have one name: ${names.join(', ')}`);
  return record;
}

function isLocalsOf<Name extends string>(
  value: unknown,
  names: readonly Name[],
): value is Readonly<Record<Name, Local<'i32'>>> {
  return typeof value === 'object' && value !== null && Object.keys(value).length === names.length;
}

/** Names by ascending indices. */
function nameMap(names: ReadonlyMap<number, string>): Uint8Array {
  const entries = [...names].map(([index, name]) =>
    new Bytes().append(unsignedLeb128(index)).append(text(name)).view(),
  );
  return new Bytes().appendVector(entries).view();
}

function text(value: string): Uint8Array {
  return new Bytes().appendSized(new TextEncoder().encode(value)).view();
}
