import { useState } from 'preact/hooks';

/** What is drawn of the rows or columns of a long table. */
export interface Page {
  readonly first: number;
  /** The one after the last. */
  readonly end: number;
  readonly total: number;
  /** Goes so many pages on, or back. */
  readonly turn: (by: number) => void;
}

/**
 * Cuts a table into pages: the elements of thousands of rows, or of a million cells, would take seconds to make.
 * @param at what lies on the page that is shown first.
 */
export function usePages(total: number, size: number, at = 0): Page {
  const [wanted, setWanted] = useState(Math.floor(at / size));
  const last = Math.max(0, Math.ceil(total / size) - 1);
  const page = Math.min(last, Math.max(0, wanted));
  return {
    first: page * size,
    end: Math.min(total, (page + 1) * size),
    total,
    turn: (by) => {
      setWanted(page + by);
    },
  };
}

/** The rows, or columns, of a page. */
export function indicesOn({ first, end }: Page): readonly number[] {
  return Array.from({ length: end - first }, (_, index) => first + index);
}
