import type { VscodeButton } from '@vscode-elements/elements/dist/vscode-button/vscode-button.js';
import type { VscodeCheckbox } from '@vscode-elements/elements/dist/vscode-checkbox/vscode-checkbox.js';
import type { VscodeOption } from '@vscode-elements/elements/dist/vscode-option/vscode-option.js';
import type { VscodeRadio } from '@vscode-elements/elements/dist/vscode-radio/vscode-radio.js';
import type { VscodeSingleSelect } from '@vscode-elements/elements/dist/vscode-single-select/vscode-single-select.js';
import type { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/vscode-textfield.js';
import type { VscodeToolbarButton } from '@vscode-elements/elements/dist/vscode-toolbar-button/vscode-toolbar-button.js';
import type { ClassAttributes, HTMLAttributes } from 'preact';

/** JSX attributes of a custom element: those of every element, and the named properties with the element's own types. */
type ElementAttributes<E extends HTMLElement, Names extends keyof E> = ClassAttributes<E> &
  Omit<HTMLAttributes<E>, Names> &
  Partial<Pick<E, Names>>;

declare module 'preact' {
  // The form in which Preact lets its list of elements be extended.
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace JSX {
    interface IntrinsicElements {
      'vscode-button': ElementAttributes<VscodeButton, 'icon' | 'secondary' | 'disabled' | 'block'>;
      'vscode-checkbox': ElementAttributes<VscodeCheckbox, 'label' | 'checked' | 'disabled'>;
      'vscode-option': ElementAttributes<VscodeOption, 'value' | 'description'>;
      'vscode-radio': ElementAttributes<VscodeRadio, 'label' | 'name' | 'value' | 'checked' | 'disabled' | 'tabIndex'>;
      'vscode-single-select': ElementAttributes<VscodeSingleSelect, 'label' | 'value' | 'disabled'>;
      'vscode-textfield': ElementAttributes<
        VscodeTextfield,
        'label' | 'value' | 'type' | 'placeholder' | 'invalid' | 'disabled' | 'min' | 'max' | 'step'
      >;
      'vscode-toolbar-button': ElementAttributes<VscodeToolbarButton, 'icon' | 'label' | 'toggleable' | 'checked'>;
    }
  }
}
