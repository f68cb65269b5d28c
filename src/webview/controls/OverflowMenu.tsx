import { useEffect, useId, useRef, useState } from 'preact/hooks';
import './overflowMenu.css';
import { stepByKey } from './stepByKey';

export interface MenuItem {
  readonly name: string;
  /** Name of a codicon. */
  readonly icon: string;
  readonly label: string;
  readonly onChoose: () => void;
}

interface OverflowMenuProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
}

/**
 * Actions behind three dots (WAI-ARIA "menu button"): arrow keys, Home and End go through them, Escape and Tab close it. The
 * menu of the elements' library has no roles.
 */
export function OverflowMenu({ label, items }: OverflowMenuProps) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isOpen) return undefined;
    box.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
    const closeOutside = (event: Event): void => {
      if (event.target instanceof Node && box.current?.contains(event.target) !== true) setOpen(false);
    };
    document.addEventListener('pointerdown', closeOutside);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
    };
  }, [isOpen]);
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Tab') setOpen(false);
    if (event.key === 'Escape') close();
    const shown = [...(box.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
    const at = shown.findIndex((item) => item === document.activeElement);
    const next = shown[stepByKey('list', event.key, at, shown.length) ?? -1];
    if (next === undefined && event.key !== 'Escape') return;
    event.preventDefault();
    next?.focus();
  };
  return (
    <div class="overflow-menu" ref={box}>
      <button
        type="button"
        class="menu-button"
        ref={button}
        data-action="more"
        title={label}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => {
          setOpen(!isOpen);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        <span class="codicon codicon-ellipsis" aria-hidden="true" />
      </button>
      {isOpen && (
        <div class="menu" id={id} role="menu" aria-label={label} onKeyDown={onKeyDown}>
          {items.map(({ name, icon, label: text, onChoose }) => (
            <button
              key={name}
              type="button"
              role="menuitem"
              tabIndex={-1}
              data-action={name}
              onClick={() => {
                close();
                onChoose();
              }}
            >
              <span class={`codicon codicon-${icon}`} aria-hidden="true" /> {text}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
