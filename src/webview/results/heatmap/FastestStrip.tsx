import * as l10n from '@vscode/l10n';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { listed } from '../../../core/sentences';
import type { HeatmapColumn, Stretch } from './heatmapModel';

interface FastestStripProps {
  readonly stretches: readonly Stretch[];
  readonly columns: readonly HeatmapColumn[];
}

/** Below the map: which strategy is fastest from which column to which. */
export function FastestStrip({ stretches, columns }: FastestStripProps) {
  return (
    <>
      <div class="axis strip-label">{l10n.t('fastest')}</div>
      {stretches.map((stretch) => (
        <StretchMark key={stretch.from} stretch={stretch} range={rangeText(stretch, columns)} />
      ))}
    </>
  );
}

/** 'n = 256 to n = 2048'. */
function rangeText({ from, to }: Stretch, columns: readonly HeatmapColumn[]): string {
  const [first, last] = [columns[from].title, columns[to - 1].title];
  return to - from === 1 ? first : l10n.t('{0} to {1}', first, last);
}

function StretchMark({ stretch, range }: { readonly stretch: Stretch; readonly range: string }) {
  const { from, to, winners, family } = stretch;
  const mark = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // The first column of the grid holds the labels.
    mark.current?.style.setProperty('grid-column', `${from + 2} / ${to + 2}`);
  }, [from, to]);
  const names = listed(winners);
  const tie = winners.length > 1;
  return (
    <div
      class={`stretch ${family ?? 'none'}`}
      ref={mark}
      title={tie ? l10n.t('{0}: no difference found, {1}', range, names) : l10n.t('{0}: {1}', range, names)}
    >
      <div>{tie ? <Tie /> : winners.length === 0 ? l10n.t('nothing') : names}</div>
      <div class="dim">{tie ? names : range}</div>
    </div>
  );
}

/** In full where there is room. */
function Tie() {
  return (
    <>
      <span class="long">{l10n.t('no difference found')}</span>
      <span class="short">{l10n.t('tie')}</span>
    </>
  );
}
