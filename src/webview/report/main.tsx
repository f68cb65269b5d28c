import '../translations';
import './pageApi';
import * as l10n from '@vscode/l10n';
import { render } from 'preact';
import * as v from 'valibot';
import { runSchema } from '../../core/spec/runSchema';
import { REPORT_DATA_ID } from '../../shared/exports/reportData';
import { viewOfRun } from '../../shared/runView';
import { ResultsApp } from '../results/ResultsApp';
import type { ResultsHost } from '../results/resultsHost';
import './report.css';

/** The themes of the editor name themselves in a class of the body; what is painted on a canvas follows it. */
function followColourScheme(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => {
    document.body.classList.toggle('vscode-dark', dark.matches);
    document.body.classList.toggle('vscode-light', !dark.matches);
  };
  dark.addEventListener('change', apply);
  apply();
}

const dataSchema = v.object({
  run: runSchema,
  verdicts: v.array(
    v.object({
      benchmark: v.string(),
      index: v.number(),
      title: v.string(),
      outcome: v.picklist(['met', 'missed', 'undecided']),
      reason: v.string(),
    }),
  ),
});

/** There is no editor behind a report: it can be read and copied from. */
const unavailable = (): Promise<never> =>
  Promise.reject(new Error(l10n.t('Open the run in Matmul Profiler for this.')));
const reader: ResultsHost = {
  copy: (text) => navigator.clipboard.writeText(text),
  ...{ runAgain: unavailable, exportRun: unavailable, stop: unavailable, openRun: unavailable, act: unavailable },
  ...{ showKernel: unavailable, tune: unavailable, keepTuning: unavailable, forgetTuning: unavailable },
  ...{ savePicture: unavailable, readRun: unavailable, timeline: unavailable },
  openDocs: unavailable,
  inspect: unavailable,
  ...{ runMenu: unavailable, deleteRun: unavailable, compareRuns: () => Promise.resolve([]) },
};

const { run, verdicts } = v.parse(
  dataSchema,
  JSON.parse(document.getElementById(REPORT_DATA_ID)?.textContent ?? 'null'),
);
followColourScheme();
render(
  <ResultsApp
    // Without strategies there is nothing to tune.
    state={{
      run: viewOfRun(run),
      strategies: [],
      recent: [],
      baseline: null,
      suggested: null,
      here: null,
      engineProblem: null,
      kept: null,
      verdicts,
    }}
    host={reader}
    readOnly
  />,
  document.getElementById('app') ?? document.body,
);
document.body.dataset.ready = '1';
