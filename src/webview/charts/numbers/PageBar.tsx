import * as l10n from '@vscode/l10n';
import { formatCount } from '../../../core/format';
import { LinkButton } from '../../controls/Button';
import type { Page } from './pages';

interface PageBarProps {
  readonly of: 'rows' | 'columns';
  readonly page: Pick<Page, 'first' | 'end' | 'total'>;
  readonly onTurn: (by: number) => void;
}

/** Which rows or columns of a long table are drawn, and the way to the others; nothing where all are. */
export function PageBar({ of, page: { first, end, total }, onTurn }: PageBarProps) {
  if (end - first >= total) return null;
  const range = [first + 1, end, total].map(formatCount);
  return (
    <span class="pages">
      <span class="dim">
        {of === 'rows' ? l10n.t('rows {0} to {1} of {2}', ...range) : l10n.t('columns {0} to {1} of {2}', ...range)}
      </span>
      {first > 0 && (
        <LinkButton
          name={of === 'rows' ? 'pageBefore' : 'columnsBefore'}
          onClick={() => {
            onTurn(-1);
          }}
        >
          {l10n.t('Previous')}
        </LinkButton>
      )}
      {end < total && (
        <LinkButton
          name={of === 'rows' ? 'pageAfter' : 'columnsAfter'}
          onClick={() => {
            onTurn(1);
          }}
        >
          {l10n.t('Next')}
        </LinkButton>
      )}
    </span>
  );
}
