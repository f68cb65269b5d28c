import type { GradientCheck } from '../../../core/mlp/gradientCheck';
import type { TrainingView } from '../../../shared/trainingView';
import { ChartTable } from './ChartTable';
import { checkText, errorText } from './trainingTexts';

/** What the gradient check said of this network before it was trained, and with what is wrong on purpose. */
export function GradientChecks({ training: { opened, status } }: { readonly training: TrainingView }) {
  const failed = status.state === 'failed' ? status.check : null;
  if (opened === null && failed === null) return null;
  return (
    <section class="gradient-checks" aria-label="Gradient check">
      <h3>Gradient check</h3>
      {failed !== null && <Check title="This network" check={failed} />}
      {opened !== null && <Check title="This network, by these strategies" check={opened.check} />}
      {opened !== null && opened.checkWithMistakes !== null && (
        <Check title="With what is wrong on purpose" check={opened.checkWithMistakes} />
      )}
      <p class="hint">
        Gradients of a step, in f64 or, where a GPU takes part, in f32, against central differences of the loss: ‖g − d‖
        ÷ (‖g‖ + ‖d‖) of each array, 0 where they are equal, 1 where they are opposite.
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
          aria-label={passed ? 'Passed' : 'Failed'}
        />{' '}
        <b>{title}:</b> {checkText(check)}
        {skipped === 0 ? '' : ` ${skipped} parameters were passed over, where a ReLU switches.`}
      </p>
      <ChartTable
        title={`${title}: errors`}
        columns={[
          { title: 'array', isNumber: false },
          { title: 'checked', isNumber: true },
          { title: 'of', isNumber: true },
          { title: 'relative error', isNumber: true },
          { title: 'verdict', isNumber: false },
        ]}
        rows={() =>
          arrays.map(({ name, sampled, total, error }) => [
            name,
            sampled,
            total,
            errorText(error),
            error < tolerance ? 'right' : 'wrong',
          ])
        }
      />
    </div>
  );
}
