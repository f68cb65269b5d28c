import * as l10n from '@vscode/l10n';
import { MISTAKE_DESCRIPTIONS, MISTAKES } from '../../../core/mlp/network';
import type { Mistake } from '../../../core/mlp/network';
import { sentences } from '../../../core/sentences';
import { whyNotIn } from '../../../core/spec/trainForm';
import type { TrainForm } from '../../../core/spec/trainForm';
import type { TrainingView } from '../../../shared/trainingView';
import { Checkbox } from '../../controls/Checkbox';
import { FieldProblem } from '../../controls/TextField';
import { whatFinds, whatWasFound } from './trainingTexts';

interface MistakesProps {
  readonly form: TrainForm;
  readonly training: TrainingView | null;
  readonly problem: string | undefined;
  readonly onChange: (mistakes: Mistake[]) => void;
}

/** The lesson: each classic mistake as a switch, what it is, which check finds it, and what that found here. */
export function Mistakes({ form, training, problem, onChange }: MistakesProps) {
  return (
    <fieldset class="mistakes">
      <legend>{l10n.t('Intentionally wrong')}</legend>
      <p class="hint">
        {l10n.t(
          'The classic mistakes, one by one. All are off unless you turn them on, accuracy alone finds none of them, and whatever is trained with one is marked as wrong: here, in saved models and in exports.',
        )}
      </p>
      {MISTAKES.map((mistake) => {
        const { title, text } = MISTAKE_DESCRIPTIONS[mistake];
        const isOn = form.mistakes.includes(mistake);
        const reason = whyNotIn(mistake, form);
        const found = training === null ? null : whatWasFound(mistake, training);
        return (
          <div key={mistake} class={isOn ? 'mistake on' : 'mistake'} data-mistake={mistake}>
            {reason !== null && !isOn ? (
              <p class="cannot">{title}</p>
            ) : (
              <Checkbox
                label={title}
                checked={isOn}
                onChange={(on) => {
                  onChange(MISTAKES.filter((each) => (each === mistake ? on : form.mistakes.includes(each))));
                }}
              />
            )}
            <p class="hint">{sentences(text, reason ?? whatFinds(mistake))}</p>
            {found !== null && (
              <p class="hint found" data-part="found">
                <span class="codicon codicon-search" aria-hidden="true" /> {found}
              </p>
            )}
          </div>
        );
      })}
      <FieldProblem text={problem} />
    </fieldset>
  );
}
