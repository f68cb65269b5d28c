/** A stretch of a text, in UTF-16 units. */
export interface TextRange {
  readonly offset: number;
  readonly length: number;
}

/** Keys and indices from the root of a JSON document. */
export type JsonPath = readonly (string | number)[];

/** Something wrong in a benchmark file. */
export interface SpecDiagnostic extends TextRange {
  /** Not JSON at all, which editors may say by themselves; or JSON that asks for something that cannot be. */
  readonly kind: 'syntax' | 'content';
  readonly severity: 'error' | 'warning';
  /** A sentence without the full stop: what is wrong, and what to do where that is not plain. */
  readonly message: string;
  /** Where in the document; empty for syntax errors. */
  readonly path: JsonPath;
}

/** Something wrong at a place of a JSON document, before it is looked up in the text. */
export interface SpecIssue {
  readonly path: JsonPath;
  /** What is marked: the value, its key, or an object by its name (by its first character where it has none). */
  readonly at: 'value' | 'key' | 'object';
  readonly severity: 'error' | 'warning';
  readonly message: string;
}
