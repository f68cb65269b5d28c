import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-toolbar-button/index.js';
import type { ComponentChildren } from 'preact';
import './elementTypes';

interface ButtonProps {
  /** Name of a codicon. */
  readonly icon: string;
  readonly secondary?: boolean;
  readonly disabled?: boolean;
  readonly name: string;
  readonly children: ComponentChildren;
  readonly onClick: () => void;
}

export function Button({ icon, secondary = false, disabled = false, name, children, onClick }: ButtonProps) {
  return (
    <vscode-button
      data-action={name}
      icon={icon}
      secondary={secondary}
      disabled={disabled}
      aria-disabled={disabled}
      onClick={onClick}
    >
      {children}
    </vscode-button>
  );
}

interface IconButtonProps {
  readonly icon: string;
  readonly label: string;
  readonly name: string;
  readonly onClick: () => void;
}

/** A button that is only an icon; its label is the tooltip too. */
export function IconButton({ icon, label, name, onClick }: IconButtonProps) {
  return <vscode-toolbar-button data-action={name} icon={icon} label={label} title={label} onClick={onClick} />;
}

interface LinkButtonProps {
  readonly name: string;
  readonly children: ComponentChildren;
  readonly onClick: () => void;
}

/** An action in the flow of text. */
export function LinkButton({ name, children, onClick }: LinkButtonProps) {
  return (
    <button type="button" class="link" data-action={name} onClick={onClick}>
      {children}
    </button>
  );
}
