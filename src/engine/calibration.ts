import { calibrationModule, WORK } from '../core/kernels/wasm/calibrationLoop';
import { exportedFunction } from '../core/kernels/wasm/kernelModule';

/** About 25 µs on a fast core, so that it costs little beside samples of 0.3 ms. Fixed, so that its times of two runs compare. */
const TURNS = 10_000;
/**
 * The least of so many readings counts. The system takes the core for some microseconds many times a second, which is more
 * than 5% of a reading and hits one in twenty; that the core itself is slower now is seen in every one of them.
 */
const READINGS = 3;
const FIRST_RUNS = 5;

/** The calibration loop on this thread, on a memory of its own: known work whose time says how fast the core is now. */
export class CalibrationLoop {
  private readonly work: (turns: number, result: number) => void;

  constructor(private readonly nowNs: () => number) {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const module = new WebAssembly.Module(calibrationModule(false).bytes);
    this.work = exportedFunction(new WebAssembly.Instance(module, { env: { memory } }).exports, WORK);
    for (let run = 0; run < FIRST_RUNS; run++) this.timeNs();
  }

  /** Runs the loop some times; returns how long it took at least, in nanoseconds. */
  timeNs(turns = TURNS): number {
    let least = Infinity;
    for (let reading = 0; reading < READINGS; reading++) {
      const start = this.nowNs();
      this.run(turns);
      least = Math.min(least, this.nowNs() - start);
    }
    return least;
  }

  run(turns: number): void {
    this.work(turns, 0);
  }
}
