import * as l10n from '@vscode/l10n';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ArrayPicture } from '../../../core/mlp/arrayPicture';
import { paintRaster } from '../../charts/raster';
import { backgroundColour, useThemeVersion } from '../../charts/themeColours';
import { levelColour } from './arrayColours';
import { unitText } from './unitText';

interface UnitImagesProps {
  readonly picture: ArrayPicture;
  readonly levels: Float32Array;
  /** Pixels of a side. */
  readonly side: number;
  readonly title: string;
}

/** The column of each unit as an image; arrow keys go from unit to unit, and the unit is said below. */
export function UnitImages({ picture, levels, side, title }: UnitImagesProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState<number | null>(null);
  const theme = useThemeVersion();
  const { units, signed } = picture;
  useLayoutEffect(() => {
    const background = backgroundColour();
    frame.current?.querySelectorAll('canvas').forEach((canvas, unit) => {
      paintRaster(canvas, side, side, (row, column) =>
        levelColour(levels[(row * side + column) * units + unit], signed, background),
      );
    });
  }, [levels, theme, side, units]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: perLine(frame.current), ArrowUp: -perLine(frame.current) }[
      event.key
    ];
    const to =
      event.key === 'Home' ? 0 : event.key === 'End' ? units - 1 : step === undefined ? null : (current ?? 0) + step;
    if (to === null) return;
    event.preventDefault();
    if (to >= 0 && to < units) setCurrent(to);
  };
  return (
    <>
      <div
        class="unit-images"
        ref={frame}
        role="slider"
        tabIndex={0}
        aria-label={l10n.t('{0} as images, a unit each; arrow keys go from unit to unit', title)}
        aria-valuemin={1}
        aria-valuemax={units}
        aria-valuenow={(current ?? 0) + 1}
        aria-valuetext={current === null ? l10n.t('{0} units', units) : unitText(picture, current)}
        onKeyDown={onKeyDown}
        onFocus={() => {
          setCurrent((before) => before ?? 0);
        }}
        onBlur={() => {
          setCurrent(null);
        }}
        onPointerLeave={() => {
          setCurrent(null);
        }}
      >
        {Array.from({ length: units }, (_, unit) => (
          <canvas
            key={unit}
            class={unit === current ? 'current' : undefined}
            aria-hidden="true"
            onPointerEnter={() => {
              setCurrent(unit);
            }}
          />
        ))}
      </div>
      <p class="hint" data-part="unit">
        {current === null ? l10n.t('an image a unit: the weight of each pixel') : unitText(picture, current)}
      </p>
    </>
  );
}

/** Images that stand beside each other. */
function perLine(frame: HTMLElement | null): number {
  const tops = [...(frame?.children ?? [])].map((child) => child.getBoundingClientRect().top);
  return Math.max(1, tops.filter((top) => top === tops[0]).length);
}
