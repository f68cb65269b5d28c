import * as l10n from '@vscode/l10n';
import { useEffect } from 'preact/hooks';
import { machineExplanation } from '../../../core/model/machineExplanation';
import { machineFinding } from '../../../core/model/machineFinding';
import { Banner } from '../../controls/Banner';
import { LinkButton } from '../../controls/Button';
import { Notes } from '../../controls/Notes';
import { CodePaths } from '../../machine/CodePaths';
import { MachineFacts } from '../../machine/MachineFacts';
import { MachinePeaks } from '../../machine/MachinePeaks';
import { NullTestFacts } from '../../machine/NullTestFacts';
import { Answer, AskButton, useAsked } from '../charts/Explained';
import type { FreeTab, FreeTabProps } from '../tab';
import { Unbroken } from '../Unbroken';
import './machineTab.css';

/** The machine that measures here: what it is, what it does at most, and how often differences on it are false. */
function MachineView({ run, state, host, attempt, view, setView }: FreeTabProps) {
  const asked = useAsked('machine', { view, setView });
  const { here, engineProblem } = state;
  const isUnknown = here === null;
  useEffect(() => {
    if (isUnknown) attempt(host.act('describeMachine'));
  }, [isUnknown]);
  if (here === null) {
    return engineProblem === null ? (
      <>
        <h2 class="finding">{l10n.t('Nothing is known of this machine yet')}</h2>
        <p class="sub" role="status">
          {l10n.t('The engine is asked what it runs on…')}
        </p>
      </>
    ) : (
      <>
        <h2 class="finding">{l10n.t('Nothing is known of this machine')}</h2>
        <Banner message={engineProblem}>
          <LinkButton
            name="describeMachine"
            onClick={() => {
              attempt(host.act('describeMachine'));
            }}
          >
            {l10n.t('Try again')}
          </LinkButton>{' '}
          <LinkButton
            name="showLog"
            onClick={() => {
              attempt(host.act('showLog'));
            }}
          >
            {l10n.t('Show log')}
          </LinkButton>
        </Banner>
      </>
    );
  }
  const { machine, versions, notes, codePaths, nullTest } = here;
  const { title, detail } = machineFinding(machine);
  const other = run?.machine?.processor ?? machine.processor;
  return (
    <>
      <h2 class="finding">
        <Unbroken text={title} />
      </h2>
      <p class="sub">{detail}</p>
      {other !== machine.processor && (
        <p class="sub">{l10n.t('The run that is shown was taken on another machine: {0}.', other)}</p>
      )}
      <div class="tools">
        <AskButton asked={asked} />
      </div>
      <Answer asked={asked} explain={() => machineExplanation(machine)} />
      <Notes notes={notes} />
      <div class="machine-parts">
        <section aria-label={l10n.t('What it is')}>
          <h3>{l10n.t('What it is')}</h3>
          <MachineFacts machine={machine}>
            <dt>{l10n.t('cores')}</dt>
            <dd data-part="cores">{coresText(machine.physicalCores, machine.logicalCores)}</dd>
            <dt>{l10n.t('versions')}</dt>
            <dd>{`Node ${versions.node}, V8 ${versions.v8}`}</dd>
            <dt>{l10n.t('engine flags')}</dt>
            <dd>{versions.engineFlags.join(' ') || l10n.t('no flags')}</dd>
          </MachineFacts>
        </section>
        <section aria-label={l10n.t('What it does at most')}>
          <h3>{l10n.t('What it does at most, as measured')}</h3>
          <MachinePeaks
            machine={machine}
            onMeasure={() => {
              attempt(host.act('measureMachine'));
            }}
          />
        </section>
        <section aria-label={l10n.t('Code paths')}>
          <h3>{l10n.t('Code paths')}</h3>
          {codePaths.length === 0 ? (
            <p class="hint">{l10n.t('A code path was forced by a setting, so that none was tried.')}</p>
          ) : (
            <CodePaths results={codePaths} machine={machine} isOpen />
          )}
        </section>
        <section aria-label={l10n.t('How far to trust it')}>
          <h3>{l10n.t('How far to trust differences on it')}</h3>
          <NullTestFacts answer={nullTest} />
        </section>
      </div>
    </>
  );
}

function coresText(physical: number | undefined, logical: number): string {
  const threads = logical === 1 ? l10n.t('1 thread') : l10n.t('{0} threads', logical);
  return physical === undefined
    ? threads
    : physical === 1
      ? l10n.t('1 core, {0}', threads)
      : l10n.t('{0} cores, {1}', physical, threads);
}

export const machineTab: FreeTab = {
  id: 'machine',
  title: l10n.t('Machine'),
  View: MachineView,
  hasOwnFinding: true,
};
