import { compareRuns } from '../../core/measure/runComparison';
import type { Run } from '../../core/measure/measurement';
import { spreadOfRuns } from '../../shared/runSpread';
import type { CompareRequest, ComparisonView } from '../../shared/viewProtocol';

/** Each later run beside the earlier one, as the command line compares them; runs that are not there are left out. */
export async function compareSavedRuns(
  { before, after }: CompareRequest,
  runOf: (id: string) => Run | null,
): Promise<readonly ComparisonView[]> {
  const earlier = runOf(before);
  if (earlier === null) return [];
  const comparisons: ComparisonView[] = [];
  for (const id of after) {
    const later = runOf(id);
    if (later !== null) comparisons.push(await comparisonView(earlier, later));
  }
  return comparisons;
}

async function comparisonView(before: Run, after: Run): Promise<ComparisonView> {
  const spread = await spreadOfRuns([before.machine.processor, after.machine.processor]);
  const { rows, unmatched, warnings } = compareRuns(before, after, spread);
  return {
    ...{ before: before.id, after: after.id, warnings },
    spread: { share: spread.share, takenAt: spread.takenAt },
    rows: rows.map(({ before: first, after: second, ratio, low, high, verdict }) => ({
      ...{ ratio, low, high, verdict },
      subject: subjectOf(first),
      beforeNs: first.medianNs,
      afterNs: second.medianNs,
      backends: first.backend === second.backend ? null : [first.backend, second.backend],
    })),
    unmatched: unmatched.map(({ subject, reason }) => ({ subject: subjectOf(subject), reason })),
  };
}

/** What was measured alone: samples are not sent. */
function subjectOf({
  benchmark,
  strategy,
  parameters,
  problem,
}: ComparisonView['unmatched'][number]['subject']): ComparisonView['unmatched'][number]['subject'] {
  return { benchmark, strategy, parameters, problem };
}
