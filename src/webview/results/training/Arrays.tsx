import { useMemo } from 'preact/hooks';
import { ARRAY_KINDS, levelsOf } from '../../../core/mlp/arrayPicture';
import type { ArrayKind, ArrayPicture } from '../../../core/mlp/arrayPicture';
import type { TrainingView } from '../../../shared/trainingView';
import { RadioGroup } from '../../controls/RadioGroup';
import { Select } from '../../controls/Select';
import type { TrainingNavigation } from '../savedView';
import { ArrayLegend } from './ArrayLegend';
import { ChartTable } from './ChartTable';
import type { TrainingHost } from './trainingHost';
import { numberText } from './trainingTexts';
import { UnitImages } from './UnitImages';
import { UnitMatrix } from './UnitMatrix';
import { useArrayPicture } from './useArrayPicture';

const KIND_TEXTS: Readonly<Record<ArrayKind, string>> = { W: 'weights', dW: 'gradients', A: 'activations' };

interface ArraysProps {
  readonly training: TrainingView;
  readonly host: TrainingHost;
  readonly navigation: TrainingNavigation;
  readonly onNavigate: (change: Partial<TrainingNavigation>) => void;
}

/** Weights, gradients or activations of a layer as a heatmap; of the first layer of images, as images. */
export function Arrays({ training, host, navigation, onNavigate }: ArraysProps) {
  const sizes = training.opened?.network.sizes ?? [];
  const layers = Math.max(1, sizes.length - 1);
  const arm = navigation.arm < training.arms.length ? navigation.arm : 0;
  const layer = navigation.layer < layers ? navigation.layer : 0;
  const { kind } = navigation;
  const picture = useArrayPicture(
    host,
    { arm, kind, layer },
    `${training.id} ${training.looks} ${training.status.state}`,
  );
  const side = layer === 0 && kind !== 'A' ? imageSide(training) : null;
  const title = `${KIND_TEXTS[kind]} of layer ${layer + 1}`;
  return (
    <section class="arrays" aria-label="Arrays">
      <h3>{headingOf(title, picture, side)}</h3>
      <div class="tools">
        <Select
          label="Layer"
          name="trainingLayer"
          value={String(layer)}
          options={Array.from({ length: layers }, (_, at) => ({
            value: String(at),
            label: `Layer ${at + 1}: ${sizes[at] ?? '?'} × ${sizes[at + 1] ?? '?'}`,
          }))}
          onChange={(value) => {
            onNavigate({ layer: Number(value) });
          }}
        />
        <RadioGroup
          label="What is shown"
          name="arrayKind"
          value={kind}
          options={ARRAY_KINDS.map((value) => ({ value, label: KIND_TEXTS[value] }))}
          onChange={(value) => {
            onNavigate({ kind: value });
          }}
        />
        <span class="grow" />
        {picture !== null && <ArrayLegend picture={picture} />}
      </div>
      {picture === null ? (
        <p class="dim">Nothing has been seen of this array yet.</p>
      ) : (
        <Drawn picture={picture} side={side} title={title} />
      )}
    </section>
  );
}

interface DrawnProps {
  readonly picture: ArrayPicture;
  readonly side: number | null;
  readonly title: string;
}

function Drawn({ picture, side, title }: DrawnProps) {
  const levels = useMemo(() => levelsOf(picture), [picture]);
  const isImages = side !== null && side * side === picture.rows;
  return (
    <>
      {isImages ? (
        <UnitImages picture={picture} levels={levels} side={side} title={title} />
      ) : (
        <UnitMatrix picture={picture} levels={levels} title={title} />
      )}
      <ChartTable
        title={`The ${title}`}
        columns={[
          { title: 'unit', isNumber: true },
          { title: 'norm', isNumber: true },
          { title: 'least', isNumber: true },
          { title: 'mean', isNumber: true },
          { title: 'largest', isNumber: true },
        ]}
        rows={() =>
          picture.facts.map(({ norm, low, mean, high }, unit) => [
            unit + 1,
            numberText(norm, 4),
            numberText(low, 4),
            numberText(mean, 4),
            numberText(high, 4),
          ])
        }
      />
    </>
  );
}

function headingOf(title: string, picture: ArrayPicture | null, side: number | null): string {
  const name = `${title.charAt(0).toUpperCase()}${title.slice(1)}`;
  if (picture === null) return name;
  const { units, totalUnits, totalRows } = picture;
  const shown = units === totalUnits ? `${units} units` : `${units} of ${totalUnits} units`;
  return side === null
    ? `${name}: ${totalRows} × ${totalUnits}, ${shown}`
    : `${name}: ${shown} as ${side} × ${side} images`;
}

/** Pixels of a side where the inputs are square images. */
function imageSide({ spec, opened }: TrainingView): number | null {
  const features = opened?.network.sizes[0] ?? 0;
  const side = Math.round(Math.sqrt(features));
  return spec.data.kind !== 'synthetic' && side * side === features && side >= 8 && side <= 32 ? side : null;
}
