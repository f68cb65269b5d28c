import * as l10n from '@vscode/l10n';
import type { LayerStatistics } from '../../../core/mlp/layerStatistics';
import { listed } from '../../../core/sentences';
import type { ArmView } from '../../../shared/trainingView';
import { ChartTable } from './ChartTable';
import { numberText, percentText } from './trainingTexts';

/** What each layer looked like at the last batch that was looked at: its activations, what is saturated, what is dead. */
export function Layers({ arm }: { readonly arm: ArmView }) {
  const { layers } = arm;
  if (layers.length === 0) return null;
  return (
    <section class="layers" aria-label={l10n.t('Layers')}>
      <h3>{l10n.t('Activations by layer')}</h3>
      <div class="layer-list">
        {layers.map((layer) => (
          <figure key={layer.layer}>
            <figcaption>
              <b>{l10n.t('Layer {0}', layer.layer + 1)}</b> {layer.activation}
            </figcaption>
            <Histogram layer={layer} />
            <p class="hint">{listed(factsOf(layer))}</p>
          </figure>
        ))}
      </div>
      <ChartTable
        title={l10n.t('Layers')}
        columns={[
          { title: l10n.t('layer'), isNumber: true },
          { title: l10n.t('activation'), isNumber: false },
          { title: l10n.t('saturated'), isNumber: true },
          { title: l10n.t('dead units'), isNumber: true },
          { title: '‖W‖', isNumber: true },
          { title: '‖dW‖', isNumber: true },
          { title: l10n.t('unchanged'), isNumber: false },
        ]}
        rows={() =>
          layers.map((layer) => [
            layer.layer + 1,
            layer.activation,
            canSaturate(layer) ? percentText(layer.saturated) : '–',
            layer.activation === 'relu'
              ? l10n.t({ message: '{0} of {1}', args: [layer.deadUnits, layer.units], comment: ['so many of all'] })
              : '–',
            numberText(layer.weightNorm, 4),
            numberText(layer.gradientNorm, 4),
            listed(layer.unchanged) || l10n.t({ message: 'none', comment: ['no array'] }),
          ])
        }
      />
      <ChartTable
        title={l10n.t('Histograms')}
        columns={[
          { title: l10n.t('layer'), isNumber: true },
          { title: l10n.t('from'), isNumber: true },
          { title: l10n.t('to'), isNumber: true },
          { title: l10n.t('activations'), isNumber: true },
        ]}
        rows={() =>
          layers.flatMap(({ layer, histogram, low, high }) =>
            histogram.map((count, bar) => {
              const end = (at: number): string => numberText(low + (at * (high - low)) / histogram.length);
              return [layer + 1, end(bar), end(bar + 1), count];
            }),
          )
        }
      />
    </section>
  );
}

function canSaturate({ activation }: LayerStatistics): boolean {
  return activation === 'sigmoid' || activation === 'tanh';
}

function factsOf(layer: LayerStatistics): readonly string[] {
  return [
    ...(canSaturate(layer) ? [l10n.t('{0} saturated', percentText(layer.saturated, 0))] : []),
    ...(layer.activation === 'relu' ? [l10n.t('{0} of {1} units dead', layer.deadUnits, layer.units)] : []),
    `‖W‖ ${numberText(layer.weightNorm)}`,
    `‖dW‖ ${numberText(layer.gradientNorm)}`,
  ];
}

/** Bars by square roots of counts, so that few are seen beside many. */
function Histogram({ layer: { layer, histogram, low, high } }: { readonly layer: LayerStatistics }) {
  const most = Math.max(1, ...histogram);
  const total = Math.max(
    1,
    histogram.reduce((sum, count) => sum + count, 0),
  );
  const wide = 100 / histogram.length;
  const largest = histogram.indexOf(Math.max(...histogram));
  const end = (bar: number): string => numberText(low + (bar * (high - low)) / histogram.length);
  return (
    <>
      <svg
        class="histogram"
        role="img"
        aria-label={l10n.t(
          'Activations of layer {0} from {1} to {2}: {3} of them from {4} to {5}',
          ...[layer + 1, numberText(low), numberText(high), percentText(histogram[largest] / total, 0)],
          ...[end(largest), end(largest + 1)],
        )}
        viewBox="0 0 100 40"
        preserveAspectRatio="none"
      >
        {histogram.map((count, bar) => {
          const height = 40 * Math.sqrt(count / most);
          return <rect key={bar} x={bar * wide + 0.4} width={wide - 0.8} y={40 - height} height={height} />;
        })}
      </svg>
      <div class="histogram-ends num" aria-hidden="true">
        <span>{numberText(low)}</span>
        <span>{numberText(high)}</span>
      </div>
    </>
  );
}
