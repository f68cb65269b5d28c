import * as l10n from '@vscode/l10n';
import { Select } from '../../controls/Select';
import type { RowGroup } from '../resultRows';
import type { SavedView } from '../savedView';

/** The benchmark that charts show: the one that was chosen, or the first. */
export function chosenBenchmark(groups: readonly RowGroup[], { benchmark }: SavedView): string {
  const [first] = groups;
  return groups.some((group) => group.benchmark === benchmark) ? (benchmark ?? '') : (first?.benchmark ?? '');
}

interface BenchmarkSelectProps {
  readonly groups: readonly RowGroup[];
  readonly view: SavedView;
  readonly setView: (change: Partial<SavedView>) => void;
}

/** The choice among benchmarks; nothing where there is only one. */
export function BenchmarkSelect({ groups, view, setView }: BenchmarkSelectProps) {
  const benchmarks = [...new Set(groups.map(({ benchmark }) => benchmark))];
  if (benchmarks.length < 2) return null;
  return (
    <Select
      label={l10n.t('Benchmark')}
      name="benchmark"
      value={chosenBenchmark(groups, view)}
      options={benchmarks.map((value) => ({ value, label: value }))}
      onChange={(benchmark) => {
        setView({ benchmark });
      }}
    />
  );
}
