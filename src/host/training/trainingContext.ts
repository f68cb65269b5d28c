import * as vscode from 'vscode';
import { RUNNING_CONTEXT } from '../ids';
import type { TrainingService } from './trainingService';

/** Shows Stop in the menus while a training goes on, and tells of one that failed, also where no page shows it. */
export function followTrainings(trainings: TrainingService, isRunning: () => boolean): vscode.Disposable {
  let wasTraining = false;
  const watch = trainings.onDidChange(() => {
    const { isTraining, view } = trainings;
    if (isTraining === wasTraining) return;
    wasTraining = isTraining;
    void vscode.commands.executeCommand('setContext', RUNNING_CONTEXT, isTraining || isRunning());
    if (view?.status.state === 'failed') void vscode.window.showErrorMessage(view.status.message);
  });
  return new vscode.Disposable(() => {
    watch.dispose();
  });
}
