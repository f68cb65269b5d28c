import { formatCount, formatDuration, formatRatioInterval, formatSeconds, formatSignificant } from '../../core/format';
import type { CheckedArray, GradientCheck } from '../../core/mlp/gradientCheck';
import type { LayerStatistics } from '../../core/mlp/layerStatistics';
import { MISTAKE_DESCRIPTIONS, networkLabel, stepFlops } from '../../core/mlp/network';
import type { Mistake, Network } from '../../core/mlp/network';
import type { TrainSpec } from '../../core/spec/trainSpec';
import type { OpenedTraining, TrainOutcome, TrainResult } from '../../shared/trainProtocol';
import type { Ink } from './ink';
import { textTable } from './textTable';
import type { Column } from './textTable';

interface Drawn {
  readonly ink: Ink;
}

/** What a gradient check has found, an array a line. */
export function checkReport(
  network: Network,
  check: GradientCheck,
  mistakes: readonly Mistake[],
  { ink }: Drawn,
): string {
  const columns: readonly Column<CheckedArray>[] = [
    { title: 'array', align: 'left', cell: ({ name }) => name },
    { title: 'checked', align: 'right', cell: ({ sampled, total }) => `${sampled} of ${formatCount(total)}` },
    { title: 'relative error', align: 'right', cell: ({ error }) => error.toExponential(1) },
    { title: '', align: 'left', cell: ({ error }) => (error < check.tolerance ? 'right' : ink.red('wrong')) },
  ];
  const verdict = check.passed
    ? `The gradients are right: ${check.error.toExponential(1)} at most, and below ${check.tolerance.toExponential(0)} is right.`
    : `The gradients are wrong: ${check.error.toExponential(1)}, and below ${check.tolerance.toExponential(0)} is right.`;
  const skipped =
    check.skipped === 0 ? [] : [ink.dim(`${check.skipped} parameters passed over, where a ReLU switches`)];
  return [
    ink.bold(networkLabel(network)),
    ...mistakeLines(mistakes, ink),
    textTable(columns, check.arrays),
    ink.bold(verdict),
    ...skipped,
  ].join('\n');
}

function mistakeLines(mistakes: readonly Mistake[], ink: Ink): readonly string[] {
  return mistakes.map((mistake) => {
    const { title, text } = MISTAKE_DESCRIPTIONS[mistake];
    return ink.red(`WRONG ON PURPOSE: ${title}. ${text}`);
  });
}

/** What is trained, on what. */
export function openedReport(
  { optimiser, batch, dtype, seed, mistakes }: TrainSpec,
  opened: OpenedTraining,
  { ink }: Drawn,
): string {
  const { network, parameters, data, check, checkWithMistakes } = opened;
  const wrong = checkWithMistakes;
  return [
    ink.bold(`${networkLabel(network)}, ${formatCount(parameters)} parameters, ${dtype}`),
    `${data}; batches of ${batch}, ${optimiser.kind} at ${optimiser.rate}, seed ${seed}`,
    `gradients checked in ${check.dtype}: relative error ${check.error.toExponential(1)}`,
    ...mistakeLines(mistakes, ink),
    ...(wrong === null
      ? []
      : [
          wrong.passed
            ? 'With what is wrong on purpose the gradient check passes: it is not the gradients that are wrong.'
            : ink.red(
                `With what is wrong on purpose the gradient check fails: relative error ${wrong.error.toExponential(1)}.`,
              ),
        ]),
  ].join('\n');
}

interface PhaseLine {
  readonly name: string;
  readonly backend: string;
  readonly ns: number;
}

/** What came out: accuracy, and where the time of a step goes, for each arm. */
export function resultReport(
  spec: TrainSpec,
  opened: OpenedTraining,
  layers: readonly (readonly LayerStatistics[])[],
  { results, state, elapsedMs }: TrainOutcome,
  { ink }: Drawn,
): string {
  const flops = stepFlops(opened.network, spec.batch);
  const parts = results.flatMap((result) => {
    const { name } = spec.arms[result.arm];
    const lines = opened.phases[result.arm].map(({ name: phase, backend }, at): PhaseLine => ({
      name: phase,
      backend,
      ns: result.phasesNs.at(at) ?? 0,
    }));
    const total = lines.reduce((sum, { ns }) => sum + ns, 0);
    const columns: readonly Column<PhaseLine>[] = [
      { title: 'phase', align: 'left', cell: (line) => line.name },
      { title: 'time', align: 'right', cell: ({ ns }) => formatDuration(ns) },
      { title: 'share', align: 'right', cell: ({ ns }) => `${((100 * ns) / Math.max(1, total)).toFixed(1)}%` },
      { title: 'by', align: 'left', cell: ({ backend }) => backend },
    ];
    return [
      '',
      ink.bold(`${name}: ${accuracyText(result)}`),
      stepText(result, flops),
      ...(result.ratio === null
        ? []
        : [`time of a step over that of ${spec.arms[0].name}: ${formatRatioInterval(result.ratio)}`]),
      ...alarms(layers.at(result.arm) ?? [], ink),
      textTable(columns, lines),
    ];
  });
  const end = state === 'finished' ? '' : 'Stopped before its end; ';
  return [...parts, '', ink.dim(`${end}${formatSeconds(elapsedMs)} in all`)].join('\n');
}

function accuracyText({ accuracy, steps }: TrainResult): string {
  const found =
    accuracy === null ? 'no epoch came to its end' : `${(100 * accuracy).toFixed(2)}% of the test samples right`;
  return `${found} after ${formatCount(steps)} steps`;
}

function stepText({ stepNs, stepRangeNs: [low, high] }: TrainResult, flops: number): string {
  const rate = stepNs === 0 ? '' : `, ${formatSignificant(flops / stepNs, 3)} GFLOP/s by the flops of its products`;
  return `a step takes ${formatDuration(stepNs)} (10% below ${formatDuration(low)}, 10% above ${formatDuration(high)})${rate}`;
}

function alarms(layers: readonly LayerStatistics[], ink: Ink): readonly string[] {
  return layers.flatMap(({ layer, unchanged, saturated, deadUnits, units, activation }) => [
    ...(unchanged.length === 0 ? [] : [ink.red(`${unchanged.join(' and ')}: unchanged since the training began`)]),
    ...(saturated > 0.5 && layer < layers.length - 1
      ? [ink.yellow(`layer ${layer + 1}: ${Math.round(100 * saturated)}% of its ${activation} outputs are saturated`)]
      : []),
    ...(deadUnits > units / 2
      ? [ink.yellow(`layer ${layer + 1}: ${deadUnits} of ${units} units are 0 for the whole batch`)]
      : []),
  ]);
}
