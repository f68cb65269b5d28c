import os from 'node:os';
import { KernelPool } from './kernelPool';

/** A kernel that is in its current run when the user cancels gets this long to end before its thread is ended. */
export const CANCEL_GRACE_MS = 120;
/** A native call cannot be interrupted: whoever drops its thread waits no longer than this. */
const TERMINATION_GRACE_MS = 100;

/** The pool of kernel threads, which is kept between runs and made anew after it was dropped. */
export class PoolKeeper {
  private pool: KernelPool | null = null;
  /** Pools that were dropped while a native call went on. */
  private ending: Promise<unknown> = Promise.resolve();

  /** The pool that there is. */
  get current(): KernelPool | null {
    return this.pool;
  }

  /** Resolves when those that were dropped have ended: a new one waits, for both would compute at once. */
  get othersEnded(): Promise<unknown> {
    return this.ending;
  }

  take(): KernelPool {
    return (this.pool ??= new KernelPool(os.availableParallelism()));
  }

  /** Leaves no kernel running and no large memory behind. */
  async settle(cancelled: boolean): Promise<void> {
    const { pool } = this;
    if (pool === null) return;
    if (cancelled && !(await pool.becomesIdle(CANCEL_GRACE_MS))) await this.drop();
    else if (pool.isLarge) await this.drop();
  }

  async drop(): Promise<void> {
    const { pool } = this;
    this.pool = null;
    if (pool === null) return;
    this.ending = Promise.all([this.ending, pool.terminate()]);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, TERMINATION_GRACE_MS);
    });
    await Promise.race([this.ending, late]);
    clearTimeout(timer);
  }
}
