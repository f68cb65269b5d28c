import type { Machine } from '../core/machine';
import type {
  Measurement,
  MeasurementSubject,
  SamplingRecord,
  StopReason,
  Verification,
} from '../core/measure/measurement';
import type { Arm, Samples } from '../core/measure/sampling';
import { isDefaultPoint } from '../core/measure/tuning';
import { strategyById } from '../core/kernels/registry';
import { rooflineOf } from '../core/model/roofline';
import type { Roofline } from '../core/model/roofline';
import { problemFlops } from '../core/problem';
import type { Problem } from '../core/problem';
import type { StrategyChoice } from '../core/spec/runSpec';
import type { PreparedHandle } from './threadProtocol';

/** One strategy at the problem. */
export interface Row {
  readonly row: number;
  readonly choice: StrategyChoice;
  readonly subject: MeasurementSubject;
}

/** A row that is prepared and verified, and what was sampled of it. */
export interface Contestant extends Row {
  readonly handle: PreparedHandle;
  readonly roofline: Roofline | null;
  samples: Samples;
  /** Names the sampling that the samples are of. */
  session: string;
  /** The samples are those of the final round. */
  isFinal: boolean;
  readonly arm: Arm;
  verification: Verification;
  lastSentMs: number;
}

/** What is known of a contestant at the problem so far; `nonzeros` are those of A. */
export function measurementOf(
  contestant: Contestant,
  problem: Problem,
  nonzeros: number,
  stopped: StopReason,
): Measurement {
  const { subject, handle, samples, isFinal, verification, roofline } = contestant;
  const { median, low, high, confidence } = samples.interval();
  const transfer = samples.transfer();
  const flops = problemFlops(problem, nonzeros);
  return {
    ...subject,
    status: 'ok',
    backend: handle.backend,
    medianNs: median,
    intervalNs: [low, high],
    confidence,
    samples: samples.count,
    samplesNs: samples.totalNs,
    sampling: samplingRecord(contestant),
    batch: samples.batch,
    stopped,
    ...(isFinal ? { finalRound: true } : {}),
    flops,
    nonzeros,
    gflops: median > 0 ? flops / median : 0,
    phasesNs: { prepare: handle.prepareNs, transfer, compute: Math.max(0, median - transfer) },
    error: verification,
    ...(roofline === null ? {} : { roofline }),
  };
}

function samplingRecord({ session, samples: { rounds, log } }: Contestant): SamplingRecord {
  return {
    session,
    rounds,
    calibrationNs: rounds.map((round) => Math.round(log.calibrationNs(round) ?? 0)),
    waitedShares: rounds.map((round) => Number(log.waitedShare(round).toFixed(3))),
    disturbance: log.disturbance(),
  };
}

/** What limits a row by its traffic model, on so many threads; `null` where it has no model. */
export function rooflineFor(
  { choice: { id, values } }: Row,
  { sparse }: PreparedHandle,
  problem: Problem,
  nonzeros: number,
  machine: Machine,
  threads: number,
): Roofline | null {
  const here = { ...machine, logicalCores: threads };
  const model = strategyById(id).traffic?.(problem, here, values, nonzeros, sparse) ?? null;
  return model === null ? null : rooflineOf(problem, nonzeros, problemFlops(problem, nonzeros), machine, model);
}

/** Whether it is the row of a tuning that all others are compared with. */
export function isDefault({ choice }: Row): boolean {
  return isDefaultPoint(choice.values);
}
