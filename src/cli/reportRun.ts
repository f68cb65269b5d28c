import type { Run } from '../core/measure/measurement';
import type { Baseline } from '../core/model/gates';
import type { RunSpec } from '../core/spec/runSpec';
import { planRows } from '../core/spec/runSpec';
import type { FileTraining } from '../core/spec/trainSpec';
import { withEngine } from './engineSession';
import type { EngineSession } from './engineSession';
import { EXIT } from './exitCode';
import type { ExitCode } from './exitCode';
import { checkJsonTarget, writeJson } from './fileOutput';
import { progressDisplay } from './progressBar';
import type { ReportFile } from './reportFiles';
import { reportFiles, writeReports } from './reportFiles';
import type { TableLayout } from './render/measurementTables';
import { runReport } from './render/runReport';
import { takeRun } from './takeRun';
import { withTrainings } from './takeTrainings';
import type { Terminal } from './terminal';

/** Where a run goes beside the terminal. */
export interface RunTargets {
  /** A file, or `-` for standard output. */
  readonly json?: string;
  readonly report?: readonly string[];
}

/** What the run is held to, and what is done with it when its tables are printed. */
export interface Gates {
  readonly baseline: Baseline | null;
  readonly judged: (run: Run) => Promise<void>;
}

/** Where a run that was taken goes, and what it is held to. */
export interface ShownAs {
  readonly json: string | undefined;
  readonly files: readonly ReportFile[];
  readonly gates?: Gates;
}

const NO_GATES: Gates = { baseline: null, judged: () => Promise.resolve() };

/**
 * Takes a run, and trainings after it, and shows it: as JSON where `json` names a target, else as tables; in other formats where files are named.
 * Answers with its exit code.
 */
export async function reportRun(
  { trainings = [], ...spec }: RunSpec & { readonly trainings?: readonly FileTraining[] },
  { json, report }: RunTargets,
  terminal: Terminal,
  gates: Gates = NO_GATES,
): Promise<ExitCode> {
  await checkJsonTarget(json);
  const files = await reportFiles(report);
  const run = await withEngine(terminal, async (session) => {
    const measured = await takeWithProgress(spec, session, terminal);
    return trainings.length === 0 ? measured : withTrainings(measured, trainings, session, terminal);
  });
  return showRun(run, { json, files, gates }, runReport, terminal);
}

/** Takes a run, with its progress on the terminal. */
export async function takeWithProgress(spec: RunSpec, session: EngineSession, terminal: Terminal): Promise<Run> {
  const progress = progressDisplay(terminal, planRows(spec).length);
  try {
    return await takeRun(spec, session, (activity) => {
      progress.show(activity);
    });
  } finally {
    progress.stop();
  }
}

/** Shows a run as JSON where `json` names a target, as `files`, and as text unless that is standard output. */
export async function showRun(
  run: Run,
  { json, files, gates = NO_GATES }: ShownAs,
  text: (run: Run, layout: TableLayout) => string,
  terminal: Terminal,
): Promise<ExitCode> {
  if (json !== undefined) await writeJson(json, run, terminal);
  await writeReports(run, files, gates.baseline);
  if (json !== '-') await terminal.print(text(run, terminal));
  await gates.judged(run);
  const ending = endingOf(run);
  if (ending !== null) terminal.note(ending);
  return exitCodeOf(run);
}

/** 1 as soon as a row or a training failed; rows that cannot run here are no failure. */
export function exitCodeOf({
  state,
  measurements,
  trainings = [],
}: Pick<Run, 'state' | 'measurements' | 'trainings'>): ExitCode {
  if (state === 'cancelled') return EXIT.cancelled;
  const fails = state === 'failed' || [...measurements, ...trainings].some(({ status }) => status === 'failed');
  return fails ? EXIT.failed : EXIT.done;
}

/** What a run that did not come to its end leaves to be said, or `null`. */
function endingOf({ state, measurements, trainings = [] }: Run): string | null {
  const trained = trainings.filter(({ status }) => status === 'finished').length;
  const rows =
    measurements.length === 0 && trainings.length > 0
      ? `${trained} of ${trainings.length} trainings came to their end.`
      : `${measurements.filter(({ status }) => status === 'ok').length} of ${measurements.length} rows have a time.`;
  switch (state) {
    case 'finished':
      return null;
    case 'cancelled':
      return `Cancelled; ${rows}`;
    case 'failed': {
      const lost = measurements.find((one) => one.status === 'failed' && one.code === 'engine lost');
      return `error: ${lost !== undefined && lost.status === 'failed' ? lost.reason : 'The run failed.'} ${rows}`;
    }
  }
}
