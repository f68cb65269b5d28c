import type { ArrayPicture } from '../../../core/mlp/arrayPicture';
import type { TrainForm } from '../../../core/spec/trainForm';
import type { ArrayPlace, PickedFile, StartMode } from '../../../shared/trainingView';

/** What the training tab asks of the extension host. A promise that is rejected carries a sentence for the user. */
export interface TrainingHost {
  changeForm(form: TrainForm): Promise<void>;
  start(form: TrainForm, mode: StartMode): Promise<void>;
  pause(paused: boolean): Promise<void>;
  stop(): Promise<void>;
  saveModel(arm: number): Promise<void>;
  exportArrays(arm: number): Promise<void>;
  /** `null` where none was chosen. */
  pickFile(what: PickedFile): Promise<string | null>;
  /** `null` where it was never seen. */
  picture(place: ArrayPlace): Promise<ArrayPicture | null>;
}
