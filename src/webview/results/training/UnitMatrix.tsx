import * as l10n from '@vscode/l10n';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ArrayPicture } from '../../../core/mlp/arrayPicture';
import { paintRaster } from '../../charts/raster';
import { backgroundColour, useThemeVersion } from '../../charts/themeColours';
import { levelColour } from './arrayColours';
import { unitText } from './unitText';

interface UnitMatrixProps {
  readonly picture: ArrayPicture;
  readonly levels: Float32Array;
  readonly title: string;
}

/** An array as a heatmap, a line a unit, so that it is wide rather than high; arrow keys go from unit to unit. */
export function UnitMatrix({ picture, levels, title }: UnitMatrixProps) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const ring = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState<number | null>(null);
  const theme = useThemeVersion();
  const { units, rows, signed } = picture;
  useLayoutEffect(() => {
    const { current: element } = canvas;
    if (element === null) return;
    const background = backgroundColour();
    paintRaster(element, units, rows, (unit, row) => levelColour(levels[row * units + unit], signed, background));
    frame.current?.style.setProperty('--units', String(units));
  }, [levels, theme, units, rows]);
  useLayoutEffect(() => {
    ring.current?.style.setProperty('--unit', String(current ?? 0));
  }, [current]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = { ArrowDown: (current ?? -1) + 1, ArrowUp: (current ?? units) - 1, Home: 0, End: units - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    setCurrent(Math.min(units - 1, Math.max(0, to)));
  };
  return (
    <>
      <div
        class="unit-matrix"
        ref={frame}
        role="slider"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label={l10n.t('{0}, a line a unit; the keys up and down go from unit to unit', title)}
        aria-valuemin={1}
        aria-valuemax={units}
        aria-valuenow={(current ?? 0) + 1}
        aria-valuetext={current === null ? l10n.t('{0} units', units) : unitText(picture, current)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          setCurrent(null);
        }}
        onPointerMove={({ currentTarget, clientY }) => {
          const { top, height } = currentTarget.getBoundingClientRect();
          setCurrent(Math.min(units - 1, Math.max(0, Math.floor((units * (clientY - top)) / height))));
        }}
        onPointerLeave={() => {
          setCurrent(null);
        }}
      >
        <canvas ref={canvas} aria-hidden="true" />
        <div ref={ring} class="unit-ring" hidden={current === null} />
      </div>
      <p class="hint" data-part="unit">
        {current === null ? l10n.t('a line a unit') : unitText(picture, current)}
      </p>
    </>
  );
}
