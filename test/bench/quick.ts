import { problemFlops } from '../../src/core/problem';
import type { RowPlan, Section } from './sections';

/** Of problems that are measured when it is to be quick; the first of a section is in any case. */
const MOST_FLOPS = 5e9;

/** Sections without their largest problems. */
export function withoutLargest(sections: readonly Section[]): readonly Section[] {
  const isWanted = ({ problem }: RowPlan, index: number): boolean => index === 0 || problemFlops(problem) <= MOST_FLOPS;
  return sections.map(({ id, rows }) => ({ id, rows: rows.filter(isWanted) }));
}
