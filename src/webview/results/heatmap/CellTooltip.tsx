import { useLayoutEffect, useRef } from 'preact/hooks';

interface CellTooltipProps {
  /** Id of the element that it is about. */
  readonly anchor: string;
  readonly title: string;
  readonly facts: readonly string[];
}

const GAP_PX = 6;

/** What is known of a cell, beside it and inside the window. Hidden from screen readers, which read it on the cell. */
export function CellTooltip({ anchor, title, facts }: CellTooltipProps) {
  const tip = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const [element, target] = [tip.current, document.getElementById(anchor)];
    if (element === null || target === null) return;
    const [own, cell] = [element.getBoundingClientRect(), target.getBoundingClientRect()];
    const { clientWidth, clientHeight } = document.documentElement;
    const below = cell.bottom + GAP_PX;
    const top = below + own.height <= clientHeight ? below : Math.max(0, cell.top - GAP_PX - own.height);
    const left = Math.min(Math.max(0, cell.left), Math.max(0, clientWidth - own.width - GAP_PX));
    element.style.setProperty('top', `${top}px`);
    element.style.setProperty('left', `${left}px`);
  });
  return (
    <div class="tooltip" ref={tip} role="tooltip" aria-hidden="true">
      <b>{title}</b>
      {facts.map((fact) => (
        <div key={fact}>{fact}</div>
      ))}
    </div>
  );
}
