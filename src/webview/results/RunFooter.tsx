import type { RunView } from '../../shared/viewProtocol';
import { subjectOf } from '../rowState';

/** How the numbers are meant. */
export function RunFooter({ run }: { readonly run: RunView }) {
  const problems = run.rows.map((row) => subjectOf(row).problem);
  const seeds = new Set(problems.map(({ seed }) => seed));
  const sparse = problems.some(({ density }) => density !== 1);
  const flags = run.versions?.engineFlags ?? [];
  return (
    <footer class="run-footer dim">
      <span>time: median of the samples, with its 95% interval</span>
      <span>flops: 2·m·n·k{sparse ? '; where A is sparse 2·nnz(A)·n' : ''}</span>
      <span>strategies interleaved in random order</span>
      <span>every row verified against float64</span>
      <span>{seeds.size === 1 ? `seed ${[...seeds].join('')}` : `seeds ${[...seeds].join(', ')}`}</span>
      {flags.length > 0 && <span>engine flags: {flags.join(' ')}</span>}
    </footer>
  );
}
