import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { engineFlags, REVECTORIZE } from '../../src/shared/engineFlags';
import type { ProcessId } from './arms';
import { ComputingProcess } from './computingProcess';

/** What was installed, and where. */
export interface Installation {
  /** The project's root. */
  readonly project: string;
  /** The folder that holds node_modules with the libraries. */
  readonly peers: string;
  /** The Node that everything runs on. */
  readonly nodePath: string;
  /** A Python that has scipy. */
  readonly python: string | null;
  /** Peers that could not be installed, and what would help. */
  readonly missing: Readonly<Partial<Record<ProcessId, string>>>;
}

/** Cores for which OpenBLAS has kernels of 512 bits. */
const AVX512_CORES = /SkylakeX|Cooperlake|SapphireRapids|Zen4/i;

/** The processes of a run; each is started when it is first needed. */
export class BenchProcesses {
  private readonly running = new Map<ProcessId, Promise<ComputingProcess>>();
  private readonly known = new Map<ProcessId, string>();
  private readonly absent = new Map<ProcessId, string>();

  constructor(
    private readonly installation: Installation,
    /** The folder of the bundled scripts. */
    private readonly scripts: string,
    private readonly chosen: ReadonlySet<ProcessId>,
  ) {}

  /** What each process computes with. */
  get versions(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.known);
  }

  get leftOut(): readonly { readonly id: ProcessId; readonly reason: string }[] {
    return [...this.absent].map(([id, reason]) => ({ id, reason }));
  }

  /** The process, or `null` where it is left out. */
  async get(id: ProcessId): Promise<ComputingProcess | null> {
    if (!this.chosen.has(id) || this.absent.has(id)) return null;
    let starting = this.running.get(id);
    if (starting === undefined) {
      starting = this.start(id);
      this.running.set(id, starting);
    }
    try {
      return await starting;
    } catch (error) {
      this.absent.set(id, error instanceof Error ? error.message : String(error));
      return null;
    }
  }

  /** A process that failed is started anew when it is next needed. */
  async drop(id: ProcessId): Promise<void> {
    const starting = this.running.get(id);
    this.running.delete(id);
    (await starting?.catch(() => null))?.end();
  }

  async end(): Promise<void> {
    await Promise.all([...this.running.keys()].map((id) => this.drop(id)));
  }

  private async start(id: ProcessId): Promise<ComputingProcess> {
    const { installation } = this;
    const reason = installation.missing[id];
    if (reason !== undefined) throw new Error(reason);
    if (id === 'openblas1Avx2' || id === 'openblasAllAvx2') await this.requireWiderKernels();
    const { nodePath, project, peers, python } = installation;
    const isEngine = id === 'engine' || id === 'engine128';
    const script = join(this.scripts, isEngine ? 'engineProcess.js' : 'peerProcess.js');
    const adapter = id.startsWith('openblas') ? 'openblas' : id;
    const args = isEngine ? [] : [adapter, join(project, 'test', 'bench', 'peers'), peers, python ?? ''];
    const nodeFlags = isEngine ? await flagsOf(id, nodePath) : [];
    const process = new ComputingProcess({ script, args, nodePath, nodeFlags, environment: environmentOf(id) });
    try {
      this.known.set(id, await process.version());
    } catch (error) {
      process.end();
      throw error;
    }
    return process;
  }

  private async requireWiderKernels(): Promise<void> {
    await this.get('openblas1');
    const version = this.known.get('openblas1');
    if (version === undefined) throw new Error('OpenBLAS is missing.');
    if (!AVX512_CORES.test(version)) throw new Error('OpenBLAS takes kernels of at most 256 bits here anyway.');
  }
}

async function flagsOf(id: ProcessId, nodePath: string): Promise<readonly string[]> {
  const flags = await engineFlags(nodePath);
  return id === 'engine' ? flags : flags.filter((flag) => flag !== REVECTORIZE);
}

function environmentOf(id: ProcessId): Readonly<Record<string, string | undefined>> {
  const isAvx2 = id === 'openblas1Avx2' || id === 'openblasAllAvx2';
  const isAll = id === 'openblasAll' || id === 'openblasAllAvx2';
  const threads = isAll ? String(availableParallelism()) : '1';
  return {
    // OpenBLAS is to choose for itself, whatever this machine is set up for.
    OPENBLAS_CORETYPE: isAvx2 ? 'Haswell' : undefined,
    OPENBLAS_L2_SIZE: undefined,
    OPENBLAS_NUM_THREADS: threads,
    OMP_NUM_THREADS: threads,
  };
}
