import type { LayerStatistics } from '../../../core/mlp/layerStatistics';
import type { ArmView } from '../../../shared/trainingView';
import { ChartTable } from './ChartTable';
import { numberText, percentText } from './trainingTexts';

/** What each layer looked like at the last batch that was looked at: its activations, what is saturated, what is dead. */
export function Layers({ arm }: { readonly arm: ArmView }) {
  const { layers } = arm;
  if (layers.length === 0) return null;
  return (
    <section class="layers" aria-label="Layers">
      <h3>Activations by layer</h3>
      <div class="layer-list">
        {layers.map((layer) => (
          <figure key={layer.layer}>
            <figcaption>
              <b>Layer {layer.layer + 1}</b> {layer.activation}
            </figcaption>
            <Histogram layer={layer} />
            <p class="hint">{factsOf(layer).join(', ')}</p>
          </figure>
        ))}
      </div>
      <ChartTable
        title="Layers"
        columns={[
          { title: 'layer', isNumber: true },
          { title: 'activation', isNumber: false },
          { title: 'saturated', isNumber: true },
          { title: 'dead units', isNumber: true },
          { title: '‖W‖', isNumber: true },
          { title: '‖dW‖', isNumber: true },
          { title: 'unchanged', isNumber: false },
        ]}
        rows={() =>
          layers.map((layer) => [
            layer.layer + 1,
            layer.activation,
            canSaturate(layer) ? percentText(layer.saturated) : '–',
            layer.activation === 'relu' ? `${layer.deadUnits} of ${layer.units}` : '–',
            numberText(layer.weightNorm, 4),
            numberText(layer.gradientNorm, 4),
            layer.unchanged.join(', ') || 'none',
          ])
        }
      />
      <ChartTable
        title="Histograms"
        columns={[
          { title: 'layer', isNumber: true },
          { title: 'from', isNumber: true },
          { title: 'to', isNumber: true },
          { title: 'activations', isNumber: true },
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
    ...(canSaturate(layer) ? [`${percentText(layer.saturated, 0)} saturated`] : []),
    ...(layer.activation === 'relu' ? [`${layer.deadUnits} of ${layer.units} units dead`] : []),
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
        aria-label={`Activations of layer ${layer + 1} from ${numberText(low)} to ${numberText(high)}: ${percentText(histogram[largest] / total, 0)} of them from ${end(largest)} to ${end(largest + 1)}`}
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
