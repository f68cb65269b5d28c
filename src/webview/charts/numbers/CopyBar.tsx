import { LinkButton } from '../../controls/Button';
import { Select } from '../../controls/Select';
import { COPY_FORMATS, COPY_PARTS, FORMAT_NAMES } from './numberTable';
import type { CopyFormat, CopyPart } from './numberTable';

interface CopyBarProps {
  readonly part: CopyPart;
  readonly onPart: (part: CopyPart) => void;
  readonly onCopy: (format: CopyFormat) => void;
}

const PART_NAMES: Readonly<Record<CopyPart, string>> = { cell: 'this cell', row: 'this row', table: 'the whole table' };

/** What of a table is copied, and as what. */
export function CopyBar({ part, onPart, onCopy }: CopyBarProps) {
  return (
    <>
      <Select
        label="What to copy"
        name="copyPart"
        value={part}
        options={COPY_PARTS.map((value) => ({ value, label: PART_NAMES[value] }))}
        onChange={onPart}
      />
      <span class="copy">
        <span class="dim">Copy as</span>
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
