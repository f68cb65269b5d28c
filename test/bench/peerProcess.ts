import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { generateOperands } from '../../src/core/matrix/generate';
import { layOutOperands, operandsIn } from '../../src/core/matrix/operands';
import type { Operands } from '../../src/core/matrix/operands';
import { createReference } from '../../src/core/matrix/reference';
import type { Problem } from '../../src/core/problem';
import { asAdapter } from './adapter';
import type { Library, Product } from './adapter';
import { accepted, serve } from './serve';
import type { Computer } from './serve';

/** The process of one peer: `peerProcess.js ID ADAPTERS PEERS PYTHON`. */
const [id, adapters, peersFolder, python] = process.argv.slice(2);

async function start(): Promise<Computer> {
  const requireFromPeers = createRequire(join(peersFolder, 'package.json'));
  const adapter: unknown = await import(pathToFileURL(join(adapters, `${id}.mjs`)).href);
  const library = await asAdapter(adapter).load({
    requireFromPeers,
    resolveFromPeers: (name) => requireFromPeers.resolve(name),
    versionOf: (name) => versionIn(join(peersFolder, 'node_modules', name, 'package.json')),
    adapters,
    python,
  });
  return new PeerComputer(library);
}

function versionIn(path: string): string {
  const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return typeof content === 'object' && content !== null && 'version' in content ? String(content.version) : 'unknown';
}

class PeerComputer implements Computer {
  private opened: { readonly problem: Problem; readonly operands: Operands } | null = null;
  private product: Product | null = null;

  constructor(private readonly library: Library) {}

  version(): string {
    return this.library.version;
  }

  async open({ problem }: { readonly problem: Problem }): Promise<{ nonzeros: number }> {
    await this.close();
    const layout = layOutOperands(problem, 0);
    const operands = operandsIn(new ArrayBuffer(layout.end), problem, layout);
    this.opened = { problem, operands };
    return generateOperands(problem, operands.a, operands.b, operands.c);
  }

  async prepare(): ReturnType<Computer['prepare']> {
    if (this.opened === null) throw new Error('no problem is open');
    const { problem, operands } = this.opened;
    const { a, b, c } = operands;
    this.product = await this.library.prepare(problem, a.elements, b.elements);
    await this.product.runBatch(1);
    if (this.library.isTraining === true) return { handle: 0, backend: this.product.backend, error: null };
    const elements = await this.product.read();
    const reference = createReference(problem, a, b, { rows: problem.m, columns: problem.n, elements: c.elements });
    const error = accepted(reference.verify({ rows: problem.m, columns: problem.n, elements }));
    return { handle: 0, backend: this.product.backend, error };
  }

  async runBatch(_handle: number, times: number): ReturnType<Computer['runBatch']> {
    if (this.product === null) throw new Error('nothing is prepared');
    return { times, computeNs: await this.product.runBatch(times), transferNs: 0 };
  }

  async close(): Promise<void> {
    const { product } = this;
    this.product = null;
    this.opened = null;
    await product?.dispose?.();
  }
}

serve(start());
