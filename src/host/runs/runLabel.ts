import * as v from 'valibot';

/** What a user calls a saved run, and notes of it. Kept beside the run, which itself is never edited. */
export interface RunLabel {
  /** '' where the run keeps its own title. */
  readonly name: string;
  readonly note: string;
}

export const NO_LABEL: RunLabel = { name: '', note: '' };
export const LABEL_SCHEMA = 'matmul-profiler/label@1';

const schema = v.object({ schema: v.literal(LABEL_SCHEMA), id: v.string(), name: v.string(), note: v.string() });

export function labelText(id: string, { name, note }: RunLabel): string {
  return JSON.stringify({ schema: LABEL_SCHEMA, id, name, note });
}

/** @throws what says why the text is no label. */
export function parseLabel(text: string): { readonly id: string; readonly label: RunLabel } {
  const { id, name, note } = v.parse(schema, JSON.parse(text));
  return { id, label: { name, note } };
}
