import * as l10n from '@vscode/l10n';

/** What a new benchmark file holds, with comments in the language of the editor: it can run as it is, in some seconds. */
export function newFileText(): string {
  return `{
  // ${l10n.t('C = A·B, where A has m rows and k columns, and B has k rows and n columns.')}
  "benchmarks": [
    {
      "name": "square",
      // ${l10n.t('"size" is m, k and n alike: a number, a list, or a range of "from", "to" and "step" or "factor".')}
      "size": [128, 256, 512],
      // ${l10n.t('Ids, or objects with parameters. Without this list, all strategies run.')}
      "strategies": ["naive", "blocked", "simd", "parallel"],
    },
    {
      "name": "layer",
      "m": 64,
      "k": 784,
      "n": 100,
      // ${l10n.t('Seconds for one strategy at one size, at most.')}
      "budget": 0.5,
    },
  ],
}
`;
}
