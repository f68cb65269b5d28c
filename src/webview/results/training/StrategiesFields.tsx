import { useState } from 'preact/hooks';
import { TRAINING_STRATEGY_IDS, productIds, widthsOf } from '../../../core/spec/trainForm';
import type { FormArm, TrainForm } from '../../../core/spec/trainForm';
import type { StrategyDescription, StrategyId } from '../../../core/kernels/strategy';
import { Checkbox } from '../../controls/Checkbox';
import { Select } from '../../controls/Select';

interface StrategiesFieldsProps {
  readonly form: TrainForm;
  readonly strategies: readonly StrategyDescription[];
  readonly edit: (change: Partial<TrainForm>) => void;
}

/** Who computes the products of a step: one strategy for all, another for some; and a second training beside the first. */
export function StrategiesFields({ form, strategies, edit }: StrategiesFieldsProps) {
  const { other } = form;
  return (
    <fieldset class="strategies-fields">
      <legend>Strategies</legend>
      <ArmFields
        name="strategies"
        form={form}
        arm={form.strategies}
        strategies={strategies}
        onChange={(arm) => {
          edit({ strategies: arm });
        }}
      />
      <Checkbox
        label="Beside it the same training by another strategy"
        tooltip="The same seed, weights and batches, in turns: the same curve, another time."
        checked={other !== null}
        onChange={(on) => {
          edit({ other: on ? { all: form.strategies.all === 'simd' ? 'blas' : 'simd', products: {} } : null });
        }}
      />
      {other !== null && (
        <ArmFields
          name="other"
          form={form}
          arm={other}
          strategies={strategies}
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
  readonly form: TrainForm;
  readonly arm: FormArm;
  readonly strategies: readonly StrategyDescription[];
  readonly onChange: (arm: FormArm) => void;
}

function ArmFields({ name, form, arm, strategies, onChange }: ArmFieldsProps) {
  const [open, setOpen] = useState(false);
  const options = TRAINING_STRATEGY_IDS.map((id) => ({
    value: id,
    label: id,
    description: strategies.find((each) => each.id === id)?.summary ?? '',
  }));
  const products = productIds(widthsOf(form.layers)?.length ?? 0);
  const own = products.filter((product) => (arm.products[product] ?? arm.all) !== arm.all).length;
  const choose = (product: string, id: StrategyId): void => {
    const others = Object.entries(arm.products).filter(([each]) => each !== product);
    onChange({ ...arm, products: Object.fromEntries(id === arm.all ? others : [...others, [product, id]]) });
  };
  const which = name === 'strategies' ? 'Strategy' : 'Other strategy';
  return (
    <div class="arm-fields">
      <div class="train-field">
        <span class="form-label">{name === 'strategies' ? 'all products' : 'beside it'}</span>
        <Select
          label={which}
          name={name}
          value={arm.all}
          options={options}
          onChange={(all) => {
            onChange({ ...arm, all });
          }}
        />
      </div>
      <details
        class="products"
        open={open}
        onToggle={({ currentTarget }) => {
          setOpen(currentTarget.open);
        }}
      >
        <summary>one for each product{own === 0 ? '' : ` (${own} chosen)`}</summary>
        {open && (
          <div class="train-fields">
            {products.map((product) => (
              <div key={product} class="train-field">
                <span class="form-label">{product}</span>
                <Select
                  label={`${which} for ${product}`}
                  name={`${name}-${product}`}
                  value={arm.products[product] ?? arm.all}
                  options={options}
                  onChange={(id) => {
                    choose(product, id);
                  }}
                />
              </div>
            ))}
          </div>
        )}
      </details>
    </div>
  );
}
