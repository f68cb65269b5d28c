import * as l10n from '@vscode/l10n';
import { useState } from 'preact/hooks';
import type { StrategyDescription } from '../../../core/kernels/strategy';
import type { StrategyChoice } from '../../../core/spec/runSpec';
import { ParameterFields } from '../../controls/ParameterFields';

interface ChoiceParametersProps {
  /** Of the field of the strategy. */
  readonly name: string;
  readonly choice: StrategyChoice;
  readonly strategies: readonly StrategyDescription[];
  readonly onChange: (choice: StrategyChoice) => void;
}

/** The parameters of a strategy that was chosen, which fold; nothing where it has none. */
export function ChoiceParameters({ name, choice, strategies, onChange }: ChoiceParametersProps) {
  const [open, setOpen] = useState(false);
  const parameters = strategies.find(({ id }) => id === choice.id)?.parameters ?? [];
  if (parameters.length === 0) return null;
  const set = Object.entries(choice.values).map(([id, value]) => `${id}=${value}`);
  return (
    <details
      class="products choice-parameters"
      open={open}
      data-part={`parameters-${name}`}
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
      }}
    >
      <summary>{set.length === 0 ? l10n.t('parameters') : l10n.t('parameters ({0})', set.join(', '))}</summary>
      {open && (
        <div class="parameter-fields">
          <ParameterFields
            strategy={name}
            parameters={parameters}
            values={choice.values}
            onChange={(values) => {
              onChange({ ...choice, values });
            }}
          />
        </div>
      )}
    </details>
  );
}
