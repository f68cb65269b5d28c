import * as l10n from '@vscode/l10n';
import { useState } from 'preact/hooks';
import type { StrategyDescription } from '../../../core/kernels/strategy';
import { MISTAKE_DESCRIPTIONS } from '../../../core/mlp/network';
import { ended, sentences } from '../../../core/sentences';
import type { TrainForm } from '../../../core/spec/trainForm';
import { isGoingOn } from '../../../shared/trainingView';
import type { PickedFile, StartMode, TrainingState, TrainingView } from '../../../shared/trainingView';
import { Banner } from '../../controls/Banner';
import { Button } from '../../controls/Button';
import { Notes } from '../../controls/Notes';
import { RadioGroup } from '../../controls/RadioGroup';
import { Section } from '../../controls/Section';
import type { FigureContext } from '../charts/ChartFrame';
import type { TrainingNavigation } from '../savedView';
import { Arrays } from './Arrays';
import { Curves } from './Curves';
import { GradientChecks } from './GradientChecks';
import { Layers } from './Layers';
import { StepTimes, stepsOfView } from './StepTimes';
import { TrainFormView } from './TrainFormView';
import { refusalText, trainingFinding } from './trainingFinding';
import type { TrainingHost } from './trainingHost';
import { Unbroken } from '../Unbroken';
import { alarmsOf, isMistake, mistakeTitle, trainingTitle } from './trainingTexts';

export interface TrainingTabProps {
  readonly state: TrainingState;
  readonly host: TrainingHost;
  readonly strategies: readonly StrategyDescription[];
  readonly navigation: TrainingNavigation;
  readonly onNavigate: (change: Partial<TrainingNavigation>) => void;
  /** What charts need beside what they show. */
  readonly figure: Omit<FigureContext, 'run'>;
  /** Asks the host, and shows what it refuses. */
  readonly attempt: (request: Promise<void>) => void;
}

/** The training: a form, what came of the last one, and what the checks say of it. */
export function TrainingTab({ state, host, strategies, navigation, onNavigate, figure, attempt }: TrainingTabProps) {
  const { training, hasFullMnist, isBusy } = state;
  // The host keeps the form; between a key and its answer this one counts.
  const [form, setForm] = useState(state.form);
  const edit = (change: Partial<TrainForm>): void => {
    const changed = { ...form, ...change };
    setForm(changed);
    attempt(host.changeForm(changed));
  };
  const pick = (what: PickedFile): void => {
    attempt(
      host.pickFile(what).then((path) => {
        if (path !== null) edit({ [what]: path });
      }),
    );
  };
  const start = (mode: StartMode): void => {
    onNavigate({ isFormOpen: mode === 'check' ? navigation.isFormOpen : false });
    attempt(host.start(form, mode));
  };
  const isOpen = navigation.isFormOpen ?? training === null;
  const goesOn = training !== null && isGoingOn(training.status);
  const blocked = goesOn
    ? l10n.t('A training goes on. Stop it to start another.')
    : isBusy
      ? l10n.t('A run goes on. A training can start when it has ended.')
      : null;
  return (
    <div class="training">
      {training === null ? (
        <>
          <h2 class="finding">{l10n.t('Nothing trained yet')}</h2>
          <p class="sub">
            {l10n.t(
              'A small network learns handwritten digits on the kernels that are profiled here: its gradients are checked first, then each product of a step is timed. By the values below it takes some seconds.',
            )}
          </p>
        </>
      ) : (
        <Outcome
          training={training}
          onStartAnyway={() => {
            start('train although wrong');
          }}
        />
      )}
      <Section
        title={training === null ? l10n.t('New training') : l10n.t('Train again, or another one')}
        name="trainForm"
        open={isOpen}
        onToggle={(open) => {
          onNavigate({ isFormOpen: open });
        }}
      >
        {/* Form controls measure themselves when they are made: not in a section that is closed. */}
        {isOpen && (
          <TrainFormView
            form={form}
            hasFullMnist={hasFullMnist}
            strategies={strategies}
            training={training}
            blocked={blocked}
            edit={edit}
            onPick={pick}
            onStart={start}
          />
        )}
      </Section>
      {training !== null && (
        <Results
          training={training}
          host={host}
          navigation={navigation}
          onNavigate={onNavigate}
          figure={{ ...figure, run: { title: trainingTitle(training) } }}
        />
      )}
    </div>
  );
}

interface OutcomeProps {
  readonly training: TrainingView;
  readonly onStartAnyway: () => void;
}

/** What has to be read first: that it is wrong on purpose, the finding, what failed. */
function Outcome({ training, onStartAnyway }: OutcomeProps) {
  const { title, detail } = trainingFinding(training);
  const { status, wrong } = training;
  return (
    <>
      {wrong.length > 0 && <WrongBanner wrong={wrong} />}
      <h2 class="finding">
        <Unbroken text={title} />
      </h2>
      <p class="sub">{detail}</p>
      {status.state === 'failed' && <Banner message={status.message} />}
      {status.state === 'refused' && (
        <div class="refusal" role="alert">
          <p>{refusalText(training)}</p>
          <Button icon="warning" name="trainAnyway" secondary onClick={onStartAnyway}>
            {l10n.t('Train anyway, marked as wrong')}
          </Button>
        </div>
      )}
    </>
  );
}

function WrongBanner({ wrong }: { readonly wrong: readonly string[] }) {
  return (
    <div class="banner wrong" data-part="wrong">
      <span class="codicon codicon-warning" aria-hidden="true" />
      <div>
        <b>{ended(l10n.t('WRONG ON PURPOSE'))}</b>{' '}
        {sentences(
          ...wrong.map((name) =>
            isMistake(name) ? l10n.t('{0}: {1}', mistakeTitle(name), MISTAKE_DESCRIPTIONS[name].text) : ended(name),
          ),
        )}
      </div>
    </div>
  );
}

interface ResultsProps {
  readonly training: TrainingView;
  readonly host: TrainingHost;
  readonly navigation: TrainingNavigation;
  readonly onNavigate: (change: Partial<TrainingNavigation>) => void;
  readonly figure: FigureContext;
}

function Results({ training, host, navigation, onNavigate, figure }: ResultsProps) {
  const { arms, opened } = training;
  const at = navigation.arm < arms.length ? navigation.arm : 0;
  const arm = arms[at];
  const alarms = arms.flatMap(({ name, layers }) =>
    alarmsOf(layers).map((alarm) => (arms.length === 1 ? alarm : l10n.t('{0}: {1}', name, alarm))),
  );
  const isTimed = arms.some(({ times }) => times !== null);
  return (
    <>
      <Notes notes={alarms} />
      {isTimed && (
        <>
          <Curves id="training" arms={arms} network={training.spec.network} figure={figure} />
          <StepTimes arms={stepsOfView(training)} />
          {arms.length > 1 && (
            <div class="tools">
              <span class="dim" aria-hidden="true">
                {l10n.t('arrays and layers of')}
              </span>
              <RadioGroup
                label={l10n.t('Whose layers are shown, and whose model is saved')}
                name="trainingArm"
                value={String(at)}
                options={arms.map(({ name }, index) => ({ value: String(index), label: name }))}
                onChange={(value) => {
                  onNavigate({ arm: Number(value) });
                }}
              />
            </div>
          )}
          {opened !== null && (
            <Arrays training={training} host={host} navigation={navigation} onNavigate={onNavigate} />
          )}
          {arm !== undefined && <Layers arm={arm} />}
        </>
      )}
      <GradientChecks training={training} />
    </>
  );
}
