import * as l10n from '@vscode/l10n';
import type { StrategyDescription, Support } from '../../core/kernels/strategy';
import type { TimedMeasurement } from '../../core/measure/measurement';
import { formatGflops, formatPercentHalfWidth } from '../../core/format';
import type { ProfileForm } from '../../shared/viewProtocol';
import { assertNever } from '../../core/assertNever';
import { ShareBar } from '../charts/ShareBar';
import { LinkButton } from '../controls/Button';
import { Checkbox } from '../controls/Checkbox';
import { ParameterFields } from '../controls/ParameterFields';
import { Sentence } from '../controls/Sentence';
import { statusText } from '../statusText';
import type { StrategyResult } from './strategyResults';

type Choice = ProfileForm['strategies'][number];

interface StrategyRowProps {
  readonly description: StrategyDescription;
  readonly choice: Choice;
  readonly support: Support | undefined;
  readonly result: StrategyResult | undefined;
  /** The highest speed of the run, GFLOP/s. */
  readonly best: number;
  readonly expanded: boolean;
  readonly onExpand: (open: boolean) => void;
  readonly onTune: () => void;
  readonly onChange: (choice: Choice) => void;
}

/** A strategy: whether it is chosen, what it does, how fast it was, why it cannot run; its parameters on demand. */
export function StrategyRow(props: StrategyRowProps) {
  const { description, choice, support, result, best, expanded, onExpand, onTune, onChange } = props;
  const { id, summary, title, parameters } = description;
  const unsupported = support?.supported === false;
  const lines = unsupported
    ? { value: <>{l10n.t('unsupported')}</>, note: support.reason, timing: null }
    : linesOf(result);
  return (
    <li class={unsupported ? 'strategy dim' : 'strategy'} data-strategy={id}>
      <div class="strategy-head">
        <Checkbox
          label={id}
          tooltip={`${title}. ${summary}`}
          checked={choice.chosen}
          onChange={(chosen) => {
            onChange({ ...choice, chosen });
          }}
        />
        <span class="value">{lines.value}</span>
        <button
          type="button"
          class="expander"
          aria-expanded={expanded}
          aria-controls={`parameters-${id}`}
          aria-label={l10n.t('About {0}, its parameters', id)}
          title={parameters.length === 0 ? l10n.t('About {0}', id) : l10n.t('Parameters of {0}', id)}
          onClick={() => {
            onExpand(!expanded);
          }}
        >
          <span class="codicon codicon-chevron-right" aria-hidden="true" />
        </button>
      </div>
      {lines.timing !== null && best > 0 && <ShareBar share={lines.timing.gflops / best} />}
      {lines.note !== '' && <p class="strategy-note">{lines.note}</p>}
      <div class="strategy-more" id={`parameters-${id}`} hidden={!expanded}>
        {expanded && (
          <>
            <p class="hint">
              <b>{title}.</b> {summary}
            </p>
            {parameters.length === 0 && <p class="hint">{l10n.t('It has no parameters.')}</p>}
            {parameters.length > 0 && !unsupported && (
              <p class="hint">
                <Sentence
                  text={l10n.t('{0} tries many values and says which are best here.')}
                  parts={[
                    <LinkButton key="tune" name={`tune-${id}`} onClick={onTune}>
                      {l10n.t('Tune…')}
                    </LinkButton>,
                  ]}
                />
              </p>
            )}
            <ParameterFields
              strategy={id}
              parameters={parameters}
              values={choice.values}
              onChange={(values) => {
                onChange({ ...choice, values });
              }}
            />
          </>
        )}
      </div>
    </li>
  );
}

function linesOf(result: StrategyResult | undefined) {
  if (result === undefined) return { value: null, note: '', timing: null };
  switch (result.kind) {
    case 'timed':
      return { value: <Speed timing={result.timing} />, note: result.timing.backend, timing: result.timing };
    case 'running':
      return { value: <Running />, note: result.text, timing: result.timing };
    case 'waiting':
      return { value: <>{statusText('waiting')}</>, note: '', timing: null };
    case 'without':
      return { value: <>{statusText(result.status)}</>, note: result.reason, timing: null };
    default:
      return assertNever(result);
  }
}

function Running() {
  return (
    <>
      <span class="codicon codicon-circle-filled running-mark pulse" aria-hidden="true" /> {statusText('running')}
    </>
  );
}

function Speed({ timing }: { readonly timing: TimedMeasurement }) {
  return (
    <span class="num">
      {formatGflops(timing.gflops)}{' '}
      <span class="dim">{formatPercentHalfWidth(timing.intervalNs, timing.medianNs)}</span>
    </span>
  );
}
