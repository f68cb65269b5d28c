import * as l10n from '@vscode/l10n';
import { sentences } from '../../../sentences';
import { ByteReader } from './byteReader';
import { codeTree } from './codeTree';
import { identifiers } from './identifiers';
import { layOut, wrap } from './layout';
import { moduleParts } from './moduleParts';
import type { FunctionParts } from './moduleParts';

/** A module as text, and what is worth a table. */
export interface ModuleText {
  readonly text: string;
  /** In the order of the module. */
  readonly functions: readonly { readonly name: string; readonly bytes: number }[];
}

/**
 * A generated module in the WebAssembly text format (core specification, chapter 6), folded, with the names that it has for
 * its readers. Read from its bytes, so that it says what was compiled.
 *
 * @param noteOf a sentence on what a function does, by its name, or `null`; it stands above the function.
 * @throws {RangeError} where the module has what the generators do not write.
 */
export function moduleText(bytes: Uint8Array, noteOf: (functionName: string) => string | null): ModuleText {
  const { name, memory, functions, exports } = moduleParts(bytes);
  const ids = identifiers(
    functions.map((each) => each.name),
    'function',
  );
  const callees = functions.map(({ parameters, results }, index) => ({
    id: ids[index],
    takes: parameters.length,
    gives: results.length === 0 ? (0 as const) : (1 as const),
  }));
  const lines = [name === null ? '(module' : `(module ;; ${name}`];
  lines.push(`  (import ${quoted(memory.module)} ${quoted(memory.name)} (memory ${memory.limits}))`);
  for (const each of exports) lines.push(`  (export ${quoted(each.name)} (func ${ids[each.functionIndex]}))`);
  for (const [index, each] of functions.entries()) {
    lines.push('', ...commentOf(each, noteOf), ...functionLines(each, ids[index], callees));
  }
  lines.push(')');
  return {
    text: lines.join('\n'),
    functions: functions.map((each, index) => ({ name: each.name ?? ids[index].slice(1), bytes: each.bytes })),
  };
}

function commentOf({ name, bytes }: FunctionParts, noteOf: (name: string) => string | null): readonly string[] {
  const note = name === null ? null : noteOf(name);
  return [`  ;; ${sentences(note ?? '', l10n.t('{0} bytes.', bytes.toLocaleString('en')))}`];
}

function functionLines(
  { parameters, results, locals, localNames, code }: FunctionParts,
  id: string,
  callees: readonly { readonly id: string; readonly takes: number; readonly gives: 0 | 1 }[],
): readonly string[] {
  const types = [...parameters, ...locals];
  const ids = identifiers(
    types.map((_, index) => localNames.get(index) ?? null),
    'local',
  );
  const declared = types.map(
    (type, index) => `(${index < parameters.length ? 'param' : 'local'} ${ids[index]} ${type})`,
  );
  const nodes = codeTree(new ByteReader(code), {
    local: (index) => ids[index],
    function: (index) => callees[index],
  });
  return [
    `  (func ${id}`,
    ...wrap(declared.slice(0, parameters.length), 4),
    ...results.map((type) => `    (result ${type})`),
    ...wrap(declared.slice(parameters.length), 4),
    ...layOut(nodes, 4),
    '  )',
  ];
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
