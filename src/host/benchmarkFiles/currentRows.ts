import { problemKey } from '../../core/measure/comparison';
import { choiceKey } from '../../core/spec/request';
import type { Benchmark } from '../../core/spec/runSpec';
import type { RowState } from '../../shared/viewProtocol';

export interface CurrentRow {
  readonly row: RowState;
  /** `choiceKey` of its strategy and parameters. */
  readonly choice: string;
  /** `problemKey` of its problem. */
  readonly problem: string;
}

/** Rows do not change: a row that goes on is replaced by another one. */
const known = new WeakMap<RowState, CurrentRow>();

/** The rows that a benchmark, as it stands now, asks for; others were measured before its text was changed. */
export function currentRows({ problems, strategies }: Benchmark, rows: readonly RowState[]): readonly CurrentRow[] {
  const askedProblems = new Set(problems.map(problemKey));
  const askedChoices = new Set(strategies.map(choiceKey));
  return rows.map(withKeys).filter(({ choice, problem }) => askedChoices.has(choice) && askedProblems.has(problem));
}

function withKeys(row: RowState): CurrentRow {
  const before = known.get(row);
  if (before !== undefined) return before;
  const { strategy, parameters, problem } = row.state === 'done' ? row.measurement : row.subject;
  const keyed = { row, choice: choiceKey({ id: strategy, values: parameters }), problem: problemKey(problem) };
  known.set(row, keyed);
  return keyed;
}
