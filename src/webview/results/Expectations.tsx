import * as l10n from '@vscode/l10n';
import type { GateOutcome, GateVerdict } from '../../core/model/gates';
import { listed } from '../../core/sentences';
import { outcomeText } from '../../shared/outcomeText';

/** What has to be read comes first. */
const ICONS: Readonly<Record<GateOutcome, string>> = { missed: 'error', undecided: 'question', met: 'pass' };
const OUTCOMES: readonly GateOutcome[] = ['missed', 'undecided', 'met'];

/** What the benchmarks expected and what came of it; nothing where they expected nothing. */
export function Expectations({ verdicts }: { readonly verdicts: readonly GateVerdict[] }) {
  if (verdicts.length === 0) return null;
  const groups = OUTCOMES.map((outcome) => verdicts.filter((verdict) => verdict.outcome === outcome));
  const counts = groups.flatMap(([first, ...rest]) =>
    first === undefined ? [] : [`${1 + rest.length} ${outcomeText(first.outcome)}`],
  );
  return (
    <section class="expectations" aria-label={l10n.t('Expectations')}>
      <h3>
        {l10n.t('Expectations')} <span class="dim">{listed(counts)}</span>
      </h3>
      <ul>
        {groups.flat().map(({ benchmark, index, title, outcome, reason }) => (
          <li key={`${benchmark} ${index} ${title}`} class={outcome}>
            <b>
              <span class={`codicon codicon-${ICONS[outcome]}`} aria-hidden="true" />
              {outcomeText(outcome)}
            </b>
            <span>
              {title}: <span class="dim">{reason}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
