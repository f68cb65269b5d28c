import * as l10n from '@vscode/l10n';
/** What the user has to know beside the numbers, a sentence each: nothing failed. */
export function Notes({ notes }: { readonly notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <ul class="notes">
      {notes.map((note) => (
        <li key={note}>
          <span class="codicon codicon-warning" role="img" aria-label={l10n.t('Warning')} />
          <span>{note}</span>
        </li>
      ))}
    </ul>
  );
}
