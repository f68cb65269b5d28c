import * as l10n from '@vscode/l10n';
import type { GradientCheck } from '../../../core/mlp/gradientCheck';
import { sentences } from '../../../core/sentences';
import type { TrainingView } from '../../../shared/trainingView';
import { ChartTable } from './ChartTable';
import { checkText, errorText } from './trainingTexts';

/** What the gradient check said of this network before it was trained, and with what is wrong on purpose. */
export function GradientChecks({ training: { opened, status } }: { readonly training: TrainingView }) {
  const failed = status.state === 'failed' ? status.check : null;
  if (opened === null && failed === null) return null;
  return (
    <section class="gradient-checks" aria-label={l10n.t('Gradient check')}>
      <h3>{l10n.t('Gradient check')}</h3>
      {failed !== null && <Check title={l10n.t('This network')} check={failed} />}
      {opened !== null && <Check title={l10n.t('This network, by these strategies')} check={opened.check} />}
      {opened !== null && opened.checkWithMistakes !== null && (
        <Check title={l10n.t('With what is wrong on purpose')} check={opened.checkWithMistakes} />
      )}
      <p class="hint">
        {l10n.t(
          'Gradients of a step in {0} against central differences of the loss: ‖g − d‖ ÷ (‖g‖ + ‖d‖) of each array, 0 where they are equal, 1 where they are opposite.',
          (failed ?? opened?.check)?.dtype ?? 'f64',
        )}
      </p>
    </section>
  );
}

function Check({ title, check }: { readonly title: string; readonly check: GradientCheck }) {
  const { arrays, passed, tolerance, skipped } = check;
  return (
    <div class="gradient-check">
      <p>
        <span
          class={`codicon codicon-${passed ? 'pass' : 'error'}`}
          role="img"
          aria-label={passed ? l10n.t('Passed') : l10n.t('Failed')}
        />{' '}
        <b>{l10n.t('{0}:', title)}</b>{' '}
        {sentences(
          checkText(check),
          skipped === 0 ? '' : l10n.t('{0} parameters, at which a ReLU switches, were passed over.', skipped),
        )}
      </p>
      <ChartTable
        title={l10n.t('{0}: errors', title)}
        columns={[
          { title: l10n.t('array'), isNumber: false },
          { title: l10n.t('checked'), isNumber: true },
          { title: l10n.t({ message: 'of', comment: ['how many there are in all'] }), isNumber: true },
          { title: l10n.t('relative error'), isNumber: true },
          { title: l10n.t('verdict'), isNumber: false },
        ]}
        rows={() =>
          arrays.map(({ name, sampled, total, error }) => [
            name,
            sampled,
            total,
            errorText(error),
            error < tolerance
              ? l10n.t({ message: 'right', comment: ['a verdict'] })
              : l10n.t({ message: 'wrong', comment: ['a verdict'] }),
          ])
        }
      />
    </div>
  );
}
