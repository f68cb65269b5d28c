import * as l10n from '@vscode/l10n';
import type { StrategyDescription, StrategyId } from '../../core/kernels/strategy';
import type { FormVerdict, ProfileForm, RunView } from '../../shared/viewProtocol';
import { FieldProblem } from '../controls/TextField';
import { LinkButton } from '../controls/Button';
import { StrategyRow } from './StrategyRow';
import { strategyResults } from './strategyResults';

interface StrategiesSectionProps {
  readonly form: ProfileForm;
  readonly verdict: FormVerdict;
  readonly strategies: readonly StrategyDescription[];
  readonly run: RunView | null;
  /** Strategies whose parameters are shown. */
  readonly expanded: readonly string[];
  readonly setExpanded: (expanded: readonly string[]) => void;
  readonly edit: (change: Partial<ProfileForm>) => void;
  readonly onTune: (strategy: StrategyId) => void;
}

type Choice = ProfileForm['strategies'][number];

/** Which strategies run, with their parameters, and what the last run says of each. */
export function StrategiesSection(props: StrategiesSectionProps) {
  const { form, verdict, strategies, run, expanded, setExpanded, edit, onTune } = props;
  const results = run === null ? null : strategyResults(run);
  const best = Math.max(
    0,
    ...[...(results?.values() ?? [])].map((result) => ('timing' in result ? (result.timing?.gflops ?? 0) : 0)),
  );
  const choiceOf = (id: StrategyId): Choice =>
    form.strategies.find((choice) => choice.id === id) ?? { id, chosen: false, values: {} };
  const choose = (change: (choice: Choice) => Choice): void => {
    edit({ strategies: strategies.map(({ id }) => change(choiceOf(id))) });
  };
  return (
    <>
      <p class="choose-all">
        <LinkButton
          name="all"
          onClick={() => {
            choose((choice) => ({ ...choice, chosen: true }));
          }}
        >
          {l10n.t('all')}
        </LinkButton>
        <LinkButton
          name="none"
          onClick={() => {
            choose((choice) => ({ ...choice, chosen: false }));
          }}
        >
          {l10n.t('none')}
        </LinkButton>
      </p>
      <ul class="strategies">
        {strategies.map((description) => {
          const { id } = description;
          return (
            <StrategyRow
              key={id}
              description={description}
              choice={choiceOf(id)}
              support={verdict.support[id]}
              result={results?.get(id)}
              best={best}
              expanded={expanded.includes(id)}
              onExpand={(open) => {
                setExpanded(open ? [...expanded, id] : expanded.filter((other) => other !== id));
              }}
              onTune={() => {
                onTune(id);
              }}
              onChange={(changed) => {
                choose((choice) => (choice.id === id ? changed : choice));
              }}
            />
          );
        })}
      </ul>
      <FieldProblem text={verdict.problems.strategies} />
    </>
  );
}
