import { GPU_APIS, GPU_EXECUTORS } from '../gpu';
import * as v from 'valibot';
import { CODE_PATHS } from '../codePath';
import { ACCESSES, COMPUTE_CODES, MEMORY_LEVELS } from '../machinePeaks';
import { DTYPES } from '../problem';

/* The machine as runs and files of what is kept of it describe it. */

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

function described<const T extends v.GenericSchema>(schema: T, text: string) {
  return v.pipe(schema, v.description(text));
}

export const cachesSchema = v.pipe(
  v.array(
    v.object({
      level: described(count, '1 is the nearest to the core.'),
      bytes: count,
      lineBytes: count,
      sharedBy: described(count, 'Threads that share it, as far as the system says so; else 1.'),
    }),
  ),
  v.readonly(),
  v.description('Data caches, the nearest to the core first.'),
);

export const peaksSchema = v.object({
  measuredAt: described(v.string(), 'ISO 8601.'),
  compute: v.pipe(
    v.array(
      v.object({ dtype: v.picklist(DTYPES), code: v.picklist(COMPUTE_CODES), threads: count, gflops: v.number() }),
    ),
    v.readonly(),
    v.description('What loops of multiplications and additions in registers reach.'),
  ),
  bandwidth: v.pipe(
    v.array(
      v.object({
        level: v.picklist(MEMORY_LEVELS),
        access: v.picklist(ACCESSES),
        threads: count,
        gbPerSecond: described(v.number(), '10⁹ bytes a second, of all threads together.'),
        workingSetBytes: described(count, 'Bytes that each thread goes over.'),
      }),
    ),
    v.readonly(),
    v.description('What streams from each cache level and from memory reach.'),
  ),
  lastLevelSeenBytes: described(
    v.nullable(count),
    'How much of the last-level cache one thread seems to have; null where it could not be told from memory.',
  ),
});

const codePath = v.picklist(CODE_PATHS);

const blasState = v.variant('status', [
  v.object({
    status: v.literal('found'),
    file: described(v.string(), "Name or path that the system's loader finds it by."),
    name: v.string(),
    version: v.nullable(v.string()),
    core: described(v.nullable(v.string()), 'The processor whose kernels it uses, in its own words.'),
    integerBits: described(v.picklist([32, 64]), 'Bits of the sizes in its calls.'),
    threads: described(v.nullable(count), 'Threads that it can use; null: as many as it likes.'),
    environment: v.pipe(v.array(v.string()), v.readonly(), v.description('Variables of the user that it reads.')),
  }),
  v.object({ status: v.literal('missing'), reason: v.string() }),
]);

const blasStates = v.object({
  auto: blasState,
  openblas: blasState,
  mkl: blasState,
  blis: blasState,
  accelerate: blasState,
  system: blasState,
});

const gpuState = v.variant('status', [
  v.object({
    status: v.literal('found'),
    executor: described(v.picklist(GPU_EXECUTORS), 'Where it is: on the machine, or behind a webview.'),
    api: described(v.optional(v.picklist(GPU_APIS), 'webgpu'), 'What kernels are handed to it by.'),
    name: v.string(),
    isSoftware: described(v.boolean(), 'It computes on the processor.'),
    driver: v.string(),
    clock: v.picklist(['timestamp queries', 'wall time']),
    hasF16: described(v.optional(v.boolean(), false), 'Shaders have a type f16.'),
    because: v.exactOptional(described(v.string(), 'Why this one and no other.')),
    limits: v.object({
      operandBytes: count,
      textureSide: v.exactOptional(described(count, 'Rows, and columns, of a matrix in a texture.')),
      workgroupBytes: count,
      invocationsPerWorkgroup: count,
    }),
  }),
  v.object({ status: v.literal('missing'), reason: v.string() }),
]);

export const machineSchema = v.object({
  processor: v.string(),
  architecture: v.string(),
  platform: v.string(),
  logicalCores: count,
  memoryBytes: count,
  physicalCores: v.exactOptional(count),
  caches: v.exactOptional(cachesSchema),
  peaks: v.exactOptional(described(peaksSchema, 'What the engine reached at most, where it has been measured.')),
  wasm: v.object({
    simd: v.boolean(),
    relaxedSimd: v.boolean(),
    threads: v.boolean(),
    codePaths: described(v.object({ f32: codePath, f64: codePath }), 'How the dense kernels are generated.'),
  }),
  blas: described(v.optional(v.nullable(blasStates), null), 'Native BLAS by choice; null where nobody looked for it.'),
  gpu: v.exactOptional(described(v.nullable(gpuState), 'The GPU; null where nobody looked for it.')),
});
