import type { Machine } from '../../core/machine';
import { RandomStream } from '../../core/matrix/random';
import { FEWEST_TURNS } from '../../core/measure/turns';
import { shuffle, STREAM } from '../../core/mlp/initialise';
import type { TrainSpec } from '../../core/spec/trainSpec';
import type { TrainEvent, TrainOutcome, TrainProgress, TrainResult } from '../../shared/trainProtocol';
import type { Session } from '../session';
import {
  evaluateTrainingRequest,
  openTrainingRequest,
  saveTrainingRequest,
  trainChunkRequest,
  watchTrainingRequest,
} from './trainingProtocol';
import type { TrainedChunk } from './trainingProtocol';
import { ArmRecord, ratioOf } from './armRecord';

/** How long the arms train in turns: so that whoever pauses or stops waits no longer. */
const CHUNK_MS = 40;
/** A short training is cut into more turns than that, so that the arms can be compared turn by turn. */
const FEWEST_CHUNKS = 2 * FEWEST_TURNS;
/** An arm tells how it does at most so often, and how its layers look. */
const PROGRESS_PAUSE_MS = 100;
const LAYERS_PAUSE_MS = 500;

/** One training, from its data to its end, in chunks. */
export class TrainingRun {
  private paused = false;
  private resume: () => void = () => undefined;
  private readonly beginMs = performance.now();
  private readonly records: ArmRecord[];
  private readonly random: RandomStream;

  constructor(
    private readonly spec: TrainSpec,
    private readonly machine: Machine,
    private readonly threads: number,
    private readonly session: Pick<Session, 'request' | 'whileWaiting'>,
    private readonly send: (event: TrainEvent) => void,
  ) {
    this.records = spec.arms.map((_, arm) => new ArmRecord(arm));
    this.random = new RandomStream(spec.seed, STREAM.turns);
  }

  /** What there is so far. */
  outcome(state: TrainOutcome['state']): TrainOutcome {
    const [first] = this.records;
    const results = this.records.map((record): TrainResult =>
      record.result(record === first ? null : ratioOf(record, first)),
    );
    return { state, elapsedMs: performance.now() - this.beginMs, results };
  }

  setPaused(paused: boolean): void {
    if (paused === this.paused) return;
    this.paused = paused;
    if (!paused) this.resume();
    this.send({ type: 'state', state: paused ? 'paused' : 'running' });
  }

  /** @throws {CancelledError} {@link Session} */
  async run(): Promise<TrainOutcome> {
    const { spec, machine, threads, session } = this;
    const opened = await session.request(openTrainingRequest, { spec, machine, threads });
    this.send({ type: 'opened', ...opened });
    const steps = Math.max(1, Math.floor((opened.stepsPerEpoch * spec.epochs) / FEWEST_CHUNKS));
    const left = this.records.filter(() => spec.epochs > 0);
    while (left.length > 0) {
      for (const record of this.drawn(left)) {
        await this.untilResumed();
        const chunk = await session.request(trainChunkRequest, {
          arm: record.arm,
          steps,
          milliseconds: CHUNK_MS,
        });
        record.add(chunk);
        if (chunk.epochEnded) await this.evaluate(record, chunk);
        this.tell(record, chunk.epochEnded);
        if (chunk.epochEnded && ++record.epochs >= spec.epochs) left.splice(left.indexOf(record), 1);
        else if (record.layersAreDue(LAYERS_PAUSE_MS)) await this.watch(record);
      }
    }
    for (const record of this.records) await this.watch(record);
    if (spec.save !== null || spec.exportFolder !== null) {
      await session.request(saveTrainingRequest, { arm: 0, model: spec.save, exportFolder: spec.exportFolder });
    }
    return this.outcome('finished');
  }

  /** The records in an order that is drawn anew in each round, so that none always comes first. */
  private drawn(records: readonly ArmRecord[]): readonly ArmRecord[] {
    const order = Int32Array.from(records.keys());
    shuffle(order, this.random);
    return Array.from(order, (at) => records[at]);
  }

  private async evaluate(record: ArmRecord, { position }: TrainedChunk): Promise<void> {
    const { arm } = record;
    record.accuracy = await this.session.request(evaluateTrainingRequest, { arm });
    this.send({ type: 'epoch', arm, epoch: position.epoch, accuracy: record.accuracy });
  }

  private async watch({ arm }: ArmRecord): Promise<void> {
    this.send({ type: 'layers', arm, layers: await this.session.request(watchTrainingRequest, { arm }) });
  }

  private tell(record: ArmRecord, now: boolean): void {
    const progress: TrainProgress | null = record.progress(now ? 0 : PROGRESS_PAUSE_MS);
    if (progress !== null) this.send({ type: 'progress', ...progress });
  }

  private async untilResumed(): Promise<void> {
    // A cancelled run is rejected at its next request.
    if (!this.paused) return;
    await this.session.whileWaiting(
      new Promise<void>((resolve) => {
        this.resume = resolve;
      }),
    );
  }
}
