import * as l10n from '@vscode/l10n';
import { useState } from 'preact/hooks';
import * as v from 'valibot';
import type { SidebarState, ViewAction } from '../../shared/viewProtocol';
import { Banner } from '../controls/Banner';
import { LinkButton } from '../controls/Button';
import { MachineFacts } from '../machine/MachineFacts';
import { Notes } from '../controls/Notes';
import { Section } from '../controls/Section';
import { FieldProblem, TextField } from '../controls/TextField';
import { Sentence } from '../controls/Sentence';
import { failureText } from '../hostConnection';
import '../theme/base.css';
import { usePersistedState } from '../viewState';
import { CodePaths } from '../machine/CodePaths';
import { useFormDraft } from './formDraft';
import { MachinePeaks } from '../machine/MachinePeaks';
import { NullTestFacts } from '../machine/NullTestFacts';
import { ProblemSection } from './ProblemSection';
import { RunBar } from './RunBar';
import { RunsSection } from './RunsSection';
import './sidebar.css';
import type { SidebarHost } from './sidebarHost';
import { speedNote } from './strategyResults';
import { StrategiesSection } from './StrategiesSection';

const savedState = v.object({
  version: v.literal(1),
  /** Sections that are folded. */
  folded: v.array(v.string()),
  /** Strategies whose parameters are shown. */
  expanded: v.array(v.string()),
});
const INITIAL: v.InferOutput<typeof savedState> = { version: 1, folded: ['machine'], expanded: [] };

/** The side bar: a form for one run, what the last run says of each strategy, and the saved runs. */
export function SidebarApp({ state, host }: { readonly state: SidebarState; readonly host: SidebarHost }) {
  const [view, setView] = usePersistedState(savedState, INITIAL);
  const { form, verdict, failure, edit } = useFormDraft(state, (changed) => host.changeForm(changed));
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  const { run, recent, machine, notes, codePaths, nullTest, strategies } = state;
  const firstTime = recent.length === 0 && run === null;

  const attempt = (request: Promise<void>): void => {
    setRefusal(undefined);
    request.catch((error: unknown) => {
      setRefusal(failureText(error));
    });
  };
  const section = (name: string) => ({
    name,
    open: !view.folded.includes(name),
    onToggle: (open: boolean) => {
      const others = view.folded.filter((other) => other !== name);
      setView({ folded: open ? others : [...others, name] });
    },
  });
  const action = (name: ViewAction, text: string) => (
    <LinkButton
      name={name}
      onClick={() => {
        attempt(host.act(name));
      }}
    >
      {text}
    </LinkButton>
  );
  const message = refusal ?? failure ?? state.problem?.message;

  return (
    <>
      <main>
        <h1 class="hidden-text">Matmul Profiler</h1>
        {message !== undefined && (
          <Banner message={message}>
            <LinkButton
              name="showLog"
              onClick={() => {
                attempt(host.act('showLog'));
              }}
            >
              {l10n.t('Show log')}
            </LinkButton>
          </Banner>
        )}
        {firstTime && (
          <p class="welcome">
            <Sentence
              text={l10n.t(
                'Measure how fast matrices multiply on this machine, by {0} strategies, and see which one to choose. Press Run, or {1} or a {2}. {3} show the rest. Results stay on this machine.',
              )}
              parts={[
                strategies.length,
                action('openExample', l10n.t('open an example')),
                action('newBenchmarkFile', l10n.t('new benchmark file')),
                action('getStarted', l10n.t('Five steps')),
              ]}
            />
          </p>
        )}
        <Section title={l10n.t('Problem')} {...section('problem')}>
          <ProblemSection form={form} verdict={verdict} edit={edit} />
        </Section>
        <Section title={l10n.t('Strategies')} note={run === null ? '' : speedNote(run)} {...section('strategies')}>
          <StrategiesSection
            form={form}
            verdict={verdict}
            strategies={strategies}
            run={run}
            expanded={view.expanded}
            setExpanded={(expanded) => {
              setView({ expanded: [...expanded] });
            }}
            edit={edit}
            onTune={(strategy) => {
              attempt(host.tune({ strategy, problem: null }));
            }}
          />
        </Section>
        <Section title={l10n.t('Budget')} {...section('budget')}>
          <div class="form-row">
            <span class="form-label">{l10n.t('time')}</span>
            <TextField
              name="budgetSeconds"
              label={l10n.t('Seconds for each strategy at each size')}
              hint={l10n.t('Sampling ends earlier where the interval is narrow enough.')}
              unit="s"
              value={form.budgetSeconds}
              problem={verdict.problems.budgetSeconds}
              onInput={(budgetSeconds) => {
                edit({ budgetSeconds });
              }}
            />
            <div class="form-below">
              <FieldProblem text={verdict.problems.budgetSeconds} />
              <p class="hint">{l10n.t('for each strategy at each size')}</p>
            </div>
          </div>
        </Section>
        <Section title={l10n.t('Runs')} {...section('runs')}>
          <RunsSection
            recent={recent}
            baseline={state.baseline}
            onMenu={(runId) => {
              attempt(host.runMenu(runId));
            }}
            onOpen={(runId) => {
              attempt(host.openRun(runId));
            }}
            onDelete={(runId) => {
              attempt(host.deleteRun(runId));
            }}
          />
        </Section>
        {machine !== null && (
          <Section
            title={l10n.t('This machine')}
            note={notes.length === 0 ? '' : l10n.t('warning')}
            {...section('machine')}
          >
            <Notes notes={notes} />
            <MachineFacts machine={machine} />
            <CodePaths results={codePaths} machine={machine} />
            <MachinePeaks
              machine={machine}
              onMeasure={() => {
                attempt(host.act('measureMachine'));
              }}
            />
            <NullTestFacts answer={nullTest} />
          </Section>
        )}
      </main>
      <RunBar
        verdict={verdict}
        run={run}
        onRun={() => {
          attempt(host.run(form));
        }}
        onStop={() => {
          attempt(host.stop());
        }}
      />
    </>
  );
}
