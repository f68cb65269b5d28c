import * as v from 'valibot';
import type { MessageConnection } from 'vscode-jsonrpc';
import { strategyDescriptions } from '../../core/kernels/registry';
import { sentences } from '../../core/sentences';
import { FIRST_TRAIN_FORM, readTrainForm, trainFormSchema } from '../../core/spec/trainForm';
import type { TrainForm } from '../../core/spec/trainForm';
import {
  arrayPictureRequest,
  changeTrainFormRequest,
  exportTrainingRequest,
  pauseTrainingViewRequest,
  pickTrainingFileRequest,
  saveTrainingRequest,
  startTrainingRequest,
  stopTrainingRequest,
  trainingStateRequest,
} from '../../shared/trainingView';
import type { PickedFile, TrainingState } from '../../shared/trainingView';
import { mnistFolder } from '../../shared/mnistFolder';
import { Disposable } from '../dispose';
import { DrawnUpdates } from '../views/drawnUpdates';
import { answering } from '../views/webviewConnection';
import { parseArm, parsePaused, parsePick, parsePlace, parseStart, parseTrainForm } from './trainingSchemas';
import type { TrainingService } from './trainingService';

/** A form that cannot be trained; the page says so itself, field by field. */
export class UnusableTrainFormError extends Error {
  override readonly name = 'UnusableTrainFormError';
}

/** A stored form, or the first one where nothing usable is stored. */
export function restoreTrainForm(stored: unknown): TrainForm {
  const result = v.safeParse(trainFormSchema, stored);
  return result.success ? result.output : FIRST_TRAIN_FORM;
}

/** What the training tab needs beside trainings. */
export interface TrainingPageOptions {
  form(): TrainForm;
  keepForm(form: TrainForm): void;
  isEngineBusy(): boolean;
  /** Told when the engine becomes free or busy. */
  onEngineChange(listener: () => void): { dispose(): unknown };
  pickFile(what: PickedFile): Promise<string | null>;
  saveModel(arm: number): Promise<void>;
  exportArrays(arm: number): Promise<void>;
}

/** The training tab of the results panel, as the host sees it: one page at a time. */
export class TrainingPage extends Disposable {
  private readonly updates = new DrawnUpdates(() => this.send());
  private page: { readonly connection: MessageConnection; isVisible(): boolean } | null = null;
  private reveal = false;

  constructor(
    private readonly trainings: TrainingService,
    private readonly options: TrainingPageOptions,
  ) {
    super();
    const update = (): void => {
      this.updates.request();
    };
    this._register(trainings.onDidChange(update));
    this._register(options.onEngineChange(update));
  }

  /** The tab comes to the front with the next state. */
  show(): void {
    this.reveal = true;
    this.updates.request();
  }

  /** Answers a new page; before it listens. */
  attach(connection: MessageConnection, isVisible: () => boolean): void {
    const { trainings, options } = this;
    const page = { connection, isVisible };
    this.page = page;
    connection.onRequest(
      changeTrainFormRequest,
      answering((params) => {
        options.keepForm(parseTrainForm(params));
        this.updates.request();
      }),
    );
    connection.onRequest(
      startTrainingRequest,
      answering((params) => {
        const { form, mode } = parseStart(params);
        options.keepForm(form);
        const result = readTrainForm(form, strategyDescriptions);
        if ('problems' in result) throw new UnusableTrainFormError(sentences(...Object.values(result.problems)));
        trainings.start(result.spec, mode);
      }),
    );
    connection.onRequest(
      pauseTrainingViewRequest,
      answering((params) => trainings.setPaused(parsePaused(params).paused)),
    );
    connection.onRequest(
      stopTrainingRequest,
      answering(() => {
        trainings.stop();
      }),
    );
    connection.onRequest(
      arrayPictureRequest,
      answering((params) => trainings.picture(parsePlace(params))),
    );
    connection.onRequest(
      pickTrainingFileRequest,
      answering((params) => options.pickFile(parsePick(params).what)),
    );
    // These wait for the user, and the page must not wait with them. What goes wrong is told by them.
    connection.onRequest(
      saveTrainingRequest,
      answering((params) => {
        void options.saveModel(parseArm(params).arm);
      }),
    );
    connection.onRequest(
      exportTrainingRequest,
      answering((params) => {
        void options.exportArrays(parseArm(params).arm);
      }),
    );
    connection.onDispose(() => {
      if (this.page === page) this.page = null;
    });
  }

  /** The page has been loaded, or is seen again: it knows nothing. */
  restart(): void {
    this.updates.restart();
    this.updates.request();
  }

  private async send(): Promise<void> {
    const { page } = this;
    // A page that is hidden is not there.
    if (page === null || !page.isVisible()) return;
    const { reveal } = this;
    await page.connection.sendRequest(trainingStateRequest, this.state());
    if (reveal) this.reveal = false;
  }

  private state(): TrainingState {
    const { trainings, options, reveal } = this;
    return {
      form: options.form(),
      hasFullMnist: mnistFolder() !== null,
      training: trainings.view,
      isBusy: options.isEngineBusy(),
      reveal,
    };
  }
}
