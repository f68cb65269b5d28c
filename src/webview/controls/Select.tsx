import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import './elementTypes';

interface SelectProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly description?: string }[];
  readonly name: string;
  readonly onChange: (value: Value) => void;
}

export function Select<Value extends string>({ label, value, options, name, onChange }: SelectProps<Value>) {
  return (
    <vscode-single-select
      data-field={name}
      label={label}
      value={value}
      onChange={({ currentTarget }) => {
        const chosen = options.find((option) => option.value === currentTarget.value);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      {options.map((option) => (
        <vscode-option key={option.value} value={option.value} description={option.description ?? ''}>
          {option.label}
        </vscode-option>
      ))}
    </vscode-single-select>
  );
}
