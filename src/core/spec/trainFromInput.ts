import * as l10n from '@vscode/l10n';
import type { TrainExpectation } from '../measure/trainExpectation';
import { stepProducts } from '../mlp/layout';
import { MISTAKE_DESCRIPTIONS, optimiserOf, outputFor, whyNot } from '../mlp/network';
import type { Network } from '../mlp/network';
import type { TrainingStrategies } from '../mlp/stepProducts';
import { choiceOf } from './benchmarkFromInput';
import { listed } from '../sentences';
import type { JsonPath, SpecIssue } from './specDiagnostic';
import { suggestion } from './nearestWord';
import type { ArmInput, TrainInput } from './trainSchema';
import type { DataChoice, FileTraining, TrainArm } from './trainSpec';

/** An entry of "train" that was read, or `null` where an issue is an error. */
export interface ReadTraining {
  readonly training: FileTraining | null;
  /** Paths begin at the entry. */
  readonly issues: readonly SpecIssue[];
}

/** Makes a training of what a file says of it, and checks that its values fit each other. Paths stay as they are written. */
export function trainFromInput(input: TrainInput): ReadTraining {
  const issues: SpecIssue[] = [];
  const network = networkOf(input, issues);
  const data = dataOf(input.data, issues);
  const arms = input.strategies.map((arm, index) => armOf(arm, index, input.layers.length + 1, issues));
  issues.push(...repeatedNames(arms));
  const expect = (input.expect ?? []).map(expectationOf);
  issues.push(...expect.flatMap((each, index) => absentArms(each, index, arms)));
  if (network === null || data === null || issues.some(({ severity }) => severity === 'error')) {
    return { training: null, issues };
  }
  const { name, layers, optimiser, batch, dtype, seed, epochs } = input;
  const spec = {
    hiddenSizes: layers,
    network,
    optimiser: optimiserOf(optimiser, input.rate ?? (optimiser === 'adam' ? 0.001 : 0.3)),
    batch,
    dtype,
    seed,
    epochs,
    mistakes: [...new Set(input.mistakes)],
    data,
    arms,
    threads: input.threads ?? null,
    load: null,
    save: null,
    exportFolder: null,
  };
  return { training: { name, spec, expect }, issues };
}

function networkOf(input: TrainInput, issues: SpecIssue[]): TrainInNetwork | null {
  const { activation: hidden, output: activation, loss } = input;
  const output = outputFor(activation, loss ?? null);
  if (output === null) {
    const own = loss === 'bce' ? 'sigmoid' : 'softmax';
    const message = l10n.t('"{0}" belongs to the output "{1}"; with "{2}" take "mse"', loss ?? '', own, activation);
    issues.push(error(['loss'], 'value', message));
    return null;
  }
  const initialisation = input.initialisation ?? (hidden === 'relu' ? 'he' : 'xavier');
  const network = { hidden, output, initialisation };
  input.mistakes.forEach((mistake, index) => {
    // What the data gives is no matter for what can be wrong.
    const reason = whyNot(mistake, { ...network, sizes: [1, ...input.layers, 1] });
    const { title } = MISTAKE_DESCRIPTIONS[mistake];
    issues.push(
      reason === null
        ? {
            path: ['mistakes', index],
            at: 'value',
            severity: 'warning',
            message: l10n.t('Wrong on purpose: {0}', title),
          }
        : error(
            ['mistakes', index],
            'value',
            l10n.t('"{0}" cannot be made here: {1}', mistake, reason.replace(/[.。]$/, '')),
          ),
    );
  });
  return network;
}

type TrainInNetwork = Omit<Network, 'sizes'>;

function dataOf(input: TrainInput['data'], issues: SpecIssue[]): DataChoice | null {
  if (input === 'mnist') return { kind: 'mnist' };
  if (input === 'mnist-full') return { kind: 'mnist-full', folder: null };
  const { rows, features, classes, x, y, folder } = input;
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  if (rows !== undefined && features !== undefined && classes !== undefined && given.length === 3) {
    return { kind: 'synthetic', rows, features, classes };
  }
  if (x !== undefined && y !== undefined && given.length === 2) return { kind: 'npy', x, y };
  if (folder !== undefined && given.length === 1) return { kind: 'mnist-full', folder };
  const message = l10n.t('"data" takes "rows", "features" and "classes" together, or "x" and "y", or "folder" alone');
  issues.push(error(['data'], 'key', message));
  return null;
}

/** A strategy is called by its id, with the parameters that are set, unless it has a name. */
function armOf(input: ArmInput, index: number, layers: number, issues: SpecIssue[]): TrainArm {
  const path = ['strategies', index];
  if (typeof input === 'string') {
    return { name: input, strategies: { all: { id: input, values: {} }, products: {} } };
  }
  const { name, products: given, ...strategy } = input;
  const all = choiceOf(strategy);
  const products: TrainingStrategies['products'] = Object.fromEntries(
    Object.entries(given ?? {}).map(([product, choice]) => [product, choiceOf(choice)]),
  );
  for (const product of Object.keys(products)) {
    if (productsOf(layers).includes(product)) continue;
    const meant = suggestion(product, productsOf(layers));
    const message =
      meant === ''
        ? l10n.t('"{0}" is not a product of this network; there are {1}', product, listed(productsOf(layers)))
        : l10n.t('"{0}" is not a product of this network', product) + meant;
    issues.push(error([...path, 'products', product], 'key', message));
  }
  return { name: name ?? all.id, strategies: { all, products } };
}

/** Whatever the data gives for the sizes of the first and the last layer. */
function productsOf(layers: number): readonly string[] {
  const network = { sizes: Array.from({ length: layers + 1 }, () => 1) };
  return stepProducts(network, 1, 'f32').map(({ id }) => id);
}

function repeatedNames(arms: readonly TrainArm[]): readonly SpecIssue[] {
  const seen = new Set<string>();
  return arms.flatMap(({ name }, index) => {
    if (seen.has(name)) {
      const message = l10n.t('Another training of this entry is called "{0}"; give this one a "name" of its own', name);
      return [error(['strategies', index], 'value', message)];
    }
    seen.add(name);
    return [];
  });
}

type ExpectationInput = NonNullable<TrainInput['expect']>[number];

function expectationOf(input: ExpectationInput): TrainExpectation {
  return 'accuracyAtLeast' in input
    ? { kind: 'accuracy at least', strategy: input.strategy ?? null, share: input.accuracyAtLeast }
    : { kind: 'step faster than', strategy: input.strategy, than: input.fasterThan, byPercent: input.by };
}

function absentArms(expectation: TrainExpectation, index: number, arms: readonly TrainArm[]): readonly SpecIssue[] {
  const named: readonly (readonly [key: string, name: string | null])[] =
    expectation.kind === 'step faster than'
      ? [
          ['strategy', expectation.strategy],
          ['fasterThan', expectation.than],
        ]
      : [['strategy', expectation.strategy]];
  const names = arms.map(({ name }) => name);
  return named.flatMap(([key, name]) => {
    if (name === null || names.includes(name)) return [];
    const message = l10n.t('"{0}" is not among the strategies of this entry', name) + suggestion(name, names);
    return [error(['expect', index, key], 'value', message)];
  });
}

function error(path: JsonPath, at: SpecIssue['at'], message: string): SpecIssue {
  return { path, at, severity: 'error', message };
}
