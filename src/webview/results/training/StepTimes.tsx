import * as l10n from '@vscode/l10n';
import { useState } from 'preact/hooks';
import { assertNever } from '../../../core/assertNever';
import { formatDuration, formatRatioInterval } from '../../../core/format';
import { phaseBackend, phaseTitle } from '../../../core/mlp/phaseText';
import { clauses, listed } from '../../../core/sentences';
import type { TrainingView } from '../../../shared/trainingView';
import { ChartTable } from './ChartTable';
import { rangeText } from './trainingFinding';
import { partText, percentText, stepParts, strategyOf } from './trainingTexts';
import type { StepPart } from './trainingTexts';

/** Products by what they are for; all that is done beside them shares one colour. */
type PartGroup = 'forward' | 'weights' | 'back' | 'convert' | 'other';
function groupText(group: PartGroup): string {
  switch (group) {
    case 'forward':
      return l10n.t('Z, forward');
    case 'weights':
      return l10n.t('dW, gradients of weights');
    case 'back':
      return l10n.t('dA, going back');
    case 'convert':
      return l10n.t('converting for sparse');
    case 'other':
      return l10n.t('beside the products');
    default:
      return assertNever(group);
  }
}
const GROUPS: readonly PartGroup[] = ['forward', 'weights', 'back', 'convert', 'other'];
/** A name stands at parts that are at least so wide. */
const NAMED_SHARE = 0.06;
/** The name of a part that ends behind this share of the width ends with it. */
const LAST_SHARE = 0.95;

/** Products have the names that the step gives them: 'Z1', 'dW2', 'dA1'. */
function groupOf({ name }: Pick<StepPart, 'name'>): PartGroup {
  if (name.startsWith('convert ')) return 'convert';
  const [, product] = /^(Z|dW|dA)\d/.exec(name) ?? [];
  switch (product) {
    case 'Z':
      return 'forward';
    case 'dW':
      return 'weights';
    case 'dA':
      return 'back';
    default:
      return 'other';
  }
}

/** The time of a step of one training. */
export interface StepOfArm {
  readonly name: string;
  /** Median, in nanoseconds; `null` before any was timed. */
  readonly stepNs: number | null;
  /** What is to be said beside it. */
  readonly note: string;
  readonly parts: readonly StepPart[];
}

/** The steps of a training that goes on, or went on in this window. */
export function stepsOfView(training: TrainingView): readonly StepOfArm[] {
  return training.arms.map((arm, at) => {
    const over = arm.times?.ratio ? formatRatioInterval(arm.times.ratio) : '';
    const note = stepNote(rangeText(arm.times), over, training.arms[0].name);
    return { name: arm.name, stepNs: arm.times?.stepNs ?? null, note, parts: stepParts(training, arm, at) };
  });
}

/** 'median; 1.2 ms to 1.4 ms for 80% of the steps; 0.5× the time of simd'. @param over '' where there is none */
export function stepNote(range: string, over: string, first: string): string {
  return clauses(l10n.t('median'), range, over === '' ? '' : l10n.t('{0} the time of {1}', over, first));
}

/** What a step of each arm spends its time on: a bar in parts on a common scale, and the numbers as a table. */
export function StepTimes({ arms }: { readonly arms: readonly StepOfArm[] }) {
  const longest = Math.max(1, ...arms.map(({ parts }) => parts.reduce((sum, { ns }) => sum + ns, 0)));
  const groups = GROUPS.filter((group) => arms.some(({ parts }) => parts.some((part) => groupOf(part) === group)));
  if (arms.every(({ parts }) => parts.length === 0)) return null;
  return (
    <section class="step-times" aria-label={l10n.t('Time of a step')}>
      <h3>{l10n.t('Time of a step')}</h3>
      <ul class="part-keys" aria-hidden="true">
        {groups.map((group) => (
          <li key={group}>
            <svg width="12" height="12">
              <rect class={`part ${group}`} width="12" height="12" />
            </svg>
            {groupText(group)}
          </li>
        ))}
      </ul>
      {arms.map(({ name, stepNs, note, parts }) => (
        <div key={name} class="step-bar">
          <p>
            <b>{name}</b> <span class="num">{stepNs === null ? '' : formatDuration(stepNs)}</span>{' '}
            <span class="dim">{note}</span>
          </p>
          <PartsBar name={name} parts={parts} longest={longest} />
        </div>
      ))}
      <ChartTable
        title={l10n.t('Time of a step')}
        columns={[
          { title: l10n.t('strategy'), isNumber: false },
          { title: l10n.t('part'), isNumber: false },
          { title: l10n.t('time'), isNumber: true },
          { title: l10n.t('share'), isNumber: true },
          { title: l10n.t({ message: 'by', comment: ['what computed it'] }), isNumber: false },
        ]}
        rows={() =>
          arms.flatMap((arm) =>
            arm.parts.map(({ name, ns, share, backend }) => [
              arm.name,
              phaseTitle(name),
              formatDuration(ns),
              percentText(share),
              phaseBackend(backend),
            ]),
          )
        }
      />
    </section>
  );
}

interface PartsBarProps {
  readonly name: string;
  readonly parts: readonly StepPart[];
  /** Nanoseconds of the whole width. */
  readonly longest: number;
}

function PartsBar({ name, parts, longest }: PartsBarProps) {
  const [current, setCurrent] = useState<number | null>(null);
  const begins = parts.map((_, at) => parts.slice(0, at).reduce((sum, { ns }) => sum + ns, 0));
  const at = current === null ? undefined : parts[current];
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = parts.length - 1;
    const to = { ArrowRight: (current ?? -1) + 1, ArrowLeft: (current ?? last + 1) - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    setCurrent(Math.min(last, Math.max(0, to)));
  };
  const place = (ns: number): string => `${((100 * ns) / longest).toFixed(3)}%`;
  return (
    <>
      <svg
        class="parts-bar"
        role="slider"
        tabIndex={0}
        aria-label={l10n.t('Parts of a step by {0}; arrow keys go from part to part', name)}
        aria-valuemin={1}
        aria-valuemax={Math.max(1, parts.length)}
        aria-valuenow={(current ?? 0) + 1}
        aria-valuetext={at === undefined ? l10n.t('{0} parts', parts.length) : partText(at)}
        onKeyDown={onKeyDown}
        onPointerLeave={() => {
          setCurrent(null);
        }}
        onBlur={() => {
          setCurrent(null);
        }}
      >
        {parts.map((part, index) => (
          <rect
            key={part.name}
            class={`part ${groupOf(part)}`}
            x={place(begins[index])}
            width={place(part.ns)}
            y="0"
            height="24"
            onPointerEnter={() => {
              setCurrent(index);
            }}
          />
        ))}
        {current !== null && at !== undefined && (
          <rect class="part-ring" x={place(begins[current])} width={place(at.ns)} y="0" height="24" />
        )}
        {parts.map((part, index) =>
          part.ns / longest < NAMED_SHARE ? null : (
            <text
              key={part.name}
              {...(begins[index] + part.ns > LAST_SHARE * longest
                ? { x: place(begins[index] + part.ns), 'text-anchor': 'end' }
                : { x: place(begins[index]) })}
              y="38"
              aria-hidden="true"
            >
              {phaseTitle(part.name)}
            </text>
          ),
        )}
      </svg>
      <p class="hint" data-part="step-part">
        {at === undefined ? mostText(parts) : partText(at)}
      </p>
    </>
  );
}

/** The three parts that take longest. */
function mostText(parts: readonly StepPart[]): string {
  const most = parts.toSorted((first, second) => second.ns - first.ns).slice(0, 3);
  return listed(
    most.map((part) => l10n.t('{0} {1} ({2})', phaseTitle(part.name), percentText(part.share), strategyOf(part))),
  );
}
