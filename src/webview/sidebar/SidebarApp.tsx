import { useState } from 'preact/hooks';
import * as v from 'valibot';
import type { SidebarState } from '../../shared/viewProtocol';
import { Banner } from '../controls/Banner';
import { LinkButton } from '../controls/Button';
import { MachineFacts } from '../machine/MachineFacts';
import { Notes } from '../controls/Notes';
import { Section } from '../controls/Section';
import { FieldProblem, TextField } from '../controls/TextField';
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
              Show log
            </LinkButton>
          </Banner>
        )}
        {firstTime && (
          <p class="welcome">
            Measure how fast matrices multiply on this machine, by {strategies.length} strategies, and see which one to
            choose. Press Run, or{' '}
            <LinkButton
              name="openExample"
              onClick={() => {
                attempt(host.act('openExample'));
              }}
            >
              open an example
            </LinkButton>{' '}
            or a{' '}
            <LinkButton
              name="newBenchmarkFile"
              onClick={() => {
                attempt(host.act('newBenchmarkFile'));
              }}
            >
              new benchmark file
            </LinkButton>
            .{' '}
            <LinkButton
              name="getStarted"
              onClick={() => {
                attempt(host.act('getStarted'));
              }}
            >
              Five steps
            </LinkButton>{' '}
            show the rest. Results stay on this machine.
          </p>
        )}
        <Section title="Problem" {...section('problem')}>
          <ProblemSection form={form} verdict={verdict} edit={edit} />
        </Section>
        <Section title="Strategies" note={run === null ? '' : speedNote(run)} {...section('strategies')}>
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
        <Section title="Budget" {...section('budget')}>
          <div class="form-row">
            <span class="form-label">time</span>
            <TextField
              name="budgetSeconds"
              label="Seconds for each strategy at each size"
              hint="Sampling ends earlier where the interval is narrow enough."
              unit="s"
              value={form.budgetSeconds}
              problem={verdict.problems.budgetSeconds}
              onInput={(budgetSeconds) => {
                edit({ budgetSeconds });
              }}
            />
            <div class="form-below">
              <FieldProblem text={verdict.problems.budgetSeconds} />
              <p class="hint">for each strategy at each size</p>
            </div>
          </div>
        </Section>
        <Section title="Runs" {...section('runs')}>
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
          <Section title="This machine" note={notes.length === 0 ? '' : 'warning'} {...section('machine')}>
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
