import * as l10n from '@vscode/l10n';
import process from 'node:process';
import { engineFlags, REVECTORIZE } from './engineFlags';
import { EngineLostError } from './engineLost';
import { initializeRequest } from './engineProtocol';
import type { EngineSettings, EngineSetup } from './engineProtocol';
import { SpawnedEngine } from './spawnedEngine';
import type { SpawnOptions } from './spawnedEngine';

export interface EngineStart {
  /** Another Node to run it on, and what named it, for messages; `null`: the Node of this process. */
  readonly node: { readonly path: string; readonly namedBy: string } | null;
  readonly settings: EngineSettings;
}

export interface EngineProcessOptions extends SpawnOptions {
  /** Asked at each start of the engine. When left out: the Node of this process, nothing forced, nothing kept. */
  readonly start?: () => EngineStart;
}

export interface RunningEngine extends Pick<SpawnedEngine, 'connection' | 'lost'> {
  /** What the user has to know of how it was started, a sentence each. */
  readonly notes: readonly string[];
}

const PLAIN_START: EngineStart = { node: null, settings: { codePath: 'auto', dataFolder: null } };

/** Time that an engine gets to answer for the first time, self-test included. */
const START_TIMEOUT_MS = 30_000;

/** The engine's process: started when it is first needed, and again after it was lost. */
export class EngineProcess {
  private spawned: SpawnedEngine | null = null;
  private starting: Promise<RunningEngine> | null = null;
  private requests = 0;
  private isStale = false;
  private isDisposed = false;

  constructor(private readonly options: EngineProcessOptions) {}

  /** The process that computes, while there is one. */
  get pid(): number | undefined {
    return this.spawned?.pid;
  }

  get willRestart(): boolean {
    return this.isStale;
  }

  /** What `start` gives has changed: the next request that finds the engine idle starts it anew. */
  restart(): void {
    this.isStale = true;
  }

  /** @throws {EngineLostError} */
  async ask<T>(request: (engine: RunningEngine) => Promise<T>): Promise<T> {
    if (this.isStale && this.requests === 0) {
      this.isStale = false;
      await this.dispose();
    }
    this.isDisposed = false;
    this.requests += 1;
    try {
      return await request(await this.running());
    } finally {
      this.requests -= 1;
    }
  }

  /** Ends the process, by force if it does not go by itself. The next request starts another. */
  async dispose(): Promise<void> {
    this.isDisposed = true;
    const { spawned } = this;
    this.spawned = null;
    this.starting = null;
    await spawned?.end();
  }

  private running(): Promise<RunningEngine> {
    if (this.starting === null) {
      const starting = this.start();
      this.starting = starting;
      // Forgotten when it did not start, or as soon as it is lost; not while a start tries again without flags.
      starting
        .then(({ lost }) => lost)
        .catch(() => {
          if (this.starting === starting) this.starting = null;
        });
    }
    return this.starting;
  }

  /** Flags of V8 that it then turns out not to bear are left away. */
  private async start(): Promise<RunningEngine> {
    const { node, settings } = (this.options.start ?? (() => PLAIN_START))();
    const flags = (await engineFlags(node?.path ?? process.execPath)).filter(
      (flag) => flag !== REVECTORIZE || settings.codePath === 'auto' || settings.codePath === 'simd256',
    );
    try {
      const { engine, setup } = await this.startWith(node, flags, settings);
      if (setup.usesRevectorization || !flags.includes(REVECTORIZE)) return running(engine);
      this.options.log('256-bit operations bring no gain here; again without them.');
      this.spawned = null;
      await engine.end();
      const others = flags.filter((flag) => flag !== REVECTORIZE);
      return running((await this.startWith(node, others, settings)).engine);
    } catch (error) {
      if (!(error instanceof EngineLostError) || flags.length === 0 || this.isDisposed) throw startError(error, node);
      this.options.log(`It did not start with ${flags.join(' ')}; again without.`);
    }
    try {
      return running((await this.startWith(node, [], settings)).engine, [withoutFlags(flags)]);
    } catch (error) {
      throw startError(error, node);
    }
  }

  private async startWith(
    node: EngineStart['node'],
    flags: readonly string[],
    settings: EngineSettings,
  ): Promise<{ readonly engine: SpawnedEngine; readonly setup: EngineSetup }> {
    const engine = this.spawn(node?.path, flags);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        engine.kill();
        reject(new EngineLostError('could not start', l10n.t('no answer within {0} s', START_TIMEOUT_MS / 1000)));
      }, START_TIMEOUT_MS);
    });
    try {
      const initialized = engine.connection.sendRequest(initializeRequest, settings);
      return { engine, setup: await Promise.race([initialized, engine.lost, late]) };
    } finally {
      clearTimeout(timer);
    }
  }

  private spawn(nodePath: string | undefined, flags: readonly string[]): SpawnedEngine {
    const engine = new SpawnedEngine(this.options, nodePath, flags);
    this.spawned = engine;
    engine.lost.catch((error: unknown) => {
      // One that was ended on purpose is no loss.
      if (this.spawned !== engine) return;
      this.spawned = null;
      this.options.log(error instanceof Error ? error.message : String(error));
    });
    return engine;
  }
}

function running({ connection, lost }: SpawnedEngine, notes: readonly string[] = []): RunningEngine {
  return { connection, lost, notes };
}

/** What a start without flags means for the numbers. */
function withoutFlags(flags: readonly string[]): string {
  return l10n.t(
    'The engine did not start with its V8 flags ({0}) and runs without them: kernels may be slower, and slow at first.',
    flags.join(' '),
  );
}

/** Names the Node that was set, and what set it. */
function startError(error: unknown, node: EngineStart['node']): unknown {
  if (!(error instanceof EngineLostError) || node === null) return error;
  return new EngineLostError(
    'could not start',
    l10n.t('{0}, on {1}. Correct {2}', error.detail, node.path, node.namedBy),
  );
}
