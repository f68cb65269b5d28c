import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { floatsAt } from '../matrix/dense';
import type { Floats } from '../matrix/dense';
import { DTYPES } from '../problem';
import { HIDDEN_ACTIVATIONS, INITIALISATIONS, LOSSES, OUTPUT_ACTIVATIONS } from './network';
import type { Network, Output } from './network';
import type { Trainer } from './trainer';

/*
 * A saved model: 8 bytes 'MMPMODEL', the length of the header as a 32-bit number, the header in JSON padded with spaces so that
 * what follows begins at a multiple of 64, then the arrays one behind the other, all little-endian.
 */

const MAGIC = 'MMPMODEL';
export const MODEL_SCHEMA = 'matmul-profiler/model@1';

/** The file is no model, or not one of this network; the message says what to do. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const headerSchema = v.object({
  schema: v.literal(MODEL_SCHEMA),
  dtype: v.picklist(DTYPES),
  seed: v.number(),
  network: v.object({
    sizes: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(1))), v.minLength(2)),
    hidden: v.picklist(HIDDEN_ACTIVATIONS),
    output: v.object({ activation: v.picklist(OUTPUT_ACTIVATIONS), loss: v.picklist(LOSSES) }),
    initialisation: v.picklist(INITIALISATIONS),
  }),
  /** Mistakes that it was trained with. */
  mistakes: v.array(v.string()),
  optimiser: v.string(),
  epoch: count,
  step: count,
  updates: count,
  arrays: v.array(v.object({ name: v.string(), rows: count, columns: count })),
});
type Header = v.InferOutput<typeof headerSchema>;

export interface NamedArray {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly elements: Floats;
}

/** Weights and biases by name ('W1', 'b1', …), copies. */
export function parametersOf(trainer: Trainer): readonly NamedArray[] {
  return trainer.layout.layers.flatMap(({ weights, biases }, layer) => [
    { name: `W${layer + 1}`, rows: weights.rows, columns: weights.columns, elements: trainer.view(weights).slice() },
    { name: `b${layer + 1}`, rows: 1, columns: biases.columns, elements: trainer.view(biases).slice() },
  ]);
}

/** A model and where its training stands, with what the optimiser keeps. */
export function encodeModel(trainer: Trainer): Uint8Array {
  const { plan, layout, position, updates } = trainer;
  const { dtype, network, seed, mistakes, optimiser } = plan;
  const bytes = dtype === 'f32' ? 4 : 8;
  const states = layout.optimiserStates.map(({ offset, bytes: length }, at): NamedArray => {
    const columns = length / bytes;
    const elements = trainer.view({ offset, rows: 1, columns }).slice();
    return { name: `state ${at + 1}`, rows: 1, columns, elements };
  });
  const arrays = [...parametersOf(trainer), ...states];
  const header: Header = {
    schema: MODEL_SCHEMA,
    dtype,
    seed,
    network: { ...network, sizes: [...network.sizes], output: { ...network.output } },
    mistakes: [...mistakes],
    optimiser: optimiser.kind,
    epoch: position.epoch,
    step: position.step,
    updates,
    arrays: arrays.map(({ name, rows, columns }) => ({ name, rows, columns })),
  };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const begin = Math.ceil((MAGIC.length + 4 + text.length) / 64) * 64;
  const file = new Uint8Array(begin + arrays.reduce((sum, { elements }) => sum + elements.byteLength, 0)).fill(
    32,
    0,
    begin,
  );
  file.set(new TextEncoder().encode(MAGIC));
  new DataView(file.buffer).setUint32(MAGIC.length, begin - MAGIC.length - 4, true);
  file.set(text, MAGIC.length + 4);
  let at = begin;
  for (const { elements } of arrays) {
    file.set(new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength), at);
    at += elements.byteLength;
  }
  return file;
}

interface Model {
  readonly header: Header;
  readonly arrays: readonly NamedArray[];
}

/** @throws {ModelError} */
export function decodeModel(file: Uint8Array): Model {
  if (file.length < 12 || new TextDecoder('latin1').decode(file.subarray(0, 8)) !== MAGIC) {
    throw new ModelError(l10n.t('It is no model that was saved here.'));
  }
  const length = new DataView(file.buffer, file.byteOffset).getUint32(8, true);
  if (length > file.length - 12)
    throw new ModelError(l10n.t('The model is damaged: it ends within its header. Save it again.'));
  const parsed = v.safeParse(headerSchema, readJson(new TextDecoder().decode(file.subarray(12, 12 + length))));
  if (!parsed.success)
    throw new ModelError(l10n.t('The header of the model is not one of this version. Train it again.'));
  const header = parsed.output;
  const bytes = header.dtype === 'f32' ? 4 : 8;
  const total = header.arrays.reduce((sum, { rows, columns }) => sum + rows * columns * bytes, 0);
  if (total !== file.length - 12 - length) {
    throw new ModelError(
      l10n.t('The model is damaged: its arrays take {0} bytes, and there are {1}.', total, file.length - 12 - length),
    );
  }
  // A copy, for elements must lie at multiples of their size; the slice of a Buffer would be none.
  const content = Uint8Array.from(file.subarray(12 + length)).buffer;
  let at = 0;
  const arrays = header.arrays.map(({ name, rows, columns }): NamedArray => {
    const elements = floatsAt(header.dtype, content, at, rows * columns);
    at += elements.byteLength;
    return { name, rows, columns, elements };
  });
  return { header, arrays };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Sets a trainer to a saved model: parameters always, the optimiser's state and the place in the training where they fit.
 * @throws {ModelError} where the model is of another network or element type.
 */
export function restoreModel(file: Uint8Array, trainer: Trainer): void {
  const { header, arrays } = decodeModel(file);
  const { plan, layout } = trainer;
  if (header.dtype !== plan.dtype || shapeText(header.network) !== shapeText(plan.network)) {
    throw new ModelError(
      l10n.t(
        'The model is {0} in {1}, the training {2} in {3}. Train with the same layers.',
        ...[shapeText(header.network), header.dtype, shapeText(plan.network), plan.dtype],
      ),
    );
  }
  const named = new Map(arrays.map((array) => [array.name, array.elements]));
  layout.layers.forEach(({ weights, biases }, layer) => {
    for (const [name, place] of [
      [`W${layer + 1}`, weights],
      [`b${layer + 1}`, biases],
    ] as const) {
      const elements = named.get(name);
      const target = trainer.view(place);
      if (elements?.length !== target.length)
        throw new ModelError(l10n.t('The model is damaged: {0} is missing.', name));
      target.set(elements);
    }
  });
  const isSameOptimiser = header.optimiser === plan.optimiser.kind;
  if (isSameOptimiser) {
    layout.optimiserStates.forEach(({ offset }, at) => {
      const elements = named.get(`state ${at + 1}`);
      if (elements !== undefined) trainer.view({ offset, rows: 1, columns: elements.length }).set(elements);
    });
  }
  const fits = header.step < trainer.stepsPerEpoch;
  trainer.continueFrom({ epoch: header.epoch, step: fits ? header.step : 0 }, isSameOptimiser ? header.updates : 0);
}

function shapeText({
  sizes,
  hidden,
  output,
}: Pick<Network, 'sizes' | 'hidden'> & { readonly output: Readonly<Record<keyof Output, string>> }): string {
  return `${sizes.join('-')} ${hidden} ${output.activation}`;
}
