import * as l10n from '@vscode/l10n';
import { toJsonSchema } from '@valibot/to-json-schema';
import type { ConversionConfig } from '@valibot/to-json-schema';
import { benchmarkFileSchema } from './benchmarkFileSchema';
import { runSchema } from './runSchema';
import { strategySchema } from './strategySchema';
import { productsSchema } from './trainSchema';

/*
 * JSON Schemas, made from the schemas that parse. tools/schemas.mjs writes those that ship to schemas/, in English.
 */

/** What has no counterpart in JSON Schema, and need not have one: JSON has no infinite numbers. */
const CONVERSION: ConversionConfig = { ignoreActions: ['transform', 'finite', 'readonly'] };

/** What stands at many places, once. */
const SHARED = { strategy: strategySchema, products: productsSchema };

/** VS Code's extensions of JSON Schema: comments and trailing commas are no mistakes in such a file. */
const JSONC = { allowComments: true, allowTrailingCommas: true };

/** File name in schemas/ → its content: for other editors and for programs. */
export function jsonSchemas(): Readonly<Record<string, object>> {
  return {
    'benchmark.schema.json': benchmarkSchema(),
    'run.schema.json': { ...toJsonSchema(runSchema, CONVERSION) },
  };
}

/** What VS Code is given, in its language: completion and hover of benchmark files, without validation. */
export function editorSchemas(): Readonly<Record<string, object>> {
  return {
    'benchmark.schema.json': benchmarkSchema(),
    'benchmark.editor.schema.json': {
      $schema: 'http://json-schema.org/draft-07/schema#',
      $comment:
        'Completion and hover without validation: the extension itself says what is wrong in a file. A condition without consequences rejects nothing.',
      ...JSONC,
      if: { $ref: './benchmark.schema.json' },
    },
  };
}

function benchmarkSchema(): object {
  return {
    ...toJsonSchema(benchmarkFileSchema, { ...CONVERSION, definitions: SHARED }),
    ...JSONC,
    title: l10n.t('A benchmark file of Matmul Profiler'),
  };
}
