import * as l10n from '@vscode/l10n';
import { useMemo, useState } from 'preact/hooks';
import { cividis } from '../../charts/cividis';
import { cssColour } from '../../charts/colour';
import type { CellMap, CellPlace } from '../../charts/dense/cellMap';
import { DenseMap } from '../../charts/dense/DenseMap';
import type { KeptZoom } from '../../charts/dense/useKeptZoom';
import { signedColour } from '../../charts/diverging';
import { backgroundColour, useThemeVersion } from '../../charts/themeColours';
import { LinkButton } from '../../controls/Button';
import { Answer, AskButton, useAsked } from '../charts/Explained';
import type { TabProps } from '../tab';
import { explainedAs } from './mapModel';
import type { MapModel } from './mapModel';

interface MatrixMapProps extends Pick<TabProps, 'view' | 'setView'> {
  readonly model: MapModel;
  readonly isCloser: boolean;
  readonly busy: boolean;
  readonly zoomed: KeptZoom;
  readonly onCloser: (line: number, column: number) => void;
  readonly onWhole: () => void;
}

/** A map of one of the matrices, its legend, and what a cell is. */
export function MatrixMap({ model, isCloser, busy, zoomed, onCloser, onWhole, view, setView }: MatrixMapProps) {
  const { grid, title, legend, caption } = model;
  const { down, across } = grid;
  const [place, setPlace] = useState<CellPlace>({ line: 0, column: 0 });
  const asked = useAsked(explainedAs(model), { view, setView });
  const explanation = useMemo(() => (asked.isOpen ? model.explain() : null), [asked.isOpen, model]);
  const map = useMemo(() => cellMapOf(model), [model]);
  // Very long or very wide matrices are drawn as if they were up to four times so.
  const shape = Math.min(4, Math.max(0.25, grid.part.columns / Math.max(1, grid.part.rows)));
  return (
    <figure class="matrix-map" data-map={model.of} aria-busy={busy}>
      <DenseMap
        map={map}
        label={l10n.t(
          '{0}, {1} × {2} cells. Arrow keys move, Enter looks closer, Escape shows all.',
          ...[title, down, across],
        )}
        shape={shape}
        zoomed={zoomed}
        note={<Answer asked={asked} explanation={explanation} />}
        place={place}
        onMove={setPlace}
        onChoose={({ line, column }) => {
          onCloser(line, column);
        }}
        onEscape={onWhole}
      >
        <h3>{title}</h3>
        <AskButton asked={asked} />
        {isCloser && (
          <LinkButton name="wholeMatrix" onClick={onWhole}>
            {l10n.t('Show all')}
          </LinkButton>
        )}
      </DenseMap>
      <p class="hint">{caption}</p>
      <div class="legend dim" role="group" aria-label={l10n.t('Legend of {0}', title)}>
        <span class="num">{legend.low}</span>
        <Ramp id={`ramp-${model.of}`} signed={legend.colours === 'signed'} />
        <span class="num">{legend.high}</span>
        <span>{legend.unit}</span>
      </div>
    </figure>
  );
}

function cellMapOf({ grid, colourOf, text, words }: MapModel): CellMap {
  return {
    ...{ down: grid.down, across: grid.across, colourOf, isHatched: false, textOf: text },
    ...{ isMarked: () => false, wordsOf: words, labels: null },
  };
}

const STOPS = Array.from({ length: 17 }, (_, index) => index / 16);

function Ramp({ id, signed }: { readonly id: string; readonly signed: boolean }) {
  const theme = useThemeVersion();
  const background = useMemo(backgroundColour, [theme]);
  return (
    <svg class="ramp" aria-hidden="true" focusable="false">
      <defs>
        <linearGradient id={id}>
          {STOPS.map((stop) => (
            <stop
              key={stop}
              offset={stop}
              stop-color={cssColour(signed ? signedColour(2 * stop - 1, background) : cividis(stop))}
            />
          ))}
        </linearGradient>
      </defs>
      <rect width="100%" height="100%" fill={`url(#${id})`} />
    </svg>
  );
}
