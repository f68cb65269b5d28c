import { useState } from 'preact/hooks';
import * as v from 'valibot';
import { vscode } from './vscodeApi';

export type StateChange<State> = Partial<State> | ((before: State) => Partial<State>);

/**
 * Navigation state that VS Code keeps for the page over reloads: what is open, chosen, sorted. What another version of
 * the extension left behind and this one cannot read is dropped. A change is a part of it, or one that is made of what is there
 * then.
 */
export function usePersistedState<State extends object>(
  schema: v.GenericSchema<unknown, State>,
  initial: State,
): readonly [State, (change: StateChange<State>) => void] {
  const [state, setState] = useState<State>(() => {
    const saved = v.safeParse(schema, vscode.getState());
    return saved.success ? saved.output : initial;
  });
  const change = (part: StateChange<State>): void => {
    setState((before) => {
      const after = { ...before, ...(typeof part === 'function' ? part(before) : part) };
      vscode.setState(after);
      return after;
    });
  };
  return [state, change];
}
