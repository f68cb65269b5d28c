import { resolve } from 'node:path';
import type { DataChoice, FileTraining } from '../core/spec/trainSpec';

/** A training with the paths of its data made full: relative ones begin at the folder of its file. */
export function trainingIn(folder: string, training: FileTraining): FileTraining {
  return { ...training, spec: { ...training.spec, data: dataIn(folder, training.spec.data) } };
}

function dataIn(folder: string, data: DataChoice): DataChoice {
  switch (data.kind) {
    case 'npy':
      return { kind: 'npy', x: resolve(folder, data.x), y: resolve(folder, data.y) };
    case 'mnist-full':
      return { kind: 'mnist-full', folder: data.folder === null ? null : resolve(folder, data.folder) };
    case 'mnist':
    case 'synthetic':
      return data;
  }
}
