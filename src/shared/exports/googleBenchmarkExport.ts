import type { Measurement, Run, TimedMeasurement } from '../../core/measure/measurement';
import { isTimed } from '../../core/measure/comparison';
import { disturbedText } from './disturbed';
import { measurementName, plainName } from './measurementName';

/** An entry of a row's samples or of a figure made of them, as google/benchmark writes it. Times are in nanoseconds. */
type Entry = Readonly<Record<string, string | number | boolean>>;

/**
 * A run in the format of google/benchmark's `--benchmark_out` (its reporter.cc and json_reporter.cc, JSON schema version 1), so
 * that compare.py and services that read it take it: each sample is a repetition, and the aggregates follow. Only wall time
 * is measured, and it stands for `cpu_time` too. A row without a time is an entry with `error_occurred`. Rounds, and those of
 * them that were disturbed, are counters; of a row with some the label says it.
 */
export function googleBenchmarkOf(run: Run, hostName: string): string {
  const { machine, versions, startedAt, measurements } = run;
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
  const benchmarks = measurements.flatMap((measurement, index) =>
    isTimed(measurement) ? timedEntries(measurement, index) : [failedEntry(measurement, index)],
  );
  return `${JSON.stringify({ context, benchmarks }, undefined, 2)}\n`;
}

function timedEntries(measurement: TimedMeasurement, index: number): readonly Entry[] {
  const { samplesNs, batch, flops } = measurement;
  const common = { ...familyOf(measurement, index), repetitions: samplesNs.length, ...roundsOf(measurement) };
  const entry = (ns: number): Entry => ({ real_time: ns, cpu_time: ns, time_unit: 'ns' });
  const repetitions = samplesNs.map((ns, repetition) => ({
    ...{ name: common.run_name, ...common },
    ...{ run_type: 'iteration', repetition_index: repetition, iterations: batch },
    ...entry(ns),
    FLOPS: flops / (ns * 1e-9),
  }));
  const mean = samplesNs.reduce((sum, ns) => sum + ns, 0) / samplesNs.length;
  const squares = samplesNs.reduce((sum, ns) => sum + (ns - mean) ** 2, 0);
  const deviation = samplesNs.length < 2 ? 0 : Math.sqrt(squares / (samplesNs.length - 1));
  const aggregate = (name: string, value: number, unit: 'time' | 'percentage'): Entry => ({
    ...{ name: `${common.run_name}_${name}`, ...common },
    ...{ run_type: 'aggregate', aggregate_name: name, aggregate_unit: unit, iterations: samplesNs.length },
    ...entry(value),
  });
  if (samplesNs.length < 2) return repetitions;
  return [
    ...repetitions,
    aggregate('mean', mean, 'time'),
    aggregate('median', measurement.medianNs, 'time'),
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
  const family = familyOf(measurement, index);
  return {
    ...{ name: family.run_name, ...family, run_type: 'iteration', repetitions: 1, repetition_index: 0 },
    error_occurred: true,
    error_message: measurement.status === 'ok' ? '' : `${measurement.status}: ${measurement.reason}`,
    ...{ iterations: 0, real_time: 0, cpu_time: 0, time_unit: 'ns' },
  };
}

function familyOf(measurement: Measurement, index: number) {
  return {
    family_index: index,
    per_family_instance_index: 0,
    run_name: `${plainName(measurement.benchmark)}/${measurementName(measurement)}`,
    threads: 1,
  };
}
