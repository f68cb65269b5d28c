import * as l10n from '@vscode/l10n';
import { useState } from 'preact/hooks';
import {
  ALL_PRODUCTS,
  TRAINING_STRATEGY_IDS,
  choiceIn,
  hasOwnChoice,
  productIds,
  widthsOf,
  withChoice,
} from '../../../core/spec/trainForm';
import type { FormArm, TrainForm, TrainProblems } from '../../../core/spec/trainForm';
import type { StrategyDescription } from '../../../core/kernels/strategy';
import { Checkbox } from '../../controls/Checkbox';
import { Select } from '../../controls/Select';
import { FieldProblem } from '../../controls/TextField';
import { ChoiceParameters } from './ChoiceParameters';

interface StrategiesFieldsProps {
  readonly form: TrainForm;
  readonly problems: TrainProblems;
  readonly strategies: readonly StrategyDescription[];
  readonly edit: (change: Partial<TrainForm>) => void;
}

/** Who computes the products of a step: one strategy for all, another for some; and a second training beside the first. */
export function StrategiesFields({ form, problems, strategies, edit }: StrategiesFieldsProps) {
  const { other } = form;
  const common = { products: productIds(widthsOf(form.layers)?.length ?? 0), strategies };
  return (
    <fieldset class="strategies-fields">
      <legend>{l10n.t('Strategies')}</legend>
      <ArmFields
        {...common}
        name="strategies"
        arm={form.strategies}
        problem={problems.strategies}
        onChange={(arm) => {
          edit({ strategies: arm });
        }}
      />
      <Checkbox
        label={l10n.t('Beside it the same training by another strategy')}
        tooltip={l10n.t('The same seed, weights and batches, in turns: the same curve, another time.')}
        checked={other !== null}
        onChange={(on) => {
          edit({ other: on ? { all: form.strategies.all === 'simd' ? 'blas' : 'simd', products: {} } : null });
        }}
      />
      {other !== null && (
        <ArmFields
          {...common}
          name="other"
          arm={other}
          problem={problems.other}
          onChange={(arm) => {
            edit({ other: arm });
          }}
        />
      )}
    </fieldset>
  );
}

interface ArmFieldsProps {
  readonly name: 'strategies' | 'other';
  readonly arm: FormArm;
  /** Those of a step of the network. */
  readonly products: readonly string[];
  readonly strategies: readonly StrategyDescription[];
  readonly problem: string | undefined;
  readonly onChange: (arm: FormArm) => void;
}

/** Stands for what computes all products. */
const SAME = 'same';

function ArmFields({ name, arm, products, strategies, problem, onChange }: ArmFieldsProps) {
  const [open, setOpen] = useState(false);
  const options = TRAINING_STRATEGY_IDS.map((id) => ({
    value: id,
    label: id,
    description: strategies.find((each) => each.id === id)?.summary ?? '',
  }));
  const same = {
    value: SAME,
    label: l10n.t('as all: {0}', arm.all),
    description: l10n.t('By the strategy of all products.'),
  } as const;
  const own = products.filter((product) => hasOwnChoice(arm, product)).length;
  const which = name === 'strategies' ? l10n.t('Strategy') : l10n.t('Other strategy');
  const parametersOf = (place: string) => (
    <ChoiceParameters
      name={place === ALL_PRODUCTS ? name : `${name}-${place}`}
      choice={choiceIn(arm, place)}
      strategies={strategies}
      onChange={(choice) => {
        onChange(withChoice(arm, place, choice));
      }}
    />
  );
  return (
    <div class="arm-fields">
      <div class="train-field">
        <span class="form-label">{name === 'strategies' ? l10n.t('all products') : l10n.t('beside it')}</span>
        <Select
          label={which}
          name={name}
          value={arm.all}
          options={options}
          onChange={(id) => {
            onChange(withChoice(arm, ALL_PRODUCTS, { id, values: {} }));
          }}
        />
      </div>
      {parametersOf(ALL_PRODUCTS)}
      <details
        class="products"
        open={open}
        onToggle={({ currentTarget }) => {
          setOpen(currentTarget.open);
        }}
      >
        <summary>
          {own === 0 ? l10n.t('one for each product') : l10n.t('one for each product ({0} chosen)', own)}
        </summary>
        {open && (
          <div class="train-fields">
            {products.map((product) => (
              <div key={product} class="train-field">
                <span class="form-label">{product}</span>
                <Select
                  label={l10n.t('{0} for {1}', which, product)}
                  name={`${name}-${product}`}
                  value={arm.products[product] ?? SAME}
                  options={[same, ...options]}
                  onChange={(id) => {
                    onChange(withChoice(arm, product, id === SAME ? null : { id, values: {} }));
                  }}
                />
                {product in arm.products && parametersOf(product)}
              </div>
            ))}
          </div>
        )}
      </details>
      <FieldProblem text={problem} />
    </div>
  );
}
