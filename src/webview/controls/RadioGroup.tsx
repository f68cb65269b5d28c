import '@vscode-elements/elements/dist/vscode-radio/index.js';
import type { VscodeRadio } from '@vscode-elements/elements/dist/vscode-radio/vscode-radio.js';
import { useEffect, useRef } from 'preact/hooks';
import './elementTypes';

interface RadioOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

interface RadioGroupProps<Value extends string> {
  readonly label: string;
  /** Tells the group's buttons from others of the page. */
  readonly name: string;
  readonly value: Value;
  readonly options: readonly RadioOption<Value>[];
  readonly onChange: (value: Value) => void;
}

const STEPS: Readonly<Record<string, number | undefined>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** One tab stop; arrow keys choose, as in a native group. */
export function RadioGroup<Value extends string>({ label, name, value, options, onChange }: RadioGroupProps<Value>) {
  const onKeyDown = (event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const index = options.findIndex((option) => option.value === value);
    const next = (index + step + options.length) % options.length;
    onChange(options[next].value);
    event.currentTarget.querySelectorAll('vscode-radio').item(next).focus();
  };
  return (
    <div role="radiogroup" aria-label={label} class="radios" onKeyDown={onKeyDown}>
      {options.map((option) => (
        <Radio
          key={option.value}
          name={name}
          option={option}
          checked={option.value === value}
          onChoose={() => {
            onChange(option.value);
          }}
        />
      ))}
    </div>
  );
}

interface RadioProps {
  readonly name: string;
  readonly option: RadioOption<string>;
  readonly checked: boolean;
  readonly onChoose: () => void;
}

function Radio({ name, option, checked, onChoose }: RadioProps) {
  const button = useRef<VscodeRadio>(null);
  useEffect(() => {
    if (button.current !== null) void describeInput(button.current, checked);
  }, [checked]);
  return (
    <vscode-radio
      ref={button}
      label={option.label}
      name={name}
      value={option.value}
      checked={checked}
      tabIndex={checked ? 0 : -1}
      onChange={onChoose}
    />
  );
}

/** The component holds a check box inside, which a screen reader would name; it is to be read as what it looks like. */
async function describeInput(button: VscodeRadio, checked: boolean): Promise<void> {
  await button.updateComplete;
  const input = button.shadowRoot?.querySelector('input');
  if (!input) return;
  input.type = 'radio';
  input.checked = checked;
}
