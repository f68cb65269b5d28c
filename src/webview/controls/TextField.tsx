import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/vscode-textfield.js';
import { useEffect, useRef } from 'preact/hooks';
import './elementTypes';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  /** What is wrong with the value, shown by `FieldProblem` near the field. */
  readonly problem?: string | undefined;
  readonly hint?: string;
  readonly placeholder?: string;
  /** Text after the value: '%', 's'. */
  readonly unit?: string;
  /** Makes it a field for whole numbers. */
  readonly range?: { readonly minimum: number; readonly maximum: number };
  readonly name: string;
  readonly onInput: (value: string) => void;
}

export function TextField(props: TextFieldProps) {
  const { label, value, problem, hint = '', placeholder = '', unit, range, name, onInput } = props;
  const field = useRef<VscodeTextfield>(null);
  useEffect(() => {
    const element = field.current;
    if (element !== null) void describeInput(element, problem ?? '', hint);
  }, [problem, hint]);
  return (
    <vscode-textfield
      ref={field}
      class={range === undefined ? 'field' : 'field number'}
      data-field={name}
      label={label}
      title={hint}
      placeholder={placeholder}
      invalid={problem !== undefined}
      type={range === undefined ? 'text' : 'number'}
      {...(range === undefined ? {} : { min: range.minimum, max: range.maximum, step: 1 })}
      value={value}
      onInput={({ currentTarget }) => {
        onInput(currentTarget.value);
      }}
    >
      {unit !== undefined && (
        <span slot="content-after" class="unit">
          {unit}
        </span>
      )}
    </vscode-textfield>
  );
}

/**
 * Says what is wrong, and else the hint, to who cannot see it beside the field. The element that has the focus lies in
 * the component's shadow tree, where ids of the page do not reach; so the description is given as text.
 */
async function describeInput(element: VscodeTextfield, problem: string, hint: string): Promise<void> {
  await element.updateComplete;
  const input = element.wrappedElement;
  input.setAttribute('aria-invalid', String(problem !== ''));
  input.setAttribute('aria-description', problem === '' ? hint : problem);
}

/** What is wrong with a field, under it. */
export function FieldProblem({ text }: { readonly text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <p class="problem" role="alert">
      <span class="codicon codicon-error" aria-hidden="true" />
      <span>{text}</span>
    </p>
  );
}
