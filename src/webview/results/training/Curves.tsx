import { useMemo } from 'preact/hooks';
import { StreamedLines } from '../../charts/streamed/StreamedLines';
import type { LineSeries } from '../../charts/streamed/StreamedLines';
import type { ArmView, CurvePoint, EpochPoint, TrainingView } from '../../../shared/trainingView';
import { ChartTable } from './ChartTable';
import { numberText, percentText } from './trainingTexts';

/** Arms have a colour each; the second is dashed as well. */
const ARM_COLOURS: readonly LineSeries['colour'][] = [
  ['charts-blue', 'foreground'],
  ['charts-yellow', 'foreground'],
];
const TEST_COLOURS: readonly LineSeries['colour'][] = [
  ['charts-green', 'foreground'],
  ['charts-purple', 'foreground'],
];
const DASH = [6, 4] as const;

function lines(
  arms: readonly ArmView[],
  kind: string,
  colours: readonly LineSeries['colour'][],
  points: (arm: ArmView) => LineSeries['points'],
  marked: boolean,
): readonly LineSeries[] {
  return arms.map((arm, at) => ({
    label: arms.length === 1 ? kind : `${arm.name}, ${kind}`,
    points: points(arm),
    colour: colours[at % colours.length],
    marked,
    ...(at === 0 ? {} : { dash: DASH }),
  }));
}

const byEpoch = (value: (point: CurvePoint) => number) => (arm: ArmView) =>
  arm.curve.map((point) => [point.epoch, value(point)] as const);
const atEnds = (value: (point: EpochPoint) => number) => (arm: ArmView) =>
  arm.epochs.map((point) => [point.epoch, value(point)] as const);

/** Loss and accuracy by epochs, of all arms together, each beside its numbers. */
export function Curves({ training: { arms } }: { readonly training: TrainingView }) {
  const loss = useMemo(
    () =>
      lines(
        arms,
        'batches',
        ARM_COLOURS,
        byEpoch((point) => point.loss),
        false,
      ),
    [arms],
  );
  const accuracy = useMemo(
    () => [
      ...lines(
        arms,
        'batches',
        ARM_COLOURS,
        byEpoch((point) => 100 * point.accuracy),
        false,
      ),
      ...lines(
        arms,
        'test samples',
        TEST_COLOURS,
        atEnds((point) => 100 * point.testAccuracy),
        true,
      ),
    ],
    [arms],
  );
  return (
    <div class="training-charts">
      <section aria-label="Loss">
        <h3>Loss</h3>
        <StreamedLines
          label="Mean loss of the batches by epochs"
          xTitle="epoch"
          xText={(x) => x.toFixed(2)}
          yText={(y) => numberText(y)}
          yTick={(y) => String(Number(y.toPrecision(3)))}
          series={loss}
        />
        <ChartTable
          title="Loss"
          columns={[
            { title: 'strategy', isNumber: false },
            { title: 'epoch', isNumber: true },
            { title: 'steps', isNumber: true },
            { title: 'loss', isNumber: true },
          ]}
          rows={() =>
            arms.flatMap(({ name, curve }) =>
              curve.map((point) => [name, point.epoch.toFixed(2), point.steps, numberText(point.loss, 4)]),
            )
          }
        />
      </section>
      <section aria-label="Accuracy">
        <h3>Accuracy</h3>
        <StreamedLines
          label="Accuracy on batches and test samples by epochs, in percent"
          xTitle="epoch"
          xText={(x) => x.toFixed(2)}
          yText={(y) => `${y.toFixed(1)}%`}
          yTick={(y) => `${Number(y.toPrecision(3))}%`}
          series={accuracy}
        />
        <ChartTable
          title="Accuracy"
          columns={[
            { title: 'strategy', isNumber: false },
            { title: 'epoch', isNumber: true },
            { title: 'of', isNumber: false },
            { title: 'right', isNumber: true },
          ]}
          rows={() =>
            arms.flatMap(({ name, curve, epochs }) => [
              ...epochs.map((point) => [name, point.epoch, 'test samples', percentText(point.testAccuracy, 2)]),
              ...curve.map((point) => [name, point.epoch.toFixed(2), 'batches', percentText(point.accuracy, 2)]),
            ])
          }
        />
      </section>
    </div>
  );
}
