import * as l10n from '@vscode/l10n';
import { useMemo } from 'preact/hooks';
import { assertNever } from '../../../core/assertNever';
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

function kindText(kind: ArrayKind): string {
  switch (kind) {
    case 'W':
      return l10n.t('weights');
    case 'dW':
      return l10n.t('gradients');
    case 'A':
      return l10n.t('activations');
    default:
      return assertNever(kind);
  }
}

/** 'Weights of layer 1'. */
function titleOf(kind: ArrayKind, layer: number): string {
  switch (kind) {
    case 'W':
      return l10n.t('Weights of layer {0}', layer + 1);
    case 'dW':
      return l10n.t('Gradients of layer {0}', layer + 1);
    case 'A':
      return l10n.t('Activations of layer {0}', layer + 1);
    default:
      return assertNever(kind);
  }
}

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
  const title = titleOf(kind, layer);
  return (
    <section class="arrays" aria-label={l10n.t('Arrays')}>
      <h3>{headingOf(title, picture, side)}</h3>
      <div class="tools">
        <Select
          label={l10n.t('Layer')}
          name="trainingLayer"
          value={String(layer)}
          options={Array.from({ length: layers }, (_, at) => ({
            value: String(at),
            label: l10n.t('Layer {0}: {1} × {2}', at + 1, sizes[at] ?? '?', sizes[at + 1] ?? '?'),
          }))}
          onChange={(value) => {
            onNavigate({ layer: Number(value) });
          }}
        />
        <RadioGroup
          label={l10n.t('What is shown')}
          name="arrayKind"
          value={kind}
          options={ARRAY_KINDS.map((value) => ({ value, label: kindText(value) }))}
          onChange={(value) => {
            onNavigate({ kind: value });
          }}
        />
        <span class="grow" />
        {picture !== null && <ArrayLegend picture={picture} />}
      </div>
      {picture === null ? (
        <p class="dim">{l10n.t('Nothing has been seen of this array yet.')}</p>
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
        title={title}
        columns={[
          { title: l10n.t('unit'), isNumber: true },
          { title: l10n.t('norm'), isNumber: true },
          { title: l10n.t('least'), isNumber: true },
          { title: l10n.t('mean'), isNumber: true },
          { title: l10n.t('largest'), isNumber: true },
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
  if (picture === null) return title;
  const { units, totalUnits, totalRows } = picture;
  if (side === null) {
    return units === totalUnits
      ? l10n.t('{0}: {1} × {2}, {2} units', title, totalRows, totalUnits)
      : l10n.t('{0}: {1} × {2}, {3} of {2} units', title, totalRows, totalUnits, units);
  }
  return units === totalUnits
    ? l10n.t('{0}: {1} units as {2} × {2} images', title, units, side)
    : l10n.t('{0}: {1} of {2} units as {3} × {3} images', title, units, totalUnits, side);
}

/** Pixels of a side where the inputs are square images. */
function imageSide({ spec, opened }: TrainingView): number | null {
  const features = opened?.network.sizes[0] ?? 0;
  const side = Math.round(Math.sqrt(features));
  return spec.data.kind !== 'synthetic' && side * side === features && side >= 8 && side <= 32 ? side : null;
}
