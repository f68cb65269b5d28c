import type { ValueType } from '../expressions';
import { TYPE_CODE } from '../opcodes';
import { ByteReader } from './byteReader';

/** A function of a module, as its binary says it. */
export interface FunctionParts {
  readonly name: string | null;
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];
  /** The variables beside the parameters. */
  readonly locals: readonly ValueType[];
  /** Names of parameters and locals, by their indices. */
  readonly localNames: ReadonlyMap<number, string>;
  /** Its instructions, the closing `end` included. */
  readonly code: Uint8Array;
  /** Bytes of its body in the module. */
  readonly bytes: number;
}

export interface ModuleParts {
  readonly name: string | null;
  readonly memory: { readonly module: string; readonly name: string; readonly limits: string };
  readonly functions: readonly FunctionParts[];
  readonly exports: readonly { readonly name: string; readonly functionIndex: number }[];
}

interface FunctionType {
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];
}

interface Names {
  module: string | null;
  functions: ReadonlyMap<number, string>;
  locals: ReadonlyMap<number, ReadonlyMap<number, string>>;
}

/**
 * Takes a generated module apart: one imported memory, functions, exported functions, names.
 * @throws {RangeError} where it has what the generators do not write.
 */
export function moduleParts(bytes: Uint8Array): ModuleParts {
  const reader = new ByteReader(bytes);
  reader.take(8);
  let memory: ModuleParts['memory'] = { module: '', name: '', limits: '' };
  let types: readonly FunctionType[] = [];
  let typeIndices: readonly number[] = [];
  let exports: ModuleParts['exports'] = [];
  let bodies: readonly Uint8Array[] = [];
  const names: Names = { module: null, functions: new Map(), locals: new Map() };
  while (!reader.isAtEnd) {
    const id = reader.byte();
    const section = new ByteReader(reader.sized());
    switch (id) {
      case 0:
        if (section.text() === 'name') readNames(section, names);
        break;
      case 1:
        types = section.vector(() => readType(section));
        break;
      case 2:
        memory = readMemory(section);
        break;
      case 3:
        typeIndices = section.vector(() => section.unsigned());
        break;
      case 7:
        exports = section.vector(() => readExport(section));
        break;
      case 10:
        bodies = section.vector(() => section.sized());
        break;
      default:
        throw new RangeError(`a section ${id} is not expected`);
    }
  }
  const functions = bodies.map((body, index): FunctionParts => ({
    ...types[typeIndices[index]],
    ...readBody(body),
    name: names.functions.get(index) ?? null,
    localNames: names.locals.get(index) ?? new Map<number, string>(),
    bytes: body.length,
  }));
  return { name: names.module, memory, functions, exports };
}

/** @throws {RangeError} */
export function valueType(code: number): ValueType {
  for (const type of VALUE_TYPES) if (TYPE_CODE[type] === code) return type;
  throw new RangeError(`a type ${code} is not expected`);
}
const VALUE_TYPES: readonly ValueType[] = ['i32', 'f32', 'f64', 'v128'];

function readType(reader: ByteReader): FunctionType {
  reader.byte();
  const valueTypes = (): readonly ValueType[] => reader.vector(() => valueType(reader.byte()));
  return { parameters: valueTypes(), results: valueTypes() };
}

/** The one import. */
function readMemory(reader: ByteReader): ModuleParts['memory'] {
  const [imported] = reader.vector(() => {
    const [module, name, kind, flags] = [reader.text(), reader.text(), reader.byte(), reader.byte()];
    if (kind !== 2) throw new RangeError(`an import of kind ${kind} is not expected`);
    const limits = [String(reader.unsigned())];
    if ((flags & 1) !== 0) limits.push(String(reader.unsigned()));
    if ((flags & 2) !== 0) limits.push('shared');
    return { module, name, limits: limits.join(' ') };
  });
  return imported;
}

function readExport(reader: ByteReader): ModuleParts['exports'][number] {
  const [name, kind, functionIndex] = [reader.text(), reader.byte(), reader.unsigned()];
  if (kind !== 0) throw new RangeError(`an export of kind ${kind} is not expected`);
  return { name, functionIndex };
}

function readBody(body: Uint8Array): Pick<FunctionParts, 'locals' | 'code'> {
  const reader = new ByteReader(body);
  const locals = reader.vector(() => {
    const [count, type] = [reader.unsigned(), valueType(reader.byte())];
    return Array.from({ length: count }, () => type);
  });
  return { locals: locals.flat(), code: reader.rest() };
}

function readNames(section: ByteReader, names: Names): void {
  while (!section.isAtEnd) {
    const id = section.byte();
    const part = new ByteReader(section.sized());
    if (id === 0) names.module = part.text();
    else if (id === 1) names.functions = readNameMap(part);
    else if (id === 2) names.locals = new Map(part.vector(() => [part.unsigned(), readNameMap(part)] as const));
  }
}

function readNameMap(reader: ByteReader): ReadonlyMap<number, string> {
  return new Map(reader.vector(() => [reader.unsigned(), reader.text()] as const));
}
