import * as v from 'valibot';
import type { Cache, MachinePeaks } from '../core/machinePeaks';
import { cachesSchema, peaksSchema } from '../core/spec/machineSchema';
import { KeyedFile } from './keyedFile';

/** What was measured of a machine, and what its system said where it does not answer at once. */
export interface MeasuredMachine {
  readonly peaks: MachinePeaks;
  readonly caches?: readonly Cache[];
  readonly physicalCores?: number;
}

const measuredSchema = v.object({
  peaks: peaksSchema,
  caches: v.exactOptional(cachesSchema),
  physicalCores: v.exactOptional(v.number()),
});

/** Peaks by what they depend on: processor, threads, compiler and its flags. */
export class MachineCache extends KeyedFile<MeasuredMachine> {
  constructor(folder: string) {
    super(folder, 'machine.json', measuredSchema);
  }
}
