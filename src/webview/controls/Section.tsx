import type { ComponentChildren } from 'preact';

interface SectionProps {
  readonly title: string;
  /** Less prominent text at the end of the header. */
  readonly note?: string;
  readonly name: string;
  readonly open: boolean;
  readonly onToggle: (open: boolean) => void;
  readonly children: ComponentChildren;
}

/** A part of the side bar that folds. */
export function Section({ title, note = '', name, open, onToggle, children }: SectionProps) {
  return (
    <details
      class="section"
      data-section={name}
      open={open}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open !== open) onToggle(currentTarget.open);
      }}
    >
      <summary>
        <span class="codicon codicon-chevron-right" aria-hidden="true" />
        <h2>{title}</h2>
        {note !== '' && <span class="note">{note}</span>}
      </summary>
      <div class="section-body">{children}</div>
    </details>
  );
}
