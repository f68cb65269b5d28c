import type { RunView } from '../../shared/viewProtocol';
import { threadsText, wasmText } from '../machine/MachineFacts';

/** What a run was taken on and with, as far as it is known yet. */
export function factsOfMachine({ machine, versions }: Pick<RunView, 'machine' | 'versions'>): readonly string[] {
  const facts: string[] = [];
  if (machine !== null) facts.push(`${machine.processor}, ${threadsText(machine)}`, `wasm ${wasmText(machine)}`);
  if (versions !== null)
    facts.push(`node ${versions.node}, V8 ${versions.v8}`, `Matmul Profiler ${versions.extension}`);
  return facts;
}
