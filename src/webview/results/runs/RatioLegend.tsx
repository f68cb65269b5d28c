import * as l10n from '@vscode/l10n';
import { formatRatio } from '../../../core/format';
import { cssColour } from '../../charts/colour';
import type { Colour } from '../../charts/colour';
import { ratioColour } from '../../charts/diverging';

const STOPS = Array.from({ length: 17 }, (_stop, index) => index / 16);

interface RatioLegendProps {
  readonly id: string;
  readonly furthest: number;
  readonly background: Colour;
}

/** The scale of ratios with its ends and its middle. */
export function RatioLegend({ id, furthest, background }: RatioLegendProps) {
  return (
    <div class="legend dim" aria-label={l10n.t('Legend')} role="group">
      <span>
        {l10n.t('faster')} <span class="num">{formatRatio(1 / furthest)}</span>
      </span>
      <svg class="ramp" aria-hidden="true" focusable="false">
        <defs>
          <linearGradient id={id}>
            {STOPS.map((stop) => (
              <stop
                key={stop}
                offset={stop}
                stop-color={cssColour(ratioColour(furthest ** (2 * stop - 1), furthest, background))}
              />
            ))}
          </linearGradient>
        </defs>
        <rect width="100%" height="100%" fill={`url(#${id})`} />
      </svg>
      <span>
        <span class="num">{formatRatio(furthest)}</span> {l10n.t('slower')}
      </span>
    </div>
  );
}
