import * as l10n from '@vscode/l10n';
import { LinkButton } from '../../controls/Button';
import { Select } from '../../controls/Select';
import { COPY_FORMATS, COPY_PARTS } from '../../../shared/viewProtocol';
import type { CopyFormat, CopyPart } from '../../../shared/viewProtocol';
import { FORMAT_NAMES } from './numberTable';

interface CopyBarProps {
  readonly part: CopyPart;
  readonly onPart: (part: CopyPart) => void;
  readonly onCopy: (format: CopyFormat) => void;
}

function nameOfPart(part: CopyPart): string {
  switch (part) {
    case 'cell':
      return l10n.t('this cell');
    case 'row':
      return l10n.t('this row');
    case 'table':
      return l10n.t('the whole table');
  }
}

/** What of a table is copied, and as what. */
export function CopyBar({ part, onPart, onCopy }: CopyBarProps) {
  return (
    <>
      <Select
        label={l10n.t('What to copy')}
        name="copyPart"
        value={part}
        options={COPY_PARTS.map((value) => ({ value, label: nameOfPart(value) }))}
        onChange={onPart}
      />
      <span class="copy">
        <span class="dim">{l10n.t('Copy as')}</span>
        {COPY_FORMATS.map((format) => (
          <LinkButton
            key={format}
            name={`copy-${format}`}
            onClick={() => {
              onCopy(format);
            }}
          >
            {FORMAT_NAMES[format]}
          </LinkButton>
        ))}
      </span>
    </>
  );
}
