import * as l10n from '@vscode/l10n';
import { join } from 'node:path';
import process from 'node:process';
import type { GpuState } from '../core/gpu';
import type { CodePathResult } from '../core/kernels/codePathTest';
import { strategies } from '../core/kernels/registry';
import type { Machine } from '../core/machine';
import { plainProblem } from '../core/problem';
import { REVECTORIZE } from '../shared/engineFlags';
import type { EngineDescription, EngineSettings, EngineSetup, MachineProgress } from '../shared/engineProtocol';
import { searchBlas } from './blas/search';
import type { NamedLibrary } from './blas/search';
import { CodePathCache } from './codePathCache';
import { selectCodePaths } from './codePathSelection';
import { availableBytes, describeMachine, describeVersions } from './machine';
import { MachineCache } from './machineCache';
import type { MeasuredMachine } from './machineCache';
import { measurePeaks } from './machineMeasurement';
import type { PoolKeeper } from './poolKeeper';
import type { Session } from './session';
import { ANSWERS_AT_ONCE, describeCaches } from './systemCaches';
import { testCodePathsRequest } from './threadProtocol';

/** For asking strategies whether they can run here at all. */
const ANY_PROBLEM = plainProblem(64, 64, 64);

/** What is known of this machine: its code paths, the BLAS and the GPU that were found, and the peaks measured last. */
export class KnownMachine {
  private machine: Machine = describeMachine();
  private notes: readonly string[] = [];
  private codePaths: readonly CodePathResult[] = [];
  private blasLibrary: NamedLibrary | null = null;
  private blasSearch: Promise<void> | null = null;
  /** Where peaks are kept; `null`: nowhere but here. */
  private cache: MachineCache | null = null;
  private measured: MeasuredMachine | null = null;

  /** @param blasEnvironment what the user has set for native libraries, 'NAME=value' */
  constructor(
    private readonly pools: PoolKeeper,
    private readonly blasEnvironment: readonly string[],
  ) {}

  /** Without peaks, which a product does not need. */
  get unmeasured(): Machine {
    return this.machine;
  }

  /** With the peaks that were measured last, where any were. */
  get current(): Machine {
    return { ...this.machine, ...this.measured };
  }

  get isBlasLookedFor(): boolean {
    return this.blasSearch !== null;
  }

  /** Chooses the code path of the dense kernels. Asked once, before anything else. */
  async initialize({ codePath, dataFolder, blasLibrary }: EngineSettings): Promise<EngineSetup> {
    this.blasLibrary = blasLibrary ?? null;
    this.cache = dataFolder === null ? null : new MachineCache(dataFolder);
    const described = ANSWERS_AT_ONCE ? describeCaches() : null;
    if (this.machine.wasm.simd) await this.setCodePaths(codePath, dataFolder);
    this.machine = { ...this.machine, ...(await described) };
    this.measured = (await this.cache?.read(this.key())) ?? null;
    const { f32, f64 } = this.machine.wasm.codePaths;
    return { usesRevectorization: f32 === 'simd256' || f64 === 'simd256' };
  }

  /** Looks for a native BLAS, once; not while a run goes on, which that would disturb. */
  lookForBlas(): Promise<void> {
    this.blasSearch ??= searchBlas({
      probePath: join(__dirname, 'blasProbe.js'),
      place: { platform: process.platform, architecture: process.arch, environment: process.env },
      named: this.blasLibrary,
      environment: this.blasEnvironment,
    }).then((blas) => {
      this.machine = { ...this.machine, blas };
    });
    return this.blasSearch;
  }

  setGpu(gpu: GpuState | null): void {
    this.machine = { ...this.machine, gpu };
  }

  /** The peaks are those that were measured last, by this engine or another. */
  async describe(): Promise<EngineDescription> {
    this.measured = (await this.cache?.read(this.key())) ?? this.measured;
    return {
      notes: this.notes,
      codePaths: this.codePaths,
      machine: this.current,
      versions: describeVersions(),
      strategies: strategies.map((strategy) => ({
        id: strategy.id,
        support: strategy.supports(ANY_PROBLEM, this.machine, {}),
      })),
    };
  }

  /** Measures the machine's peaks and keeps them. */
  async measure(session: Session, say: (progress: MachineProgress) => void): Promise<void> {
    const described = await describeCaches();
    const peaks = await measurePeaks(
      { ...this.machine, ...described },
      {
        measure: (step) => session.measurePeak(step),
        say,
        now: () => new Date(),
        revectorizes: this.machine.architecture === 'x64' && process.execArgv.includes(REVECTORIZE),
        availableBytes: availableBytes(),
      },
    );
    this.measured = { ...described, peaks };
    await this.cache?.write(this.key(), this.measured);
  }

  private async setCodePaths(codePath: EngineSettings['codePath'], dataFolder: string | null): Promise<void> {
    const { wasm } = this.machine;
    try {
      const selection = await selectCodePaths(codePath, this.machine, {
        cache: dataFolder === null ? null : new CodePathCache(dataFolder),
        test: (paths) => {
          // Kept for the first run.
          const pool = this.pools.take();
          return Promise.race([pool.connection.sendRequest(testCodePathsRequest, paths), pool.lost]);
        },
      });
      this.notes = selection.notes;
      this.codePaths = selection.results;
      this.machine = { ...this.machine, wasm: { ...wasm, codePaths: selection.codePaths } };
    } catch (error) {
      await this.pools.drop();
      const reason = error instanceof Error ? error.message : String(error);
      this.notes = [l10n.t('The self-test of the code paths failed, so that the plainest one is used: {0}', reason)];
    }
  }

  /** What peaks depend on. */
  private key(): string {
    const { processor, logicalCores, wasm } = this.machine;
    const { f32, f64 } = wasm.codePaths;
    return [processor, logicalCores, process.versions.v8, ...process.execArgv, f32, f64].join(' | ');
  }
}
