import * as v from 'valibot';
import { COMPUTE_CODES, MEMORY_LEVELS } from '../machinePeaks';

function described<const T extends v.GenericSchema>(schema: T, text: string) {
  return v.pipe(schema, v.description(text));
}

export const rooflineSchema = v.pipe(
  v.object({
    flops: described(v.number(), 'Flops of the problem.'),
    minimumBytes: described(v.number(), 'What must be moved whatever the strategy: A and B read, C written.'),
    intensity: described(v.number(), 'flops ÷ minimumBytes.'),
    traffic: v.pipe(
      v.array(
        v.object({
          level: v.picklist(MEMORY_LEVELS),
          bytes: described(v.number(), 'Bytes moved out of this level and back, by the model.'),
          ceilingGflops: described(
            v.nullable(v.number()),
            'The speed that its bandwidth allows; null where nothing is moved.',
          ),
        }),
      ),
      v.readonly(),
    ),
    bound: described(
      v.variant('kind', [
        v.object({ kind: v.literal('compute'), code: v.picklist(COMPUTE_CODES) }),
        v.object({ kind: v.literal('bandwidth'), level: v.picklist(MEMORY_LEVELS) }),
      ]),
      'The lowest roof.',
    ),
    attainableGflops: described(v.number(), 'The height of the lowest roof.'),
  }),
  v.description('What limits the strategy: peaks as measured, bytes by a model of its loops.'),
);
