import * as l10n from '@vscode/l10n';
import { createScanner, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import type { SpecDiagnostic, TextRange } from './specDiagnostic';

/** JSON with comments and trailing commas, as a tree with positions. */
export interface JsonDocument {
  /** `undefined` where there is nothing to look into. What stands after an error may be misread. */
  readonly root: Node | undefined;
  readonly diagnostics: readonly SpecDiagnostic[];
}

/** Deeper than any benchmark file; the parser recurses. */
const MAXIMUM_DEPTH = 50;

/** Reads a text as far as it can be read. Never throws. */
export function parseJson(text: string): JsonDocument {
  const tooDeep = findTooDeep(text);
  if (tooDeep !== null) {
    const message = l10n.t('This is nested too deeply for a benchmark file');
    return { root: undefined, diagnostics: [syntaxError(tooDeep, message)] };
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  if (root === undefined && errors.every(({ length }) => length === 0)) {
    const empty = l10n.t('The file is empty; a benchmark file is {0}', '{ "benchmarks": [ … ] }');
    return { root, diagnostics: [syntaxError({ offset: 0, length: 0 }, empty)] };
  }
  return { root, diagnostics: firstOfEachLine(text, errors).map((error) => describe(text, error)) };
}

function findTooDeep(text: string): TextRange | null {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (;;) {
    scanner.scan();
    const range = { offset: scanner.getTokenOffset(), length: scanner.getTokenLength() };
    if (range.length === 0) return null;
    const bracket = range.length === 1 ? text[range.offset] : '';
    if (bracket === '{' || bracket === '[') depth += 1;
    if (bracket === '}' || bracket === ']') depth -= 1;
    if (depth > MAXIMUM_DEPTH) return range;
  }
}

/** What comes after an error on the same line is mostly its echo. */
function firstOfEachLine(text: string, errors: readonly ParseError[]): readonly ParseError[] {
  const kept: ParseError[] = [];
  for (const error of errors) {
    const last = kept.at(-1);
    if (last === undefined || /[\r\n]/.test(text.slice(last.offset, error.offset))) kept.push(error);
  }
  return kept;
}

function describe(text: string, error: ParseError): SpecDiagnostic {
  const range = visibleRange(text, error);
  const quoted = text.slice(error.offset, error.offset + error.length);
  const code = printParseErrorCode(error.error);
  return syntaxError(range, MESSAGES[code](quoted === '' || quoted.length > 40 ? l10n.t('this') : quoted));
}

/** At the end of the text there is nothing to mark: the last character that can be seen stands for it. */
function visibleRange(text: string, { offset, length }: TextRange): TextRange {
  if (length > 0) return { offset, length };
  const end = text.slice(0, offset).trimEnd().length;
  return end === 0 ? { offset: 0, length: 0 } : { offset: end - 1, length: 1 };
}

function syntaxError({ offset, length }: TextRange, message: string): SpecDiagnostic {
  return { kind: 'syntax', severity: 'error', offset, length, message, path: [] };
}

const MESSAGES: Readonly<Record<ReturnType<typeof printParseErrorCode>, (quoted: string) => string>> = {
  InvalidSymbol: (quoted) =>
    l10n.t('{0} is no JSON; keys and texts stand in double quotes, numbers are like 512 or 0.5', quoted),
  InvalidNumberFormat: (quoted) => l10n.t('{0} is not a number in JSON', quoted),
  PropertyNameExpected: () => l10n.t('A key in double quotes is expected here'),
  ValueExpected: () => l10n.t('A value is expected here'),
  ColonExpected: () => l10n.t('A colon is expected here, after the key'),
  CommaExpected: commaExpected,
  CloseBraceExpected: () => l10n.t('A closing {0} is missing', '}'),
  CloseBracketExpected: () => l10n.t('A closing {0} is missing', ']'),
  EndOfFileExpected: () => l10n.t('The file should end before this'),
  InvalidCommentToken: () => l10n.t('A comment cannot stand here'),
  UnexpectedEndOfComment: () => l10n.t('This comment has no end; close it with */'),
  UnexpectedEndOfString: () => l10n.t('This text has no closing quote'),
  UnexpectedEndOfNumber: (quoted) => l10n.t('{0} is not a complete number', quoted),
  InvalidUnicode: () => l10n.t('A {0} in this text must be followed by four hexadecimal digits', '\\u'),
  InvalidEscapeCharacter: () => l10n.t('A backslash in this text stands before a character that it cannot escape'),
  InvalidCharacter: () => l10n.t('This text holds a tab or another control character; write {0}', '\\t'),
  '<unknown ParseErrorCode>': () => l10n.t('This is not valid JSON'),
};

/** Where a bracket comes too early, it may be the other one that was forgotten. */
function commaExpected(quoted: string): string {
  if (quoted !== ']' && quoted !== '}') return l10n.t('A comma is expected before this');
  return l10n.t('A comma is expected before this, or a closing {0} is missing', quoted === ']' ? '}' : ']');
}
