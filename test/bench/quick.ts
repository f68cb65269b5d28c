import { problemFlops } from '../../src/core/problem';
import type { RowPlan, Section } from './sections';

/** Of problems that are measured when it is to be quick; the first of a section is in any case. */
const MOST_FLOPS = 5e9;

/** A section of more rows is left out where it is not the only one that is asked for: every size takes its time. */
const MOST_ROWS = 100;

/** What is measured when it is to be quick: sections without their largest problems, and without the longest sections. */
export function quickPlan(sections: readonly Section[]): readonly Section[] {
  const isWanted = ({ problem }: RowPlan, index: number): boolean => index === 0 || problemFlops(problem) <= MOST_FLOPS;
  const short = sections.filter(({ rows }) => sections.length === 1 || rows.length <= MOST_ROWS);
  return short.map(({ id, rows }) => ({ id, rows: rows.filter(isWanted) }));
}
