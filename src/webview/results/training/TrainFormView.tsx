import * as l10n from '@vscode/l10n';
import type { StrategyDescription } from '../../../core/kernels/strategy';
import { HIDDEN_ACTIVATIONS, INITIALISATIONS, OPTIMISERS, OUTPUT_ACTIVATIONS } from '../../../core/mlp/network';
import { DTYPES } from '../../../core/problem';
import { lossesOf, readTrainForm } from '../../../core/spec/trainForm';
import type { TrainForm } from '../../../core/spec/trainForm';
import type { PickedFile, StartMode, TrainingView } from '../../../shared/trainingView';
import { Button } from '../../controls/Button';
import { FieldProblem } from '../../controls/TextField';
import { DataFields } from './DataFields';
import { FormChoice } from './FormChoice';
import { FormText } from './FormText';
import { Mistakes } from './Mistakes';
import { StrategiesFields } from './StrategiesFields';

interface TrainFormViewProps {
  readonly form: TrainForm;
  readonly hasFullMnist: boolean;
  readonly strategies: readonly StrategyDescription[];
  /** The last training, for what the checks found. */
  readonly training: TrainingView | null;
  /** Why none can start now; `null` where one can. */
  readonly blocked: string | null;
  readonly edit: (change: Partial<TrainForm>) => void;
  readonly onPick: (what: PickedFile) => void;
  readonly onStart: (mode: StartMode) => void;
}

/** All that a training is, as a form. What is wrong stands at the field. */
export function TrainFormView(props: TrainFormViewProps) {
  const { form, hasFullMnist, strategies, training, blocked, edit, onPick, onStart } = props;
  const result = readTrainForm(form, strategies);
  const problems = 'problems' in result ? result.problems : {};
  const isUnusable = 'problems' in result || blocked !== null;
  const text = { form, problems, edit };
  const choice = { form, edit };
  const isWrong = form.mistakes.length > 0;
  return (
    <form
      class="train-form"
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <DataFields form={form} problems={problems} hasFullMnist={hasFullMnist} edit={edit} onPick={onPick} />
      <fieldset>
        <legend>{l10n.t('Network')}</legend>
        <div class="train-fields">
          <FormText
            {...text}
            name="layers"
            label={l10n.t('hidden layers')}
            hint={l10n.t('Widths: 100, or 200, 50; empty for none.')}
          />
          <FormChoice
            {...choice}
            name="hidden"
            label={l10n.t('activation')}
            options={HIDDEN_ACTIVATIONS}
            along={(hidden) => ({ initialisation: hidden === 'relu' ? 'he' : 'xavier' })}
          />
          <FormChoice
            {...choice}
            name="output"
            label={l10n.t('output')}
            options={OUTPUT_ACTIVATIONS}
            along={(output) => ({ loss: lossesOf(output)[0] })}
          />
          <FormChoice {...choice} name="loss" label={l10n.t('loss')} options={lossesOf(form.output)} />
          <FormChoice {...choice} name="initialisation" label={l10n.t('first weights')} options={INITIALISATIONS} />
        </div>
        <FieldProblem text={problems.loss} />
        <FormText
          {...text}
          name="load"
          label={l10n.t('begin with')}
          placeholder={l10n.t('a saved model, or none')}
          wide
          onPick={onPick}
        />
      </fieldset>
      <fieldset>
        <legend>{l10n.t('Training')}</legend>
        <div class="train-fields">
          <FormChoice
            {...choice}
            name="optimiser"
            label={l10n.t('optimiser')}
            options={OPTIMISERS}
            along={(optimiser) => ({ rate: optimiser === 'adam' ? '0.001' : '0.3' })}
          />
          <FormText {...text} name="rate" label={l10n.t('rate')} />
          <FormText {...text} name="batch" label={l10n.t('batch')} hint={l10n.t('Samples of a step.')} />
          <FormText {...text} name="epochs" label={l10n.t('epochs')} />
          <FormText
            {...text}
            name="seed"
            label={l10n.t('seed')}
            hint={l10n.t('Of weights, order of samples, and synthetic samples.')}
          />
          <FormChoice {...choice} name="dtype" label={l10n.t('type')} options={DTYPES} />
          <FormText
            {...text}
            name="threads"
            label={l10n.t('threads')}
            placeholder={l10n.t({ message: 'all', comment: ['all threads'] })}
          />
        </div>
      </fieldset>
      <StrategiesFields form={form} problems={problems} strategies={strategies} edit={edit} />
      <Mistakes
        form={form}
        training={training}
        problem={problems.mistakes}
        onChange={(mistakes) => {
          edit({ mistakes });
        }}
      />
      <div class="actions">
        <Button
          icon="play"
          name="train"
          disabled={isUnusable}
          onClick={() => {
            if (!isUnusable) onStart('train');
          }}
        >
          {isWrong ? l10n.t('Train, marked as wrong') : l10n.t('Train')}
        </Button>
        <Button
          icon="beaker"
          name="checkGradients"
          secondary
          disabled={isUnusable}
          onClick={() => {
            if (!isUnusable) onStart('check');
          }}
        >
          {l10n.t('Check gradients')}
        </Button>
        {blocked !== null && <span class="dim">{blocked}</span>}
      </div>
    </form>
  );
}
