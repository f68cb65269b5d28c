import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import './elementTypes';

interface CheckboxProps {
  readonly label: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly tooltip?: string;
  readonly onChange: (checked: boolean) => void;
}

export function Checkbox({ label, checked, disabled = false, tooltip = '', onChange }: CheckboxProps) {
  return (
    <vscode-checkbox
      label={label}
      checked={checked}
      disabled={disabled}
      title={tooltip}
      onChange={({ currentTarget }) => {
        onChange(currentTarget.checked);
      }}
    />
  );
}
