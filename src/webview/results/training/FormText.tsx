import * as l10n from '@vscode/l10n';
import type { TrainForm, TrainProblems } from '../../../core/spec/trainForm';
import { PICKED_FILES } from '../../../shared/trainingView';
import type { PickedFile } from '../../../shared/trainingView';
import { IconButton } from '../../controls/Button';
import { FieldProblem, TextField } from '../../controls/TextField';

/** Fields of the form that are typed. */
export type TextName =
  | 'mnistFolder'
  | 'rows'
  | 'features'
  | 'classes'
  | 'x'
  | 'y'
  | 'layers'
  | 'rate'
  | 'batch'
  | 'epochs'
  | 'seed'
  | 'threads'
  | 'load';

interface FormTextProps {
  readonly form: TrainForm;
  readonly problems: TrainProblems;
  readonly edit: (change: Partial<TrainForm>) => void;
  readonly name: TextName;
  readonly label: string;
  readonly hint?: string;
  readonly placeholder?: string;
  /** Takes a line of its own. */
  readonly wide?: boolean;
  /** Asks for a file. */
  readonly onPick?: (what: PickedFile) => void;
}

/** A field of the form with its label, what is wrong with it, and a button where it is a file. */
export function FormText({
  form,
  problems,
  edit,
  name,
  label,
  hint,
  placeholder,
  wide = false,
  onPick,
}: FormTextProps) {
  const file = PICKED_FILES.find((each) => each === name);
  return (
    <div class={wide ? 'train-field wide' : 'train-field'}>
      <span class="form-label">{label}</span>
      <TextField
        name={name}
        label={label}
        value={form[name]}
        problem={problems[name]}
        {...(hint === undefined ? {} : { hint })}
        {...(placeholder === undefined ? {} : { placeholder })}
        onInput={(value) => {
          edit({ [name]: value });
        }}
      />
      {file !== undefined && onPick !== undefined && (
        <IconButton
          icon="folder-opened"
          label={l10n.t('Choose {0}…', label)}
          name={`pick-${name}`}
          onClick={() => {
            onPick(file);
          }}
        />
      )}
      <FieldProblem text={problems[name]} />
    </div>
  );
}
