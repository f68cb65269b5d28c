import * as l10n from '@vscode/l10n';
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { afterEach, beforeEach } from 'vitest';

/** The tests of a describe block are asked in Simplified Chinese, with the bundle that is shipped. */
export function inChinese(): void {
  const bundle = v.record(v.string(), v.string());
  const contents = v.parse(bundle, JSON.parse(readFileSync('l10n/bundle.l10n.zh-cn.json', 'utf8')));
  beforeEach(() => {
    l10n.config({ contents });
  });
  afterEach(() => {
    l10n.config({ contents: {} });
  });
}
