import XMLBuilder from 'fast-xml-builder';
import { formatDuration, formatGflops, formatPercentHalfWidth } from '../../core/format';
import type { Measurement, Run } from '../../core/measure/measurement';
import type { GateVerdict } from '../../core/model/gates';
import { disturbedText } from './disturbed';
import { measurementName } from './measurementName';

/** An element of the document: attributes begin with '@', the rest are its children. */
type Element = Readonly<Record<string, unknown>>;

/**
 * A run as JUnit XML, in the form that Jenkins' junit-10.xsd describes and CI services read: a suite for each benchmark, a
 * case for each row and for each expectation. A row that failed is a failure; one that cannot run here, or was stopped, is
 * skipped; that its rounds were disturbed is a warning, and stands in `system-err`. The time of a case is that of one
 * product, in seconds.
 */
export function junitOf(run: Run, verdicts: readonly GateVerdict[] = []): string {
  const { measurements, title, startedAt } = run;
  const benchmarks = [...new Set(measurements.map(({ benchmark }) => benchmark))];
  const suites = benchmarks.map((benchmark) => {
    const rows = measurements.filter((each) => each.benchmark === benchmark);
    const judged = verdicts.filter((each) => each.benchmark === benchmark);
    return {
      '@name': benchmark,
      '@timestamp': startedAt.replace(/\.\d+Z$/, ''),
      ...countsOf(rows, judged),
      testcase: [...rows.map(caseOf), ...judged.map(verdictCase)],
    };
  });
  const builder = new XMLBuilder({
    attributeNamePrefix: '@',
    ignoreAttributes: false,
    suppressBooleanAttributes: false,
    suppressEmptyNode: true,
    format: true,
  });
  const document = {
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    testsuites: { '@name': title, ...countsOf(measurements, verdicts), testsuite: suites },
  };
  return builder.build(withoutControls(document));
}

function countsOf(rows: readonly Measurement[], verdicts: readonly GateVerdict[]): Element {
  const failures = rows.filter(({ status }) => status === 'failed').length;
  const skipped = rows.filter(({ status }) => status === 'unsupported' || status === 'cancelled').length;
  const seconds = rows.reduce((sum, row) => sum + secondsOf(row), 0);
  return {
    '@tests': rows.length + verdicts.length,
    '@failures': failures + verdicts.filter(({ outcome }) => outcome === 'missed').length,
    '@errors': 0,
    '@skipped': skipped + verdicts.filter(({ outcome }) => outcome === 'undecided').length,
    '@time': seconds.toFixed(9),
  };
}

function secondsOf(row: Measurement): number {
  return row.status === 'ok' ? row.medianNs * 1e-9 : 0;
}

function caseOf(row: Measurement): Element {
  return {
    '@classname': row.benchmark,
    '@name': measurementName(row),
    '@time': secondsOf(row).toFixed(9),
    ...outcomeOf(row),
  };
}

function verdictCase({ benchmark, title, outcome, reason }: GateVerdict): Element {
  const common = { '@classname': `${benchmark} expectations`, '@name': title, '@time': '0' };
  switch (outcome) {
    case 'met':
      return { ...common, 'system-out': reason };
    case 'missed':
      return { ...common, failure: { '@type': 'expectation', '@message': reason } };
    case 'undecided':
      return { ...common, skipped: { '@message': reason } };
  }
}

function outcomeOf(row: Measurement): Element {
  switch (row.status) {
    case 'ok': {
      const { medianNs, intervalNs, gflops, backend } = row;
      const time = `${formatDuration(medianNs)} ${formatPercentHalfWidth(intervalNs, medianNs)}`;
      const disturbed = disturbedText(row);
      return {
        'system-out': `${time}, ${formatGflops(gflops)} GFLOP/s, ${backend}`,
        ...(disturbed === null ? {} : { 'system-err': disturbed }),
      };
    }
    case 'failed':
      return { failure: { '@type': row.code, '@message': row.reason } };
    case 'unsupported':
    case 'cancelled':
      return { skipped: { '@message': row.reason } };
  }
}

/** Characters that XML 1.0 does not allow, not even escaped, may stand in a user's names and in what a process said. */
function withoutControls(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd');
  if (Array.isArray(value)) return value.map(withoutControls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutControls(each)]));
}
