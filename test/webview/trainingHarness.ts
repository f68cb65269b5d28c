import { ResponseError } from 'vscode-jsonrpc';
import { arrayPicture } from '../../src/core/mlp/arrayPicture';
import { FIRST_TRAIN_FORM } from '../../src/core/spec/trainForm';
import type { TrainForm } from '../../src/core/spec/trainForm';
import { TrainingRecord } from '../../src/host/training/trainingRecord';
import {
  arrayPictureRequest,
  changeTrainFormRequest,
  exportTrainingRequest,
  isGoingOn,
  pauseTrainingViewRequest,
  pickTrainingFileRequest,
  saveTrainingRequest,
  startTrainingRequest,
  stopTrainingRequest,
  trainingStateRequest,
} from '../../src/shared/trainingView';
import type { ArrayPlace, TrainingState, TrainingStatus, TrainingView } from '../../src/shared/trainingView';
import type { RunView } from '../../src/shared/viewProtocol';
import { eventsOf, openedOf, outcomeOf, specOf } from '../trainingFixture';
import { openResults } from './hosts';
import type { ResultsHarness } from './hosts';
import type { ViewOptions } from './viewPage';

interface ViewChange {
  readonly form?: Partial<TrainForm>;
  readonly status?: TrainingStatus;
  /** Epochs that have been streamed. */
  readonly epochs?: number;
  /** Time of a step of the second arm over that of the first. */
  readonly second?: number;
}

/** What the host makes of a training's events. */
export function trainingView(change: ViewChange = {}): TrainingView {
  const { form, status = { state: 'finished' }, second = 0.5 } = change;
  const spec = specOf(form);
  const record = new TrainingRecord(spec.arms.map(({ name }) => name));
  for (const event of eventsOf(spec, second, change.epochs ?? spec.epochs)) {
    if (event.type !== 'opened' && event.type !== 'state') record.take(event);
  }
  if (status.state === 'finished') record.finish(outcomeOf(spec, second));
  return {
    id: 'training-1',
    startedAt: '2024-05-06T12:02:31.000Z',
    elapsedMs: 4200,
    status,
    spec,
    wrong: spec.mistakes,
    opened: openedOf(spec),
    arms: record.view(),
    looks: record.looks,
    inMemory: isGoingOn(status) || status.state === 'finished',
  };
}

export function trainingState(training: TrainingView | null, change: Partial<TrainingState> = {}): TrainingState {
  return { form: FIRST_TRAIN_FORM, hasFullMnist: false, training, isBusy: false, reveal: false, ...change };
}

export interface TrainingHarness {
  readonly view: ResultsHarness['view'];
  readonly page: ResultsHarness['page'];
  /** 'start train', 'pause', 'resume', 'stop', 'save 0', 'export 1', 'pick x'. */
  readonly asked: string[];
  readonly forms: TrainForm[];
  readonly pictures: ResultsHarness['pictures'];
  readonly places: ArrayPlace[];
  refuse: string | null;
  picked: string | null;
  readonly send: (state: TrainingState) => Promise<void>;
}

/** A results panel with its training tab in front. */
export async function openTraining(
  state: TrainingState,
  options: ViewOptions & { readonly run?: RunView | null } = {},
): Promise<TrainingHarness> {
  const { view, page, pictures } = await openResults(options.run ?? null, options);
  const { host } = view;
  const send = (next: TrainingState): Promise<void> => host.sendRequest(trainingStateRequest, next);
  const harness: TrainingHarness = {
    ...{ view, page, pictures, send },
    ...{ asked: [], forms: [], places: [], refuse: null, picked: null },
  };
  const take = (what: string): void => {
    harness.asked.push(what);
    if (harness.refuse !== null) throw new ResponseError(1, harness.refuse);
  };
  host.onRequest(changeTrainFormRequest, (form) => {
    harness.forms.push(form);
  });
  host.onRequest(startTrainingRequest, ({ form, mode }) => {
    harness.forms.push(form);
    take(`start ${mode}`);
  });
  host.onRequest(pauseTrainingViewRequest, ({ paused }) => {
    take(paused ? 'pause' : 'resume');
  });
  host.onRequest(stopTrainingRequest, () => {
    take('stop');
  });
  host.onRequest(saveTrainingRequest, ({ arm }) => {
    take(`save ${arm}`);
  });
  host.onRequest(exportTrainingRequest, ({ arm }) => {
    take(`export ${arm}`);
  });
  host.onRequest(pickTrainingFileRequest, ({ what }) => {
    take(`pick ${what}`);
    return harness.picked;
  });
  host.onRequest(arrayPictureRequest, (place) => {
    harness.places.push(place);
    return pictureOf(place, state);
  });
  await send({ ...state, reveal: true });
  const title = options.lang === 'zh-cn' ? '训练' : 'Training';
  await page.getByRole('tab', { name: title, exact: true, selected: true }).waitFor();
  await send(state);
  return harness;
}

/** Waves: what a unit has learnt has a direction of its own. */
function pictureOf({ kind, layer }: ArrayPlace, { training }: TrainingState) {
  const sizes = training?.opened?.network.sizes ?? [4, 2];
  const rows = kind === 'A' ? (training?.spec.batch ?? 2) : sizes[layer];
  const units = sizes[layer + 1];
  const side = Math.round(Math.sqrt(rows));
  const elements = Float32Array.from({ length: rows * units }, (_, at) => {
    const [row, unit] = [Math.floor(at / units), at % units];
    const wave = Math.sin(((row % side) * Math.cos(unit) + Math.floor(row / side) * Math.sin(unit)) / 3);
    return kind === 'A' ? Math.max(0, wave) : wave * 0.4;
  });
  return arrayPicture(elements, rows, units);
}
