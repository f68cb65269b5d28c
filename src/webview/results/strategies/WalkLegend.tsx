import * as l10n from '@vscode/l10n';
import type { ComponentChildren } from 'preact';

/** What the cells of the matrices look like, and why. */
export function WalkLegend({ threads }: { readonly threads: number }) {
  return (
    <ul class="walk-legend" aria-label={l10n.t('Legend')}>
      <Item look="hit">{l10n.t('read, hit')}</Item>
      <Item look="miss">{l10n.t('read, missed')}</Item>
      <Item look="hit written">{l10n.t('written, hit')}</Item>
      <Item look="miss written">{l10n.t('written, missed')}</Item>
      {threads === 1 ? (
        <Item look="held">{l10n.t('in the cache')}</Item>
      ) : (
        Array.from({ length: threads }, (_, thread) => (
          <Item key={thread} look={`held-${thread}`}>
            {l10n.t('cache of thread {0}', thread + 1)}
          </Item>
        ))
      )}
      <Item look="" text="5">
        {l10n.t('terms added so far')}
      </Item>
    </ul>
  );
}

interface ItemProps {
  readonly look: string;
  readonly text?: string;
  readonly children: ComponentChildren;
}

function Item({ look, text = '', children }: ItemProps) {
  return (
    <li>
      <span class={`walk-cell ${look}`} aria-hidden="true">
        <span data-text={text} />
      </span>
      <span>{children}</span>
    </li>
  );
}
