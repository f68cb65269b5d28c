// Writes the JSON Schemas of benchmark files and of runs to schemas/, made from the schemas in src/core/spec.
// `--check` writes nothing and fails when a file is not up to date.
import { build } from 'esbuild';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const check = process.argv.includes('--check');

const { outputFiles } = await build({
  entryPoints: [join(root, 'src/core/spec/jsonSchemas.ts')],
  bundle: true,
  // It needs nothing of Node, and no ES module can be made of what does.
  platform: 'browser',
  format: 'esm',
  mainFields: ['browser', 'module', 'main'],
  write: false,
});
const { jsonSchemas } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
);

const stale = [];
for (const [name, schema] of Object.entries(jsonSchemas())) {
  const file = join(root, 'schemas', name);
  const text = `${JSON.stringify(schema, null, 2)}\n`;
  const before = await readFile(file, 'utf8').catch(() => '');
  if (before === text) continue;
  stale.push(`schemas/${name}`);
  if (!check) await writeFile(file, text);
}
if (check && stale.length > 0) {
  console.error(`Not up to date: ${stale.join(', ')}. Run \`node tools/schemas.mjs\` and commit what it writes.`);
  process.exitCode = 1;
} else {
  console.log(stale.length === 0 ? 'The schemas are up to date.' : `Written: ${stale.join(', ')}`);
}
