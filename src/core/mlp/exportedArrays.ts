import * as l10n from '@vscode/l10n';
import { formatCount } from '../format';
import { ended, sentences } from '../sentences';
import type { NamedArray } from './modelFile';
import { parametersOf } from './modelFile';
import { MISTAKE_DESCRIPTIONS, networkLabel } from './network';
import { writeNpy } from './npy';
import type { Trainer } from './trainer';

/** A file of a folder of exported arrays. */
export interface ExportedFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/**
 * The parameters of a network and the gradients of its last step, each as a .npy file ('W1.npy', 'b1.npy', 'dW1.npy', 'db1.npy'),
 * and a README that says what they are: weights and their gradients are inputs × outputs, biases and theirs one row long.
 */
export function exportedFiles(trainer: Trainer): readonly ExportedFile[] {
  const type = trainer.plan.dtype === 'f32' ? 'f4' : 'f8';
  const arrays = [...parametersOf(trainer), ...gradientsOf(trainer)].map(({ name, rows, columns, elements }) => ({
    file: `${name}.npy`,
    shape: /b\d+$/.test(name) ? [columns] : [rows, columns],
    elements,
  }));
  return [
    ...arrays.map(({ file, shape, elements }) => ({ name: file, content: writeNpy({ type, shape, elements }) })),
    { name: 'README.txt', content: new TextEncoder().encode(readme(trainer, arrays)) },
  ];
}

/** Gradients of the mean loss of the batch of the last step by name ('dW1', 'db1', …), copies; 0 before the first step. */
function gradientsOf(trainer: Trainer): readonly NamedArray[] {
  return trainer.layout.layers.flatMap(({ weightGradients, biasGradients }, layer): readonly NamedArray[] => [
    {
      name: `dW${layer + 1}`,
      rows: weightGradients.rows,
      columns: weightGradients.columns,
      elements: trainer.view(weightGradients).slice(),
    },
    {
      name: `db${layer + 1}`,
      rows: 1,
      columns: biasGradients.columns,
      elements: trainer.view(biasGradients).slice(),
    },
  ]);
}

interface ListedArray {
  readonly file: string;
  readonly shape: readonly number[];
  readonly elements: NamedArray['elements'];
}

function readme({ plan, position }: Trainer, arrays: readonly ListedArray[]): string {
  const { network, dtype, optimiser, batch, seed, mistakes } = plan;
  const { epoch, step, stepsPerEpoch } = position;
  const gradients = arrays.filter(({ file }) => file.startsWith('d'));
  const untrained = gradients.every(({ elements }) => elements.every((value) => value === 0));
  return [
    ...mistakes.map((mistake) => {
      const { title, text } = MISTAKE_DESCRIPTIONS[mistake];
      return sentences(ended(l10n.t('WRONG ON PURPOSE: {0}', title)), text);
    }),
    l10n.t(
      '{0}; {1}, batches of {2}, {3} at {4}, seed {5}.',
      ...[networkLabel(network), dtype, batch, optimiser.kind, optimiser.rate, seed],
    ),
    l10n.t(
      'After {0} steps: {1} epochs of {2} steps, and {3} of the next.',
      ...[formatCount(epoch * stepsPerEpoch + step), epoch, stepsPerEpoch, step],
    ),
    '',
    l10n.t(
      'W and b are the weights and biases of a layer after its last step, dW and db the gradients of the mean loss of the batch of that step, by which they were changed.',
    ),
    ...(untrained ? [l10n.t('The gradients are all 0, as they are before the first step.')] : []),
    '',
    ...arrays.map(({ file, shape }) => `${file.padEnd(10)} ${shape.join(' × ')}`),
    '',
    l10n.t('numpy.load reads each of them; X @ W1 + b1 is the input of the first activation.'),
    '',
  ].join('\n');
}
