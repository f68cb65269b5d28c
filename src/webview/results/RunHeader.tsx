import type { RunView } from '../../shared/viewProtocol';
import { formatSeconds } from '../../core/format';
import { Button } from '../controls/Button';
import { Notes } from '../controls/Notes';
import { StopButton } from '../controls/StopButton';
import { threadsText, wasmText } from '../machine/MachineFacts';
import { dateText } from '../dateText';
import type { RowGroup } from './resultRows';

interface RunHeaderProps {
  readonly run: RunView;
  readonly groups: readonly RowGroup[];
  /** Without buttons. */
  readonly readOnly: boolean;
  readonly onRunAgain: () => void;
  readonly onStop: () => void;
  readonly onExport: () => void;
  readonly onProfile: () => void;
}

/** What was run, when, on what; and what to do next. */
export function RunHeader({ run, groups, readOnly, onRunAgain, onExport, onStop, onProfile }: RunHeaderProps) {
  const running = run.state === 'running';
  return (
    <header class="run-header">
      <div class="head">
        <h1>{run.title}</h1>
        <p class="dim" data-part="run-facts">
          {(running
            ? runningFacts(run)
            : [dateText(run.startedAt, new Date()), ...counts(groups, run), ...ending(run)]
          ).join(' · ')}
        </p>
        {!readOnly && (
          <div class="actions">
            {running ? (
              <StopButton key={run.id} onStop={onStop} />
            ) : (
              <>
                <Button icon="play" name="runAgain" onClick={onRunAgain}>
                  Run again
                </Button>
                <Button icon="export" name="exportRun" secondary onClick={onExport}>
                  Export…
                </Button>
                <Button icon="settings" name="profile" secondary onClick={onProfile}>
                  Profile…
                </Button>
              </>
            )}
          </div>
        )}
      </div>
      <p class="machine dim">
        {machineFacts(run).map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </p>
      <Notes notes={run.notes} />
      {running && <progress aria-label="Progress of the run" value={run.activity?.fraction ?? 0} max={1} />}
    </header>
  );
}

function runningFacts({ activity, elapsedMs }: RunView): readonly string[] {
  if (activity === null) return ['starting'];
  const { fraction, remainingMs } = activity;
  return [
    `${Math.round(100 * fraction)}%`,
    `${formatSeconds(elapsedMs)} so far`,
    ...(remainingMs === null ? [] : [`about ${formatSeconds(remainingMs)} to go`]),
  ];
}

function counts(groups: readonly RowGroup[], { trainings = [] }: RunView): readonly string[] {
  const strategies = new Set(groups.flatMap(({ rows }) => rows.map(({ subject }) => subject.strategy))).size;
  const benchmarks = new Set(groups.map(({ benchmark }) => benchmark)).size;
  const trained = trainings.length === 0 ? [] : [plural(trainings.length, 'training', 'trainings')];
  if (groups.length === 0 && trainings.length > 0) return trained;
  return [
    plural(strategies, 'strategy', 'strategies'),
    ...(benchmarks > 1 ? [plural(benchmarks, 'benchmark', 'benchmarks')] : []),
    ...(groups.length > benchmarks ? [plural(groups.length, 'size', 'sizes')] : []),
    ...trained,
  ];
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function ending({ state, elapsedMs }: RunView): readonly string[] {
  const took = formatSeconds(elapsedMs);
  return [state === 'cancelled' ? `stopped after ${took}` : state === 'failed' ? `failed after ${took}` : took];
}

function machineFacts({ machine, versions }: RunView): readonly string[] {
  const facts: string[] = [];
  if (machine !== null) facts.push(`${machine.processor}, ${threadsText(machine)}`, `wasm ${wasmText(machine)}`);
  if (versions !== null)
    facts.push(`node ${versions.node}, V8 ${versions.v8}`, `Matmul Profiler ${versions.extension}`);
  return facts;
}
