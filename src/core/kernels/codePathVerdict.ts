import * as l10n from '@vscode/l10n';
import type { CodePath } from '../codePath';
import { formatRatio } from '../format';
import type { WasmFeatures } from '../machine';
import { DTYPES } from '../problem';
import type { Dtype } from '../problem';
import { leastGainOf } from './codePathChoice';
import type { CodePathResult } from './codePathTest';

/** What the self-test says of a code path, for people. */
export interface CodePathVerdict {
  readonly path: CodePath;
  /** `null` where its results were wrong. */
  readonly gflops: number | null;
  readonly isChosen: boolean;
  /** 'chosen', or why it was not. */
  readonly reason: string;
}

/** The verdicts on the paths that were tried, for each element type, the fastest first. */
export function codePathVerdicts(
  results: readonly CodePathResult[],
  { codePaths }: Pick<WasmFeatures, 'codePaths'>,
): readonly { readonly dtype: Dtype; readonly verdicts: readonly CodePathVerdict[] }[] {
  return DTYPES.flatMap((dtype) => {
    const own = results.filter((result) => result.dtype === dtype);
    const chosen = own.find(({ path }) => path === codePaths[dtype]);
    const sorted = [...own].sort((x, y) => (y.gflops ?? -1) - (x.gflops ?? -1));
    const verdicts = sorted.map(({ path, gflops }): CodePathVerdict => {
      const isChosen = path === chosen?.path;
      return { path, gflops, isChosen, reason: isChosen ? l10n.t('chosen') : reasonAgainst(path, gflops, chosen) };
    });
    return verdicts.length === 0 ? [] : [{ dtype, verdicts }];
  });
}

function reasonAgainst(path: CodePath, gflops: number | null, chosen: CodePathResult | undefined): string {
  if (gflops === null) return l10n.t('wrong result');
  if (chosen === undefined || chosen.gflops === null) return l10n.t('not chosen');
  const ratio = gflops / chosen.gflops;
  if (ratio <= 1) return l10n.t('{0}× of {1}', formatRatio(ratio), chosen.path);
  const least = formatRatio(leastGainOf(path));
  return l10n.t('{0}× of {1}; it must be {2}×', formatRatio(ratio), chosen.path, least);
}
