import * as l10n from '@vscode/l10n';
import {
  HIDDEN_ACTIVATIONS,
  INITIALISATIONS,
  LOSSES,
  MISTAKES,
  optimiserOf,
  OPTIMISERS,
  OUTPUT_ACTIVATIONS,
  whyNot,
} from '../mlp/network';
import type { Mistake, Network, Output, OutputActivation } from '../mlp/network';
import type { TrainingStrategies } from '../mlp/stepProducts';
import { DTYPES } from '../problem';
import { STRATEGY_IDS } from '../kernels/strategy';
import type { StrategyDescription, StrategyId } from '../kernels/strategy';
import { parameterProblem } from '../kernels/parameters';
import { anyOf, listed } from '../sentences';
import * as v from 'valibot';
import type { StrategyChoice } from './runSpec';
import { parseNumber } from './sizes';
import type { DataChoice, TrainArm, TrainSpec } from './trainSpec';

/** Where the samples of a form come from. */
export const FORM_DATA = ['mnist', 'mnist-full', 'synthetic', 'npy'] as const;
export type FormData = (typeof FORM_DATA)[number];

/** Strategies that a training can be given. */
export const TRAINING_STRATEGY_IDS: readonly StrategyId[] = STRATEGY_IDS;

const parameterValues = v.record(v.string(), v.union([v.number(), v.string()]));

const formArm = v.object({
  all: v.picklist(STRATEGY_IDS),
  /** By products ('Z1', 'dW2'): those that have a strategy of their own, which may be the same with other parameters. */
  products: v.record(v.string(), v.picklist(STRATEGY_IDS)),
  /** Parameters that are set, by `ALL_PRODUCTS` and by products; forms of before there were any have none. */
  values: v.exactOptional(v.record(v.string(), parameterValues)),
});

/** What stands for the strategy of all products where products are named. */
export const ALL_PRODUCTS = 'all';

/** A training as it is typed; also how it is stored. */
export const trainFormSchema = v.object({
  version: v.literal(1),
  data: v.picklist(FORM_DATA),
  /** Folder of the whole of MNIST; '' for where it is found. */
  mnistFolder: v.string(),
  /** Of synthetic samples. */
  rows: v.string(),
  features: v.string(),
  classes: v.string(),
  /** Paths of .npy files. */
  x: v.string(),
  y: v.string(),
  /** Widths of hidden layers: '100', '200, 50', ''. */
  layers: v.string(),
  hidden: v.picklist(HIDDEN_ACTIVATIONS),
  output: v.picklist(OUTPUT_ACTIVATIONS),
  loss: v.picklist(LOSSES),
  initialisation: v.picklist(INITIALISATIONS),
  optimiser: v.picklist(OPTIMISERS),
  rate: v.string(),
  batch: v.string(),
  epochs: v.string(),
  seed: v.string(),
  dtype: v.picklist(DTYPES),
  /** Threads at most; '' for all. */
  threads: v.string(),
  strategies: formArm,
  /** The same training by other strategies, side by side; `null`: none. */
  other: v.nullable(formArm),
  /** Path of a saved model to begin with; '' for none. */
  load: v.string(),
  mistakes: v.array(v.picklist(MISTAKES)),
});
export type TrainForm = v.InferOutput<typeof trainFormSchema>;
export type FormArm = TrainForm['strategies'];
export type TrainField = Exclude<keyof TrainForm, 'version' | 'dtype' | 'hidden' | 'initialisation' | 'optimiser'>;

/** The packaged part of MNIST by 784-100-10: half a minute at most. */
export const FIRST_TRAIN_FORM: TrainForm = {
  version: 1,
  data: 'mnist',
  mnistFolder: '',
  rows: '20000',
  features: '1000',
  classes: '10',
  x: '',
  y: '',
  layers: '100',
  hidden: 'relu',
  output: 'softmax',
  loss: 'cross-entropy',
  initialisation: 'he',
  optimiser: 'sgd',
  rate: '0.3',
  batch: '64',
  epochs: '5',
  seed: '1',
  dtype: 'f32',
  threads: '',
  strategies: { all: 'simd', products: {} },
  other: null,
  load: '',
  mistakes: [],
};

export type TrainProblems = Readonly<Partial<Record<TrainField, string>>>;
export type TrainFormResult = { readonly spec: TrainSpec } | { readonly problems: TrainProblems };

/** Losses that go with an output: its own first. */
export function lossesOf(output: OutputActivation): readonly Output['loss'][] {
  if (output === 'softmax') return ['cross-entropy', 'mse'];
  return output === 'sigmoid' ? ['bce', 'mse'] : ['mse'];
}

/** Hidden widths as they are typed, or `null` where they cannot be read. */
export function widthsOf(text: string): readonly number[] | null {
  const parts = text.split(/[\s,;-]+/).filter((part) => part !== '');
  const widths = parts.map((part) => parseNumber(part));
  const isWidth = (width: number | null): width is number =>
    width !== null && Number.isInteger(width) && width >= 1 && width <= 65_536;
  return widths.every(isWidth) && widths.length <= 32 ? widths : null;
}

/** The products of a step of a network with so many hidden layers, in their order. */
export function productIds(hiddenLayers: number): readonly string[] {
  const layers = Array.from({ length: hiddenLayers + 1 }, (_, layer) => layer + 1);
  return [
    ...layers.map((layer) => `Z${layer}`),
    ...layers.toReversed().flatMap((layer) => (layer === 1 ? ['dW1'] : [`dW${layer}`, `dA${layer - 1}`])),
  ];
}

/** Strategies with their parameters, by which the values of a form are checked. */
export type KnownStrategies = readonly Pick<StrategyDescription, 'id' | 'parameters'>[];

/** The training that a form asks for, or what is wrong in it, field by field. */
export function readTrainForm(form: TrainForm, strategies: KnownStrategies): TrainFormResult {
  const problems: Partial<Record<TrainField, string>> = {};
  const whole = (field: TrainField, text: string, least: number, most: number): number => {
    const value = parseNumber(text.trim());
    if (value !== null && Number.isInteger(value) && value >= least && value <= most) return value;
    problems[field] = l10n.t('Give a whole number from {0} to {1}.', least, most);
    return least;
  };
  const hiddenSizes = widthsOf(form.layers);
  if (hiddenSizes === null)
    problems.layers = l10n.t('Give widths of hidden layers, such as 100 or 200, 50; none for no layer.');
  const rate = parseNumber(form.rate.trim());
  if (rate === null || !(rate > 0 && rate < Infinity)) problems.rate = l10n.t('Give a number above 0.');
  const network: Omit<Network, 'sizes'> = {
    hidden: form.hidden,
    output: outputOf(form, problems),
    initialisation: form.initialisation,
  };
  const known = productIds(hiddenSizes?.length ?? 0);
  for (const field of ['strategies', 'other'] as const) {
    const problem = armProblem(form[field], known, strategies);
    if (problem !== null) problems[field] = problem;
  }
  const spec: TrainSpec = {
    hiddenSizes: hiddenSizes ?? [],
    network,
    optimiser: optimiserOf(form.optimiser, rate ?? 1),
    batch: whole('batch', form.batch, 1, 65_536),
    dtype: form.dtype,
    seed: whole('seed', form.seed, 0, Number.MAX_SAFE_INTEGER),
    epochs: whole('epochs', form.epochs, 1, 1e6),
    mistakes: form.mistakes,
    data: dataOf(form, whole, problems),
    arms: armsOf(form, known),
    threads: form.threads.trim() === '' ? null : whole('threads', form.threads, 1, 256),
    load: form.load.trim() === '' ? null : form.load.trim(),
    save: null,
    exportFolder: null,
  };
  for (const mistake of form.mistakes) {
    const reason = whyNotIn(mistake, form);
    if (reason !== null) problems.mistakes = reason;
  }
  return Object.keys(problems).length === 0 ? { spec } : { problems };
}

/** Why a mistake cannot be made in the network of a form; `null` where it can. */
export function whyNotIn(mistake: Mistake, form: TrainForm): string | null {
  const widths = widthsOf(form.layers) ?? [];
  const { hidden, initialisation } = form;
  return whyNot(mistake, { sizes: [1, ...widths, 1], hidden, initialisation, output: outputOf(form, {}) });
}

function outputOf({ output, loss }: TrainForm, problems: Partial<Record<TrainField, string>>): Output {
  if (loss === 'mse') return { activation: output, loss };
  if (output === 'softmax' && loss === 'cross-entropy') return { activation: output, loss };
  if (output === 'sigmoid' && loss === 'bce') return { activation: output, loss };
  problems.loss = l10n.t(
    '{0} belongs to {1}. Choose {2}.',
    loss,
    loss === 'bce' ? 'sigmoid' : 'softmax',
    anyOf(lossesOf(output)),
  );
  return { activation: output, loss: 'mse' };
}

function dataOf(
  form: TrainForm,
  whole: (field: TrainField, text: string, least: number, most: number) => number,
  problems: Partial<Record<TrainField, string>>,
): DataChoice {
  switch (form.data) {
    case 'mnist':
      return { kind: 'mnist' };
    case 'mnist-full':
      return { kind: 'mnist-full', folder: form.mnistFolder.trim() === '' ? null : form.mnistFolder.trim() };
    case 'synthetic':
      return {
        kind: 'synthetic',
        rows: whole('rows', form.rows, 2, 10_000_000),
        features: whole('features', form.features, 1, 65_536),
        classes: whole('classes', form.classes, 2, 4096),
      };
    case 'npy': {
      const [x, y] = [form.x.trim(), form.y.trim()];
      if (!x.endsWith('.npy')) problems.x = l10n.t('Choose a .npy file of samples × features.');
      if (!y.endsWith('.npy')) problems.y = l10n.t('Choose a .npy file with the class of each sample.');
      return { kind: 'npy', x, y };
    }
  }
}

function armsOf({ strategies, other }: TrainForm, known: readonly string[]): readonly TrainArm[] {
  const arms = other === null ? [strategies] : [strategies, other];
  const names = arms.map((arm) => armName(arm, known));
  return arms.map((arm, at) => ({
    // Names tell arms apart, also where both do the same.
    name: at > 0 && names[at] === names[0] ? l10n.t('{0} again', names[at]) : names[at],
    strategies: strategiesOf(arm, known),
  }));
}

/** The strategy of a product, or of all, with the parameters that are set for it. */
export function choiceIn({ all, products, values = {} }: FormArm, place: string): StrategyChoice {
  return { id: products[place] ?? all, values: values[place] ?? {} };
}

/** Whether a product is computed otherwise than all. */
export function hasOwnChoice(arm: FormArm, product: string): boolean {
  return product in arm.products && choiceText(choiceIn(arm, product)) !== choiceText(choiceIn(arm, ALL_PRODUCTS));
}

/** The arm with another strategy, or other parameters, at a place; `null`: that product is computed as all are. */
export function withChoice(arm: FormArm, place: string, choice: StrategyChoice | null): FormArm {
  const without = <Value>(record: Readonly<Record<string, Value>>): Record<string, Value> =>
    Object.fromEntries(Object.entries(record).filter(([each]) => each !== place));
  const products = without(arm.products);
  const values = without(arm.values ?? {});
  if (choice === null) return { ...arm, products, values };
  if (Object.keys(choice.values).length > 0) values[place] = choice.values;
  return place === ALL_PRODUCTS
    ? { all: choice.id, products, values }
    : { ...arm, products: { ...products, [place]: choice.id }, values };
}

/** Products that the network no longer has are left out, as are those that are computed as all are. */
function strategiesOf(arm: FormArm, known: readonly string[]): TrainingStrategies {
  const own = Object.keys(arm.products).filter((product) => known.includes(product) && hasOwnChoice(arm, product));
  return {
    all: choiceIn(arm, ALL_PRODUCTS),
    products: Object.fromEntries(own.map((product) => [product, choiceIn(arm, product)])),
  };
}

/** What is wrong with the parameters of an arm, and where; `null` where nothing is. */
function armProblem(arm: FormArm | null, known: readonly string[], strategies: KnownStrategies): string | null {
  if (arm === null) return null;
  const { all, products } = strategiesOf(arm, known);
  for (const [place, { id, values }] of [[l10n.t('all products'), all] as const, ...Object.entries(products)]) {
    const parameters = strategies.find((strategy) => strategy.id === id)?.parameters ?? [];
    for (const parameter of parameters) {
      const value = values[parameter.id];
      const problem = value === undefined ? undefined : parameterProblem(parameter, value);
      if (problem !== undefined) return l10n.t('{0} by {1}: {2}.', place, id, problem);
    }
  }
  return null;
}

/** 'simd:mr=4,nr=8 with Z1 by sparse', as the command line takes them. */
function armName(arm: FormArm, known: readonly string[]): string {
  const { all, products } = strategiesOf(arm, known);
  const own = Object.entries(products).map(([product, choice]) => l10n.t('{0} by {1}', product, choiceText(choice)));
  return own.length === 0 ? choiceText(all) : l10n.t('{0} with {1}', choiceText(all), listed(own));
}

/** 'simd', 'simd:mr=4,nr=8': equal for the same strategy with the same parameters. */
function choiceText({ id, values }: StrategyChoice): string {
  const set = Object.entries(values).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return set.length === 0 ? id : `${id}:${set.map(([name, value]) => `${name}=${value}`).join(',')}`;
}
