import * as l10n from '@vscode/l10n';

/*
 * The parts of a step have names, which are kept with what was measured and exported: English, whoever reads them. Here is what
 * people are shown in their place.
 */

/** 'convert for Z1', 'gradient 2', 'update' in the language of the editor; names of products are what they are. */
export function phaseTitle(name: string): string {
  const [, what, which] =
    /^(convert for|transfer for|activation|gradient|gather|loss|update)(?: (.+))?$/.exec(name) ?? [];
  switch (what) {
    case 'convert for':
      return l10n.t('convert for {0}', which);
    case 'transfer for':
      return l10n.t('transfer for {0}', which);
    case 'activation':
      return l10n.t('activation {0}', which);
    case 'gradient':
      return l10n.t('gradient {0}', which);
    case 'gather':
      return l10n.t({ message: 'gather', comment: ['copying the samples of a batch together'] });
    case 'loss':
      return l10n.t('loss');
    case 'update':
      return l10n.t({ message: 'update', comment: ['of the weights, at the end of a step'] });
    default:
      return fusedTitle(name);
  }
}

function fusedTitle(name: string): string {
  const [, product, activation] = /^(\w+) \+ bias(?: \+ (\w+))?$/.exec(name) ?? [];
  if (product === undefined) return name;
  return activation === undefined ? l10n.t('{0} + bias', product) : l10n.t('{0} + bias + {1}', product, activation);
}

/** Who computes a part: what runs has the same name everywhere, what it does and where has not. */
export function phaseBackend(backend: string): string {
  if (backend === TRANSFER_BACKEND) return l10n.t('A and B to the GPU and C back, through its process');
  const [, done, by] = /^bias(?: and (\w+))?, (.+)$/.exec(backend) ?? [];
  if (by !== undefined) {
    const runs = by.replace('scalar JS', () => l10n.t('scalar JS'));
    return done === undefined ? l10n.t('bias, {0}', runs) : l10n.t('bias and {0}, {1}', done, runs);
  }
  return backend === 'scalar JS' ? l10n.t('scalar JS') : backend;
}

/** What moves the operands of a product on a GPU. */
export const TRANSFER_BACKEND = 'A and B to the GPU and C back, through its process';
