import * as l10n from '@vscode/l10n';
import { STRUCTURES } from '../../core/problem';
import type { Structure } from '../../core/problem';
import type { FormField, FormVerdict, ProfileForm } from '../../shared/viewProtocol';
import { Checkbox } from '../controls/Checkbox';
import { RadioGroup } from '../controls/RadioGroup';
import { Select } from '../controls/Select';
import { Sentence } from '../controls/Sentence';
import { FieldProblem, TextField } from '../controls/TextField';

interface ProblemSectionProps {
  readonly form: ProfileForm;
  readonly verdict: FormVerdict;
  readonly edit: (change: Partial<ProfileForm>) => void;
}

const SIZE_FIELDS = ['m', 'k', 'n'] as const;
const sizeHint = (): string =>
  l10n.t('A value (512), a list (64, 128, 256) or a range (64:1024:*2 doubles, 100:500:100 adds).');

const structureTexts = (): Readonly<Record<Structure, string>> => ({
  uniform: l10n.t('Nonzeros of A are spread evenly.'),
  banded: l10n.t('Nonzeros of A lie in a band around the diagonal.'),
  block: l10n.t('Nonzeros of A lie in square blocks.'),
  power: l10n.t('Rows of A have very different numbers of nonzeros, by a power law.'),
});

/** What is multiplied: sizes, element type, transposes, how A is filled. */
export function ProblemSection({ form, verdict, edit }: ProblemSectionProps) {
  const { problems } = verdict;
  // Lists need room: each size has a line of its own, or all of them share one.
  const fields = form.square ? (['m'] as const) : SIZE_FIELDS;
  const dense = Number(form.densityPercent) === 100;
  return (
    <>
      {fields.map((field) => (
        <div class="form-row" key={field}>
          <span class="form-label">{form.square ? 'm = k = n' : field}</span>
          <SizeField field={field} form={form} problems={problems} edit={edit} />
          <div class="form-below">
            <FieldProblem text={problems[field]} />
          </div>
        </div>
      ))}
      <div class="form-row">
        <div class="form-below">
          <p class="hint">
            <Sentence
              text={l10n.t('a value, a list {0} or a range {1}')}
              parts={[<code key="list">64, 128</code>, <code key="range">64:1024:*2</code>]}
            />
          </p>
          <Checkbox
            label={l10n.t('square: k and n follow m')}
            checked={form.square}
            onChange={(square) => {
              edit(square ? { square, k: form.m, n: form.m } : { square });
            }}
          />
        </div>
      </div>
      <div class="form-row">
        <span class="form-label">{l10n.t('type')}</span>
        <RadioGroup
          label={l10n.t('Element type')}
          name="dtype"
          value={form.dtype}
          options={[
            { value: 'f32', label: 'f32' },
            { value: 'f64', label: 'f64' },
          ]}
          onChange={(dtype) => {
            edit({ dtype });
          }}
        />
      </div>
      <div class="form-row">
        <span class="form-label">{l10n.t('transpose')}</span>
        <div class="inline">
          <Checkbox
            label="Aᵀ"
            tooltip={l10n.t('A is stored as k×m and used transposed.')}
            checked={form.transposeA}
            onChange={(transposeA) => {
              edit({ transposeA });
            }}
          />
          <Checkbox
            label="Bᵀ"
            tooltip={l10n.t('B is stored as n×k and used transposed.')}
            checked={form.transposeB}
            onChange={(transposeB) => {
              edit({ transposeB });
            }}
          />
        </div>
      </div>
      <div class="form-row">
        <span class="form-label">A</span>
        <Select
          label={l10n.t('Structure of A')}
          name="structure"
          value={form.structure}
          options={STRUCTURES.map((value) => ({ value, label: value, description: structureTexts()[value] }))}
          onChange={(structure) => {
            edit({ structure });
          }}
        />
      </div>
      <div class="form-row">
        <span class="form-label">{l10n.t('density')}</span>
        <TextField
          name="densityPercent"
          label={l10n.t('Density of A in percent')}
          hint={l10n.t('Percent of A that is not zero. 100 is a dense matrix, whatever its structure.')}
          unit={dense ? l10n.t('% (dense)') : '%'}
          value={form.densityPercent}
          problem={problems.densityPercent}
          onInput={(densityPercent) => {
            edit({ densityPercent });
          }}
        />
        <div class="form-below">
          <FieldProblem text={problems.densityPercent} />
        </div>
      </div>
      <FieldProblem text={problems.memory} />
      <p class="hint" data-part="summary">
        {verdict.summary}
      </p>
    </>
  );
}

interface SizeFieldProps {
  readonly field: (typeof SIZE_FIELDS)[number];
  readonly form: ProfileForm;
  readonly problems: Readonly<Partial<Record<FormField, string>>>;
  readonly edit: (change: Partial<ProfileForm>) => void;
}

function SizeField({ field, form, problems, edit }: SizeFieldProps) {
  return (
    <TextField
      name={field}
      label={form.square ? l10n.t('m, k and n') : field}
      hint={sizeHint()}
      value={form[field]}
      problem={problems[field]}
      onInput={(value) => {
        edit(form.square ? { m: value, k: value, n: value } : { [field]: value });
      }}
    />
  );
}
