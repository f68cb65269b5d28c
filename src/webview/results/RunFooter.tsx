import * as l10n from '@vscode/l10n';
import type { RunView } from '../../shared/viewProtocol';
import { subjectOf } from '../rowState';
import { factsOfMachine } from './factsOfMachine';

/** How the numbers are meant. */
export function RunFooter({ run }: { readonly run: RunView }) {
  const problems = run.rows.map((row) => subjectOf(row).problem);
  const seeds = new Set(problems.map(({ seed }) => seed));
  const sparse = problems.some(({ density }) => density !== 1);
  const flags = run.versions?.engineFlags ?? [];
  return (
    <footer class="run-footer dim">
      {/* The header of a narrow panel has a line for them alone. */}
      {factsOfMachine(run).map((fact) => (
        <span key={fact} class="narrow-fact">
          {fact}
        </span>
      ))}
      <span>{l10n.t('time: median of the samples, with its 95% interval')}</span>
      <span>{sparse ? l10n.t('flops: 2·m·n·k; where A is sparse 2·nnz(A)·n') : l10n.t('flops: 2·m·n·k')}</span>
      <span>{l10n.t('strategies interleaved in random order')}</span>
      <span>{l10n.t('every row verified against float64')}</span>
      <span>
        {seeds.size === 1 ? l10n.t('seed {0}', [...seeds].join('')) : l10n.t('seeds {0}', [...seeds].join(', '))}
      </span>
      {flags.length > 0 && <span>{l10n.t('engine flags: {0}', flags.join(' '))}</span>}
    </footer>
  );
}
