import { machineFinding } from '../../../core/model/machineFinding';
import { LinkButton } from '../../controls/Button';
import { Notes } from '../../controls/Notes';
import { CodePaths } from '../../machine/CodePaths';
import { MachineFacts } from '../../machine/MachineFacts';
import { MachinePeaks } from '../../machine/MachinePeaks';
import { NullTestFacts } from '../../machine/NullTestFacts';
import type { ResultsTab, TabProps } from '../tab';
import './machineTab.css';

/** The machine that measures here: what it is, what it does at most, and how often differences on it are false. */
function MachineView({ run, state, host, attempt }: TabProps) {
  const { here } = state;
  if (here === null) {
    return (
      <>
        <h2 class="finding">Nothing is known of this machine yet</h2>
        <p class="sub">
          The engine has not started.{' '}
          <LinkButton
            name="showLog"
            onClick={() => {
              attempt(host.act('showLog'));
            }}
          >
            Show log
          </LinkButton>
        </p>
      </>
    );
  }
  const { machine, versions, notes, codePaths, nullTest } = here;
  const { title, detail } = machineFinding(machine);
  const isOther = run.machine !== null && run.machine.processor !== machine.processor;
  return (
    <>
      <h2 class="finding">{title}</h2>
      <p class="sub">{detail}</p>
      {isOther && <p class="sub">The run that is shown was taken on another machine: {run.machine?.processor}.</p>}
      <Notes notes={notes} />
      <div class="machine-parts">
        <section aria-label="What it is">
          <h3>What it is</h3>
          <MachineFacts machine={machine} />
          <dl class="facts" data-part="versions">
            <dt>cores</dt>
            <dd>{coresText(machine.physicalCores, machine.logicalCores)}</dd>
            <dt>versions</dt>
            <dd>{`Node ${versions.node}, V8 ${versions.v8}`}</dd>
            <dt>engine flags</dt>
            <dd>{versions.engineFlags.join(' ') || 'none'}</dd>
          </dl>
        </section>
        <section aria-label="What it does at most">
          <h3>What it does at most, as measured</h3>
          <MachinePeaks
            machine={machine}
            onMeasure={() => {
              attempt(host.act('measureMachine'));
            }}
          />
        </section>
        <section aria-label="Code paths">
          <h3>Code paths</h3>
          {codePaths.length === 0 ? (
            <p class="hint">A code path was forced by a setting, so that none was tried.</p>
          ) : (
            <CodePaths results={codePaths} machine={machine} isOpen />
          )}
        </section>
        <section aria-label="How far to trust it">
          <h3>How far to trust differences on it</h3>
          <NullTestFacts answer={nullTest} />
        </section>
      </div>
    </>
  );
}

function coresText(physical: number | undefined, logical: number): string {
  const threads = logical === 1 ? '1 thread' : `${logical} threads`;
  return physical === undefined ? threads : `${physical} ${physical === 1 ? 'core' : 'cores'}, ${threads}`;
}

export const machineTab: ResultsTab = { id: 'machine', title: 'Machine', View: MachineView, hasOwnFinding: true };
