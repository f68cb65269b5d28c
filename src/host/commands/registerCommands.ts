import * as vscode from 'vscode';
import { COMMANDS, INTERNAL_COMMANDS } from '../ids';

export type CommandHandlers = Readonly<
  Record<keyof typeof COMMANDS | keyof typeof INTERNAL_COMMANDS, (...args: never[]) => unknown>
>;

/** Registers all commands; what one throws is shown as an error with its own sentence. */
export function registerCommands(handlers: CommandHandlers, log: vscode.LogOutputChannel): vscode.Disposable {
  const ids: Readonly<Record<keyof CommandHandlers, string>> = { ...COMMANDS, ...INTERNAL_COMMANDS };
  const registered = Object.entries(ids).map(([name, id]) =>
    vscode.commands.registerCommand(id, async (...args: never[]) => {
      try {
        await handlers[name as keyof CommandHandlers](...args);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        log.error(error instanceof Error ? error : message);
        void vscode.window.showErrorMessage(message);
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}
