import { Fragment } from 'preact';
import { formatShare } from '../../core/format';
import { nullTestVerdict, seriesText, spreadsText } from '../../core/model/nullTestText';
import type { NullTestAnswer } from '../../core/spec/nullTestSpec';
import { dateText } from '../dateText';

/** How often this tool was wrong on this machine, by its last null test. */
export function NullTestFacts({ answer }: { readonly answer: NullTestAnswer | null }) {
  if (answer === null) {
    return <p class="hint">No null test has been run here. The command Matmul: Run Null Test counts false alarms.</p>;
  }
  const { series, betweenRuns, spreads = [], takenAt, strategy, size } = answer;
  return (
    <dl class="facts" data-part="nullTest">
      <dt>null test</dt>
      <dd>{`${dateText(takenAt, new Date())}, ${strategy} at ${size}×${size}×${size}. ${nullTestVerdict(answer)}`}</dd>
      {series.map((each) => (
        <Fragment key={each.slowedBy}>
          <dt>{each.slowedBy === 0 ? 'false alarms' : 'detection'}</dt>
          <dd>{seriesText(each)}</dd>
        </Fragment>
      ))}
      {betweenRuns !== null && (
        <>
          <dt>between runs</dt>
          <dd>{`two runs of the same lie within ${formatShare(betweenRuns)} in 95% of cases`}</dd>
        </>
      )}
      {spreads.length > 0 && (
        <>
          <dt>by strategy</dt>
          <dd>{spreadsText(spreads)}</dd>
        </>
      )}
    </dl>
  );
}
