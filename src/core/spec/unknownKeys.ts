import * as l10n from '@vscode/l10n';
import type { Node } from 'jsonc-parser';
import { listed } from '../sentences';
import { strategyDescriptions } from '../kernels/registry';
import { benchmarkSchema, outerFileSchema, rangeSchema } from './benchmarkFileSchema';
import { fasterThanSchema, notSlowerThanBaselineSchema } from './expectationSchema';
import { itemsOf, propertiesOf, propertyOf } from './jsonPosition';
import { suggestion } from './nearestWord';
import type { JsonPath, SpecIssue } from './specDiagnostic';
import { accuracyAtLeastSchema, ARM_KEYS, dataObjectSchema, stepFasterThanSchema, trainSchema } from './trainSchema';

const FILE_KEYS = Object.keys(outerFileSchema.entries);
const BENCHMARK_KEYS = Object.keys(benchmarkSchema.entries);
const EXPECTATION_KEYS = [
  ...new Set([...Object.keys(fasterThanSchema.entries), ...Object.keys(notSlowerThanBaselineSchema.entries)]),
];
const TRAIN_KEYS = Object.keys(trainSchema.entries);
const DATA_KEYS = Object.keys(dataObjectSchema.entries);
const TRAIN_EXPECTATION_KEYS = [
  ...new Set([...Object.keys(accuracyAtLeastSchema.entries), ...Object.keys(stepFasterThanSchema.entries)]),
];
const RANGE_KEYS = Object.keys(rangeSchema.entries);
/** More keys than this are no help in a message; completion shows them. */
const LONGEST_LIST = 8;

/** Every key of the file's outer object that means nothing. */
export function unknownFileKeys(root: Node): readonly SpecIssue[] {
  return unknownIn(root, [], FILE_KEYS, (name) => l10n.t('"{0}" is not a key of a benchmark file', name));
}

/** Every key of a benchmark, of its ranges, strategies and expectations that means nothing. */
export function unknownBenchmarkKeys(benchmark: Node, path: JsonPath): readonly SpecIssue[] {
  const ranges = ['size', 'm', 'k', 'n'].flatMap((name) => {
    const value = propertyOf(benchmark, name)?.value;
    return value === undefined
      ? []
      : unknownIn(value, [...path, name], RANGE_KEYS, (name) => l10n.t('"{0}" is not a key of a range', name));
  });
  const strategies = itemsOf(propertyOf(benchmark, 'strategies')?.value).flatMap((item, index) =>
    unknownInStrategy(item, [...path, 'strategies', index], ['id']),
  );
  const expectations = itemsOf(propertyOf(benchmark, 'expect')?.value).flatMap((item, index) =>
    unknownIn(item, [...path, 'expect', index], EXPECTATION_KEYS, (name) =>
      l10n.t('"{0}" is not a key of an expectation', name),
    ),
  );
  return [
    ...unknownIn(benchmark, path, BENCHMARK_KEYS, (name) => l10n.t('"{0}" is not a key of a benchmark', name)),
    ...ranges,
    ...strategies,
    ...expectations,
  ];
}

/** The same of an entry of "train". */
export function unknownTrainKeys(entry: Node, path: JsonPath): readonly SpecIssue[] {
  const data = propertyOf(entry, 'data')?.value;
  const arms = itemsOf(propertyOf(entry, 'strategies')?.value).flatMap((item, index) => {
    const at = [...path, 'strategies', index];
    const products = propertyOf(item, 'products')?.value;
    const named = products === undefined ? [] : propertiesOf(products);
    return [
      ...unknownInStrategy(item, at, ARM_KEYS),
      ...named.flatMap(({ key, value }) => unknownInStrategy(value, [...at, 'products', String(key.value)], ['id'])),
    ];
  });
  const expectations = itemsOf(propertyOf(entry, 'expect')?.value).flatMap((item, index) =>
    unknownIn(item, [...path, 'expect', index], TRAIN_EXPECTATION_KEYS, (name) =>
      l10n.t('"{0}" is not a key of an expectation of a training', name),
    ),
  );
  return [
    ...unknownIn(entry, path, TRAIN_KEYS, (name) => l10n.t('"{0}" is not a key of a training', name)),
    ...(data === undefined
      ? []
      : unknownIn(data, [...path, 'data'], DATA_KEYS, (name) => l10n.t('"{0}" is not a key of "data"', name))),
    ...arms,
    ...expectations,
  ];
}

function unknownInStrategy(item: Node, path: JsonPath, own: readonly string[]): readonly SpecIssue[] {
  const id: unknown = propertyOf(item, 'id')?.value.value;
  const description = strategyDescriptions.find((each) => each.id === id);
  if (description === undefined) return [];
  return unknownIn(item, path, [...own, ...description.parameters.map((parameter) => parameter.id)], (name) =>
    l10n.t('"{0}" is not a key of {1}', name, description.id),
  );
}

function unknownIn(
  object: Node,
  path: JsonPath,
  known: readonly string[],
  complaint: (name: string) => string,
): readonly SpecIssue[] {
  return propertiesOf(object)
    .map(({ key }) => String(key.value))
    .filter((name) => !known.includes(name))
    .map((name) => {
      const meant = suggestion(name, known);
      const there = meant === '' && known.length <= LONGEST_LIST ? l10n.t('; there are {0}', listed(known)) : meant;
      return { path: [...path, name], at: 'key', severity: 'error', message: complaint(name) + there };
    });
}
