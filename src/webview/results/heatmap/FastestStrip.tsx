import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Stretch } from './heatmapModel';

interface FastestStripProps {
  readonly stretches: readonly Stretch[];
  /** 'n = 256' for a column. */
  readonly title: (column: number) => string;
}

/** Below the map: which strategy is fastest from which column to which. */
export function FastestStrip({ stretches, title }: FastestStripProps) {
  return (
    <>
      <div class="axis strip-label">fastest</div>
      {stretches.map((stretch) => (
        <StretchMark key={stretch.from} stretch={stretch} title={title} />
      ))}
    </>
  );
}

function StretchMark({ stretch, title }: { readonly stretch: Stretch; readonly title: (column: number) => string }) {
  const { from, to, winners, family } = stretch;
  const mark = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // The first column of the grid holds the labels.
    mark.current?.style.setProperty('grid-column', `${from + 2} / ${to + 2}`);
  }, [from, to]);
  const range = to - from === 1 ? title(from) : `${title(from)} to ${title(to - 1)}`;
  const names = winners.join(', ');
  const tie = winners.length > 1;
  return (
    <div
      class={`stretch ${family ?? 'none'}`}
      ref={mark}
      title={`${range}: ${tie ? `no difference found, ${names}` : names}`}
    >
      <div>{tie ? <Tie /> : winners.length === 0 ? 'nothing' : names}</div>
      <div class="dim">{tie ? names : range}</div>
    </div>
  );
}

/** In full where there is room. */
function Tie() {
  return (
    <>
      <span class="long">no difference found</span>
      <span class="short">tie</span>
    </>
  );
}
