import type { TrainForm } from '../../../core/spec/trainForm';
import { Select } from '../../controls/Select';

/** Fields of the form that are chosen from a list. */
type ChoiceName = 'hidden' | 'output' | 'loss' | 'initialisation' | 'optimiser' | 'dtype';

interface FormChoiceProps<Name extends ChoiceName> {
  readonly form: TrainForm;
  readonly edit: (change: Partial<TrainForm>) => void;
  readonly name: Name;
  readonly label: string;
  readonly options: readonly TrainForm[Name][];
  /** What changes with it. */
  readonly along?: (value: TrainForm[Name]) => Partial<TrainForm>;
}

/** A field of the form that is chosen from a list, with its label. */
export function FormChoice<Name extends ChoiceName>({
  form,
  edit,
  name,
  label,
  options,
  along,
}: FormChoiceProps<Name>) {
  return (
    <div class="train-field">
      <span class="form-label">{label}</span>
      <Select
        label={label}
        name={name}
        value={form[name]}
        options={options.map((value) => ({ value, label: value }))}
        onChange={(value) => {
          edit({ [name]: value, ...along?.(value) });
        }}
      />
    </div>
  );
}
