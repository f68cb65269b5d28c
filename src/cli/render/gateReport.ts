import type { GateOutcome, GateVerdict } from '../../core/model/gates';
import type { Ink } from './ink';

const MARKS: Readonly<Record<GateOutcome, string>> = { met: '✓', missed: '✗', undecided: '?' };

/** What was expected, and what came of it: a line for each, those that are missed first. '' where nothing was. */
export function gateReport(verdicts: readonly GateVerdict[], ink: Ink): string {
  if (verdicts.length === 0) return '';
  const inkOf: Readonly<Record<GateOutcome, (text: string) => string>> = {
    met: (text) => text,
    missed: ink.red,
    undecided: ink.yellow,
  };
  const order: readonly GateOutcome[] = ['missed', 'undecided', 'met'];
  const counts = order.map((outcome) => ({
    outcome,
    rows: verdicts.filter((verdict) => verdict.outcome === outcome),
  }));
  const said = counts.filter(({ rows }) => rows.length > 0).map(({ outcome, rows }) => `${rows.length} ${outcome}`);
  const lines = counts.flatMap(({ outcome, rows }) =>
    rows.map(({ title, reason }) => `${inkOf[outcome](`${MARKS[outcome]} ${title}`)}: ${reason}`),
  );
  return [ink.bold(`Expectations: ${said.join(', ')}`), ...lines].join('\n');
}
