import type { ComponentChildren } from 'preact';

/** What the cells of the matrices look like, and why. */
export function WalkLegend({ threads }: { readonly threads: number }) {
  return (
    <ul class="walk-legend" aria-label="Legend">
      <Item look="hit">read, hit</Item>
      <Item look="miss">read, missed</Item>
      <Item look="hit written">written, hit</Item>
      <Item look="miss written">written, missed</Item>
      {threads === 1 ? (
        <Item look="held">in the cache</Item>
      ) : (
        Array.from({ length: threads }, (_, thread) => (
          <Item key={thread} look={`held-${thread}`}>
            cache of thread {thread}
          </Item>
        ))
      )}
      <Item look="" text="5">
        terms added so far
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
