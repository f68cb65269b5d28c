import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { strategyDescriptions } from '../../../../src/core/kernels/registry';
import { editorSchemas, jsonSchemas } from '../../../../src/core/spec/jsonSchemas';

const FOLDER = join(import.meta.dirname, '../../../../schemas');
const schemas = jsonSchemas();

describe('the JSON Schemas in schemas/', () => {
  it('are all there is', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(schemas).sort());
  });

  it.each(Object.keys(schemas))('%s is up to date (node tools/schemas.mjs)', (name) => {
    expect(JSON.parse(readFileSync(join(FOLDER, name), 'utf8'))).toEqual(schemas[name]);
  });
});

describe('the schema of benchmark files', () => {
  const schema = JSON.stringify(schemas['benchmark.schema.json']);

  it.each(strategyDescriptions)('describes $id and its parameters', ({ id, summary, parameters }) => {
    expect(schema).toContain(JSON.stringify({ const: id, title: titleOf(id), description: summary }));
    for (const { description } of parameters) expect(schema).toContain(JSON.stringify(description));
  });

  it('gives defaults and what each choice means', () => {
    expect(schemas['benchmark.schema.json']).toMatchObject({
      properties: {
        benchmarks: {
          items: {
            properties: {
              budget: { default: 1, maximum: 3600, exclusiveMinimum: 0 },
              precision: { default: 0.02 },
              sweep: {
                default: 'zip',
                enum: ['zip', 'product'],
                enumDescriptions: [expect.any(String), expect.any(String)],
              },
            },
            required: ['name'],
            additionalProperties: false,
          },
        },
      },
      anyOf: [{ required: ['benchmarks'] }, { required: ['train'] }],
    });
  });

  it('takes comments and trailing commas for no mistakes', () => {
    for (const schema of [schemas['benchmark.schema.json'], ...Object.values(editorSchemas())]) {
      expect(schema).toMatchObject({ allowComments: true, allowTrailingCommas: true });
    }
  });
});

function titleOf(id: string): string | undefined {
  return strategyDescriptions.find((description) => description.id === id)?.title;
}
