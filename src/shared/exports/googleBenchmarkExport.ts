import type { Measurement, Run, TimedMeasurement } from '../../core/measure/measurement';
import { isTimed } from '../../core/measure/comparison';
import { disturbedText } from './disturbed';
import { measurementName, plainName } from './measurementName';
import { mistakeTexts } from '../../core/trainingLabel';
import { trainedOf } from '../../core/measure/trainingRecord';
import type { TrainedArm, TrainingRecord } from '../../core/measure/trainingRecord';

/** An entry of a row's samples or of a figure made of them, as google/benchmark writes it. Times are in nanoseconds. */
type Entry = Readonly<Record<string, string | number | boolean>>;

/**
 * A run in the format of google/benchmark's `--benchmark_out` (its reporter.cc and json_reporter.cc, JSON schema version 1), so
 * that compare.py and services that read it take it: each sample is a repetition, and the aggregates follow. Only wall time
 * is measured, and it stands for `cpu_time` too. A row without a time is an entry with `error_occurred`. Rounds, and those of
 * them that were disturbed, are counters; of a row with some the label says it. Of an entry of "train" each training is a
 * benchmark 'train/NAME/STRATEGY/step': the median step of each of its turns is a repetition.
 */
export function googleBenchmarkOf(run: Run, hostName: string): string {
  const { machine, versions, startedAt, measurements, trainings = [] } = run;
  const context = {
    date: startedAt,
    host_name: hostName,
    executable: `Matmul Profiler ${versions.extension}, Node ${versions.node}`,
    num_cpus: machine.logicalCores,
    // Not known: it varies while it runs, and the readers only show it.
    mhz_per_cpu: 0,
    caches: [],
    load_avg: [],
    library_build_type: 'release',
    json_schema_version: 1,
  };
  const rows = measurements.flatMap((measurement, index) =>
    isTimed(measurement) ? timedEntries(measurement, index) : [failedEntry(measurement, index)],
  );
  const steps = trainings
    .flatMap((record) => record.spec.arms.map(({ name }) => ({ record, name })))
    .flatMap(({ record, name }, index) => stepEntries(record, name, measurements.length + index));
  return `${JSON.stringify({ context, benchmarks: [...rows, ...steps] }, undefined, 2)}\n`;
}

function timedEntries(measurement: TimedMeasurement, index: number): readonly Entry[] {
  const { samplesNs, batch, flops, medianNs } = measurement;
  const family = { ...familyOf(measurement, index), ...roundsOf(measurement) };
  return repeated(family, samplesNs, medianNs, (ns) => ({ iterations: batch, FLOPS: flops / (ns * 1e-9) }));
}

/** A training of an entry of "train". One that did not come to its end has no time, as a row has none. */
function stepEntries(record: TrainingRecord, name: string, index: number): readonly Entry[] {
  const family = familyNamed(`train/${plainName(record.name)}/${plainName(name)}/step`, index);
  const trained = trainedOf(record);
  const arm = trained?.arms.find((each) => each.name === name);
  if (record.status !== 'finished' || arm === undefined || arm.turnsNs.length === 0) {
    return [
      errorEntry(family, `${record.status}: ${record.status === 'failed' ? record.reason : 'No step was timed.'}`),
    ];
  }
  const label = mistakeTexts(record, trained).join(' ');
  const counters = { ...accuracyOf(arm), steps: arm.steps, ...(label === '' ? {} : { label }) };
  const iterations = Math.max(1, Math.round(arm.steps / arm.turnsNs.length));
  return repeated({ ...family, ...counters }, arm.turnsNs, arm.stepNs, () => ({ iterations }));
}

function accuracyOf({ accuracy }: TrainedArm): Entry {
  return accuracy === null ? {} : { test_accuracy: accuracy };
}

/** A repetition for each time, and the aggregates of all. */
function repeated(
  family: Family & Entry,
  timesNs: readonly number[],
  medianNs: number,
  more: (ns: number) => Entry,
): readonly Entry[] {
  const common = { ...family, repetitions: timesNs.length };
  const entry = (ns: number): Entry => ({ real_time: ns, cpu_time: ns, time_unit: 'ns' });
  const repetitions = timesNs.map((ns, repetition) => ({
    ...{ name: common.run_name, ...common },
    ...{ run_type: 'iteration', repetition_index: repetition },
    ...entry(ns),
    ...more(ns),
  }));
  const mean = timesNs.reduce((sum, ns) => sum + ns, 0) / timesNs.length;
  const squares = timesNs.reduce((sum, ns) => sum + (ns - mean) ** 2, 0);
  const deviation = timesNs.length < 2 ? 0 : Math.sqrt(squares / (timesNs.length - 1));
  const aggregate = (name: string, value: number, unit: 'time' | 'percentage'): Entry => ({
    ...{ name: `${common.run_name}_${name}`, ...common },
    ...{ run_type: 'aggregate', aggregate_name: name, aggregate_unit: unit, iterations: timesNs.length },
    ...entry(value),
  });
  if (timesNs.length < 2) return repetitions;
  return [
    ...repetitions,
    aggregate('mean', mean, 'time'),
    aggregate('median', medianNs, 'time'),
    aggregate('stddev', deviation, 'time'),
    aggregate('cv', deviation / mean, 'percentage'),
  ];
}

/** Counters of the rounds, as a benchmark sets them itself, and its label. */
function roundsOf(measurement: TimedMeasurement): Entry {
  const { sampling } = measurement;
  if (sampling === undefined) return {};
  const { rounds, disturbed } = sampling.disturbance;
  const label = disturbedText(measurement);
  return { rounds, disturbed_rounds: disturbed, ...(label === null ? {} : { label }) };
}

function failedEntry(measurement: Measurement, index: number): Entry {
  const why = measurement.status === 'ok' ? '' : `${measurement.status}: ${measurement.reason}`;
  return errorEntry(familyOf(measurement, index), why);
}

function errorEntry(family: Family, why: string): Entry {
  return {
    ...{ name: family.run_name, ...family, run_type: 'iteration', repetitions: 1, repetition_index: 0 },
    ...{ error_occurred: true, error_message: why },
    ...{ iterations: 0, real_time: 0, cpu_time: 0, time_unit: 'ns' },
  };
}

function familyOf(measurement: Measurement, index: number): Family {
  return familyNamed(`${plainName(measurement.benchmark)}/${measurementName(measurement)}`, index);
}

/** What the entries of a benchmark share. */
interface Family {
  readonly family_index: number;
  readonly per_family_instance_index: number;
  readonly run_name: string;
  readonly threads: number;
}

function familyNamed(name: string, index: number): Family {
  return { family_index: index, per_family_instance_index: 0, run_name: name, threads: 1 };
}
