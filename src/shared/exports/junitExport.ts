import XMLBuilder from 'fast-xml-builder';
import { formatDuration, formatGflops, formatPercentHalfWidth } from '../../core/format';
import type { Measurement, Run } from '../../core/measure/measurement';
import type { TrainingRecord } from '../../core/measure/trainingRecord';
import type { GateVerdict } from '../../core/model/gates';
import { accuracyText, mistakeTexts, stepText } from '../../core/trainingLabel';
import { disturbedText } from './disturbed';
import { measurementName } from './measurementName';

/** An element of the document: attributes begin with '@', the rest are its children. */
type Element = Readonly<Record<string, unknown>>;

/**
 * A run as JUnit XML, in the form that Jenkins' junit-10.xsd describes and CI services read: a suite for each benchmark and
 * each entry of "train", a case for each row, each training and each expectation. A row that failed is a failure; one that cannot run here, or was stopped, is
 * skipped; that its rounds were disturbed is a warning, and stands in `system-err`. The time of a case is that of one
 * product, or of one step, in seconds.
 */
export function junitOf(run: Run, verdicts: readonly GateVerdict[] = []): string {
  const { measurements, title, startedAt, trainings = [] } = run;
  const benchmarks = [...new Set(measurements.map(({ benchmark }) => benchmark))];
  const suiteOf = (name: string, cases: readonly Case[]): Element => {
    const judged = verdicts.filter(({ benchmark }) => benchmark === name).map(verdictCase);
    const all = [...cases, ...judged];
    return {
      '@name': name,
      '@timestamp': startedAt.replace(/\.\d+Z$/, ''),
      ...countsOf(all),
      testcase: all.map(({ element }) => element),
    };
  };
  const rows = measurements.map((row) => ({ name: row.benchmark, case: caseOf(row) }));
  const trained = trainings.map((record) => ({ name: record.name, cases: trainingCases(record) }));
  const suites = [
    ...benchmarks.map((benchmark) =>
      suiteOf(
        benchmark,
        rows.filter(({ name }) => name === benchmark).map((row) => row.case),
      ),
    ),
    ...trained.map(({ name, cases }) => suiteOf(name, cases)),
  ];
  const all = [...rows.map((row) => row.case), ...trained.flatMap(({ cases }) => cases), ...verdicts.map(verdictCase)];
  const builder = new XMLBuilder({
    attributeNamePrefix: '@',
    ignoreAttributes: false,
    suppressBooleanAttributes: false,
    suppressEmptyNode: true,
    format: true,
  });
  const document = {
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    testsuites: { '@name': title, ...countsOf(all), testsuite: suites },
  };
  return builder.build(withoutControls(document));
}

/** A test case: how it counts, and the element that it becomes. */
interface Case {
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly seconds: number;
  readonly element: Element;
}

function countsOf(cases: readonly Case[]): Element {
  const seconds = cases.reduce((sum, each) => sum + each.seconds, 0);
  return {
    '@tests': cases.length,
    '@failures': cases.filter(({ outcome }) => outcome === 'failed').length,
    '@errors': 0,
    '@skipped': cases.filter(({ outcome }) => outcome === 'skipped').length,
    '@time': seconds.toFixed(9),
  };
}

/** A case with what is in it beside its names. */
function caseWith(
  where: { readonly className: string; readonly name: string },
  outcome: Case['outcome'],
  content: Element,
  seconds = 0,
): Case {
  const names = { '@classname': where.className, '@name': where.name, '@time': seconds.toFixed(9) };
  return { outcome, seconds, element: { ...names, ...content } };
}

function verdictCase({ benchmark, title, outcome, reason }: GateVerdict): Case {
  const where = { className: `${benchmark} expectations`, name: title };
  switch (outcome) {
    case 'met':
      return caseWith(where, 'passed', { 'system-out': reason });
    case 'missed':
      return caseWith(where, 'failed', { failure: { '@type': 'expectation', '@message': reason } });
    case 'undecided':
      return caseWith(where, 'skipped', { skipped: { '@message': reason } });
  }
}

function caseOf(row: Measurement): Case {
  const where = { className: row.benchmark, name: measurementName(row) };
  switch (row.status) {
    case 'ok': {
      const { medianNs, intervalNs, gflops, backend } = row;
      const time = `${formatDuration(medianNs)} ${formatPercentHalfWidth(intervalNs, medianNs)}`;
      const disturbed = disturbedText(row);
      const content = {
        'system-out': `${time}, ${formatGflops(gflops)} GFLOP/s, ${backend}`,
        ...(disturbed === null ? {} : { 'system-err': disturbed }),
      };
      return caseWith(where, 'passed', content, medianNs * 1e-9);
    }
    case 'failed':
      return caseWith(where, 'failed', { failure: { '@type': row.code, '@message': row.reason } });
    case 'unsupported':
    case 'cancelled':
      return caseWith(where, 'skipped', { skipped: { '@message': row.reason } });
  }
}

/** A case for each of the trainings of an entry; one for all where nothing was trained. */
function trainingCases(record: TrainingRecord): readonly Case[] {
  const className = record.name;
  if (record.status === 'failed') {
    const failure = { '@type': record.code, '@message': record.reason };
    return [caseWith({ className, name: 'training' }, 'failed', { failure })];
  }
  if (record.status === 'cancelled') {
    const skipped = { '@message': 'The training was stopped before its end.' };
    return [caseWith({ className, name: 'training' }, 'skipped', { skipped })];
  }
  const wrong = mistakeTexts(record, record.trained).join('\n');
  return record.trained.arms.map((arm) => {
    const content = {
      'system-out': `${accuracyText(arm)} of the test samples right, ${stepText(arm)} a step`,
      ...(wrong === '' ? {} : { 'system-err': wrong }),
    };
    return caseWith({ className, name: `training by ${arm.name}` }, 'passed', content, arm.stepNs * 1e-9);
  });
}

/** Characters that XML 1.0 does not allow, not even escaped, may stand in a user's names and in what a process said. */
function withoutControls(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd');
  if (Array.isArray(value)) return value.map(withoutControls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutControls(each)]));
}
