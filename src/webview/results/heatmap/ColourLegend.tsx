import * as l10n from '@vscode/l10n';
import { cividis } from '../../charts/cividis';
import { cssColour } from '../../charts/colour';
import { valueText } from './heatmapModel';
import type { Heatmap } from './heatmapModel';
import { AS_DEFAULT, STOPPED_EARLY } from './tuningHeatmap';

const STOPS = Array.from({ length: 17 }, (_, index) => index / 16);

/** The colour scale with its ends, and what the hatch and the corner mark mean. */
export function ColourLegend({ map }: { readonly map: Heatmap }) {
  const { domain, metric, kind, texts } = map;
  const { unit, falling } = texts[metric];
  return (
    <div class="legend dim" aria-label={l10n.t('Legend')} role="group">
      {domain !== null && (
        <span class="scale">
          <span class="num">{valueText(falling ? domain.high : domain.low, metric)}</span>
          <svg class="ramp" aria-hidden="true" focusable="false">
            <defs>
              <linearGradient id="ramp">
                {STOPS.map((stop) => (
                  <stop key={stop} offset={stop} stop-color={cssColour(cividis(stop))} />
                ))}
              </linearGradient>
            </defs>
            <rect width="100%" height="100%" fill="url(#ramp)" />
          </svg>
          <span>
            <span class="num">{valueText(falling ? domain.low : domain.high, metric)}</span>{' '}
            {l10n.t('{0}, log scale', unit)}
          </span>
        </span>
      )}
      <span class="legend-item">
        <svg class="swatch" aria-hidden="true" focusable="false" viewBox="0 0 14 14">
          <path class="hatch" d="M-2 4 10 16M-2 -2 16 16M4 -2 16 10" />
        </svg>
        {l10n.t('not measured')}
      </span>
      <span class="legend-item">
        <svg class="swatch" aria-hidden="true" focusable="false" viewBox="0 0 14 14">
          <path class="corner" d="M2 2h9L2 11z" />
        </svg>
        {kind === 'tuning' ? l10n.t('best point') : l10n.t('fastest')}
      </span>
      {kind === 'tuning' && (
        <>
          <span class="legend-item">
            <b>{STOPPED_EARLY}</b> {l10n.t('stopped early, faded')}
          </span>
          <span class="legend-item">
            <b>{AS_DEFAULT}</b> {l10n.t('the default')}
          </span>
        </>
      )}
    </div>
  );
}
