import { useState } from 'preact/hooks';
import * as v from 'valibot';
import { vscode } from './vscodeApi';

/**
 * Navigation state that VS Code keeps for the page over reloads: what is open, chosen, sorted. What another version of
 * the extension left behind and this one cannot read is dropped.
 */
export function usePersistedState<State extends object>(
  schema: v.GenericSchema<unknown, State>,
  initial: State,
): readonly [State, (change: Partial<State>) => void] {
  const [state, setState] = useState<State>(() => {
    const saved = v.safeParse(schema, vscode.getState());
    return saved.success ? saved.output : initial;
  });
  const change = (part: Partial<State>): void => {
    setState((before) => {
      const after = { ...before, ...part };
      vscode.setState(after);
      return after;
    });
  };
  return [state, change];
}
