import { useEffect, useState } from 'preact/hooks';
import type { Inspection, WantedMap } from '../../../core/matrix/maps/productMaps';
import { failureText } from '../../hostConnection';

export type Look =
  | { readonly state: 'none' }
  | { readonly state: 'looking'; readonly before: Inspection | null }
  | { readonly state: 'shown'; readonly inspection: Inspection }
  | { readonly state: 'failed'; readonly message: string };

/** Answers that are kept while the page is there, so that a change of tabs does not ask again. */
const KEPT = 8;
const answers = new Map<string, Inspection>();

interface InspectionOptions {
  /** Names the row. */
  readonly row: string;
  readonly wanted: readonly WantedMap[];
  /** Whether to ask at all. */
  readonly asks: boolean;
  /** Counts how often the user asked for it once more. */
  readonly attempt: number;
  readonly inspect: (wanted: readonly WantedMap[], signal: AbortSignal) => Promise<Inspection>;
}

/** Asks for the maps of a row; what is shown meanwhile is the last answer of the same row. */
export function useInspection({ row, wanted, asks, attempt, inspect }: InspectionOptions): Look {
  const key = `${row} ${JSON.stringify(wanted)}`;
  const [last, setLast] = useState<{ readonly row: string; readonly key: string; readonly look: Look } | null>(null);
  useEffect(() => {
    if (!asks || answers.has(key)) return;
    const controller = new AbortController();
    inspect(wanted, controller.signal).then(
      (inspection) => {
        if (controller.signal.aborted) return;
        keep(key, inspection);
        setLast({ row, key, look: { state: 'shown', inspection } });
      },
      (error: unknown) => {
        if (!controller.signal.aborted) setLast({ row, key, look: { state: 'failed', message: failureText(error) } });
      },
    );
    return () => {
      controller.abort();
    };
  }, [key, asks, attempt]);

  const known = answers.get(key);
  if (known !== undefined) return { state: 'shown', inspection: known };
  if (last?.key === key && last.look.state === 'failed') return last.look;
  if (!asks) return { state: 'none' };
  const before = last?.row === row && last.look.state === 'shown' ? last.look.inspection : null;
  return { state: 'looking', before };
}

function keep(key: string, inspection: Inspection): void {
  answers.set(key, inspection);
  for (const oldest of answers.keys()) {
    if (answers.size <= KEPT) break;
    answers.delete(oldest);
  }
}
