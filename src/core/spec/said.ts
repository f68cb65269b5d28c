import * as v from 'valibot';

/** What an editor shows of a value, asked for when a JSON Schema is made: in the language of the editor, or in English. */
interface Said {
  readonly title?: () => string;
  readonly description?: () => string;
  /** One for each value of a choice, in order. */
  readonly enumDescriptions?: () => readonly string[];
  /** What completion offers to insert. */
  readonly defaultSnippets?: () => readonly Snippet[];
}

export interface Snippet {
  readonly label: string;
  readonly description?: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** In place of `v.title` and `v.description`, which take texts of one language. */
export function said<TInput>(texts: Said): v.MetadataAction<TInput, Record<string, unknown>> {
  const metadata: Record<string, unknown> = {};
  for (const [key, get] of Object.entries<() => unknown>({ ...texts })) {
    Object.defineProperty(metadata, key, { enumerable: true, get });
  }
  return v.metadata(metadata);
}
