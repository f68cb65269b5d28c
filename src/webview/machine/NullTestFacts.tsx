import * as l10n from '@vscode/l10n';
import { Fragment } from 'preact';
import { formatShare } from '../../core/format';
import { nullTestVerdict, seriesText, spreadsText } from '../../core/model/nullTestText';
import type { NullTestAnswer } from '../../core/spec/nullTestSpec';
import { dateText } from '../dateText';

/** How often this tool was wrong on this machine, by its last null test. */
export function NullTestFacts({ answer }: { readonly answer: NullTestAnswer | null }) {
  if (answer === null) {
    return (
      <p class="hint">
        {l10n.t('No null test has been run here. The command Matmul: Run Null Test counts false alarms.')}
      </p>
    );
  }
  const { series, betweenRuns, spreads = [], takenAt, strategy, size } = answer;
  return (
    <dl class="facts" data-part="nullTest">
      <dt>{l10n.t('null test')}</dt>
      <dd>
        {l10n.t('{0}, {1} at {2}×{2}×{2}. {3}', dateText(takenAt, new Date()), strategy, size, nullTestVerdict(answer))}
      </dd>
      {series.map((each) => (
        <Fragment key={each.slowedBy}>
          <dt>{each.slowedBy === 0 ? l10n.t('false alarms') : l10n.t('detection')}</dt>
          <dd>{seriesText(each)}</dd>
        </Fragment>
      ))}
      {betweenRuns !== null && (
        <>
          <dt>{l10n.t('between runs')}</dt>
          <dd>{l10n.t('two runs of the same lie within {0} in 95% of cases', formatShare(betweenRuns))}</dd>
        </>
      )}
      {spreads.length > 0 && (
        <>
          <dt>{l10n.t('by strategy')}</dt>
          <dd>{spreadsText(spreads)}</dd>
        </>
      )}
    </dl>
  );
}
