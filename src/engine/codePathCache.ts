import * as v from 'valibot';
import { CODE_PATHS } from '../core/codePath';
import type { CodePathResult } from '../core/kernels/codePathTest';
import { DTYPES } from '../core/problem';
import { KeyedFile } from './keyedFile';

const resultsSchema = v.pipe(
  v.array(
    v.object({
      dtype: v.picklist(DTYPES),
      path: v.picklist(CODE_PATHS),
      gflops: v.nullable(v.number()),
    }),
  ),
  v.readonly(),
);

/** Outcomes of the self-test by what they depend on. */
export class CodePathCache extends KeyedFile<readonly CodePathResult[]> {
  constructor(folder: string) {
    super(folder, 'code-paths.json', resultsSchema);
  }
}
