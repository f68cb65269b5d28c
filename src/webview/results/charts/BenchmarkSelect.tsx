import * as l10n from '@vscode/l10n';
import { benchmarkTitle } from '../../../core/spec/benchmarkNames';
import { Select } from '../../controls/Select';
import type { RowGroup } from '../resultRows';
import type { SavedView } from '../savedView';

/** The benchmark that charts show: the one that was chosen, that of the chosen row, or the first. */
export function chosenBenchmark(groups: readonly RowGroup[], { benchmark, selected }: SavedView): string {
  if (benchmark !== null && groups.some((group) => group.benchmark === benchmark)) return benchmark;
  const [first] = groups;
  const ofRow = groups.find(({ rows }) => rows.some(({ index }) => index === selected));
  return (ofRow ?? first)?.benchmark ?? '';
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
      options={benchmarks.map((value) => ({ value, label: benchmarkTitle(value) }))}
      onChange={(benchmark) => {
        setView({ benchmark });
      }}
    />
  );
}
