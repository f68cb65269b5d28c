import * as l10n from '@vscode/l10n';
import { cellText } from '../../../core/model/steps/step';
import { listed } from '../../../core/sentences';
import type { Step, Walk } from '../../../core/model/steps/step';

interface WalkCodeProps {
  readonly walk: Walk;
  /** What has just been done; `null` before the first step. */
  readonly step: Step | null;
  /** What was missed in it. */
  readonly missed: readonly string[];
  /** Whether what is done is told to who cannot see it. */
  readonly tells: boolean;
}

/** The pseudo-code with the line that is run, and the statement with its indices. */
export function WalkCode({ walk, step, missed, tells }: WalkCodeProps) {
  const threadsAt = (line: number): readonly number[] =>
    (step ?? []).filter((work) => work.line === line).map(({ thread }) => thread);
  return (
    <section class="walk-code" aria-label={l10n.t('What runs')}>
      <ol class="code-lines" tabIndex={0} aria-label={l10n.t('Pseudo-code')}>
        {walk.code().map((line, index) => {
          const threads = threadsAt(index);
          return (
            <li key={index} {...(threads.length > 0 ? { 'aria-current': 'step' } : {})}>
              <code>{line}</code>
              {walk.threads > 1 && threads.length > 0 && (
                <span class="thread-mark num">{threads.map((thread) => thread + 1).join(' ')}</span>
              )}
            </li>
          );
        })}
      </ol>
      <div class="statement num" aria-live={tells ? 'polite' : 'off'}>
        {step === null ? (
          <p class="dim">{l10n.t('Nothing has run yet; the cache is empty.')}</p>
        ) : (
          step.map(({ thread, text }) => <p key={thread}>{walk.threads > 1 ? `${thread + 1}: ${text()}` : text()}</p>)
        )}
        {step !== null && <p class="dim">{missedText(missed)}</p>}
      </div>
    </section>
  );
}

const MOST_LISTED = 4;

function missedText(names: readonly string[]): string {
  if (names.length === 0) return l10n.t('all of it hits');
  const [first, rest] = [listed(names.slice(0, MOST_LISTED)), names.length - MOST_LISTED];
  return rest > 0 ? l10n.t('misses {0} and {1} more', first, rest) : l10n.t('misses {0}', first);
}

/** The elements that a step missed. */
export function missedIn(
  step: Step,
  isMissed: (region: string, row: number, column: number) => boolean,
): readonly string[] {
  const names = step
    .flatMap(({ accesses }) => accesses)
    .filter(({ cell: { region, row, column } }) => isMissed(region, row, column))
    .map(({ cell }) => cellText(cell));
  return [...new Set(names)];
}
