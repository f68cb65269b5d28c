import { useLayoutEffect, useRef } from 'preact/hooks';

interface GapProps {
  /** Of the lines that are not drawn, in CSS pixels. */
  readonly heightPx: number;
  readonly span: number;
}

/** The room of lines that are not in sight. */
export function Gap({ heightPx, span }: GapProps) {
  const cell = useRef<HTMLTableCellElement>(null);
  useLayoutEffect(() => {
    cell.current?.style.setProperty('height', `${heightPx}px`);
  }, [heightPx]);
  return (
    <tr class="gap" aria-hidden="true">
      <td ref={cell} colSpan={span} />
    </tr>
  );
}
