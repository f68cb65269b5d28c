import * as l10n from '@vscode/l10n';
import { assertNever } from '../../core/assertNever';
import { choiceValue, parameterProblem } from '../../core/kernels/parameters';
import type {
  ChoiceParameter,
  IntegerParameter,
  ParameterSpec,
  ParameterValue,
  ParameterValues,
} from '../../core/kernels/parameters';
import { Select } from './Select';
import { FieldProblem, TextField } from './TextField';
import { LinkButton } from './Button';
import './formRows.css';

interface ParameterFieldsProps {
  readonly strategy: string;
  readonly parameters: readonly ParameterSpec[];
  readonly values: ParameterValues;
  readonly onChange: (values: ParameterValues) => void;
}

/** One control for each parameter of a strategy, built from its specification. */
export function ParameterFields({ strategy, parameters, values, onChange }: ParameterFieldsProps) {
  return (
    <>
      {parameters.map((spec) => {
        const set = (value: ParameterValue | null): void => {
          onChange(withValue(values, spec.id, value));
        };
        const name = `${strategy}.${spec.id}`;
        switch (spec.kind) {
          case 'integer':
            return <IntegerField key={name} name={name} spec={spec} value={values[spec.id]} set={set} />;
          case 'choice':
            return <ChoiceField key={name} name={name} spec={spec} values={values} set={set} />;
          default:
            return assertNever(spec);
        }
      })}
    </>
  );
}

interface FieldProps<Spec> {
  readonly name: string;
  readonly spec: Spec;
  /** Sets the value, or takes it away so that the default holds. */
  readonly set: (value: ParameterValue | null) => void;
}

function IntegerField(props: FieldProps<IntegerParameter> & { readonly value: ParameterValue | undefined }) {
  const { name, spec, value, set } = props;
  const problem = value === undefined ? undefined : parameterProblem(spec, value);
  return (
    <div class="form-row parameter">
      <span class="form-label">{spec.title}</span>
      <TextField
        name={name}
        label={spec.title}
        hint={l10n.t('{0} From {1} to {2}.', spec.description, spec.minimum, spec.maximum)}
        placeholder={spec.default === null ? l10n.t('auto') : String(spec.default)}
        range={spec}
        value={value === undefined ? '' : String(value)}
        problem={problem}
        onInput={(text) => {
          set(text.trim() === '' ? null : Number(text));
        }}
      />
      <div class="form-below">
        <FieldProblem text={problem} />
        <p class="hint">{spec.description}</p>
        {spec.suggestions.length > 0 && (
          <p class="hint suggestions">
            {l10n.t('try')}
            {spec.suggestions.map((suggestion) => (
              <LinkButton
                key={suggestion}
                name={`${name}=${suggestion}`}
                onClick={() => {
                  set(suggestion);
                }}
              >
                {suggestion}
              </LinkButton>
            ))}
            {value !== undefined && (
              <LinkButton
                name={`${name}=`}
                onClick={() => {
                  set(null);
                }}
              >
                {spec.default === null ? l10n.t('auto') : l10n.t('default')}
              </LinkButton>
            )}
          </p>
        )}
      </div>
    </div>
  );
}

function ChoiceField({ name, spec, values, set }: FieldProps<ChoiceParameter> & { readonly values: ParameterValues }) {
  return (
    <div class="form-row parameter">
      <span class="form-label">{spec.title}</span>
      <Select
        name={name}
        label={spec.title}
        value={choiceValue(spec, values)}
        options={spec.options.map(({ value, description }) => ({ value, label: value, description }))}
        onChange={(value) => {
          set(value === spec.default ? null : value);
        }}
      />
      <div class="form-below">
        <p class="hint">{spec.description}</p>
      </div>
    </div>
  );
}

function withValue(values: ParameterValues, id: string, value: ParameterValue | null): ParameterValues {
  const others = Object.entries(values).filter(([other]) => other !== id);
  return Object.fromEntries(value === null ? others : [...others, [id, value]]);
}
