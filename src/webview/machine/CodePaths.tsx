import * as l10n from '@vscode/l10n';
import { formatGflops } from '../../core/format';
import type { CodePathResult } from '../../core/kernels/codePathTest';
import { codePathVerdicts } from '../../core/kernels/codePathVerdict';
import type { Machine } from '../../core/machine';
import './machine.css';

interface CodePathsProps {
  readonly results: readonly CodePathResult[];
  readonly machine: Machine;
  /** Unfolded at first. */
  readonly isOpen?: boolean;
}

/** How each code path of the dense kernels did in the self-test, and why it was not chosen. */
export function CodePaths({ results, machine, isOpen = false }: CodePathsProps) {
  const groups = codePathVerdicts(results, machine.wasm);
  if (groups.length === 0) return null;
  return (
    <details class="code-paths" open={isOpen}>
      <summary>
        <span class="codicon codicon-chevron-right" aria-hidden="true" />
        {l10n.t('Self-test of the code paths')}
      </summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{l10n.t('path')}</th>
            <th scope="col" class="num">
              GFLOP/s
            </th>
            <th scope="col">{l10n.t('verdict')}</th>
          </tr>
        </thead>
        {groups.map(({ dtype, verdicts }) => (
          <tbody key={dtype}>
            <tr>
              <th scope="rowgroup" colSpan={3} class="group">
                {dtype}
              </th>
            </tr>
            {verdicts.map(({ path, gflops, isChosen, reason }) => (
              <tr key={path} class={isChosen ? 'chosen' : ''} data-path={`${dtype} ${path}`}>
                <th scope="row">{path}</th>
                <td class="num">{gflops === null ? '–' : formatGflops(gflops)}</td>
                <td>{reason}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </details>
  );
}
