import { getL10nJson } from '@vscode/l10n-dev';
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import { sourcesIn } from './plainStrings';

const FILE = 'l10n/bundle.l10n.zh-cn.json';
const bundle = v.parse(v.record(v.string(), v.string()), JSON.parse(readFileSync(FILE, 'utf8')));

const placeholders = (text: string): readonly string[] => [...new Set(text.match(/\{\w+\}/g))].sort();
const icons = (text: string): readonly string[] => (text.match(/\$\([\w~-]+\)|[▶■…`]/g) ?? []).sort();

/** Where `l10n` comes from, said once in a part. */
const IMPORT = /^import \* as (?:l10n|vscode) from .*$/gm;
const FILES_IN_PART = 20;

/** Many sources as few: the reader takes a twelfth of a second for each, whatever its length. */
function parts(paths: readonly string[]) {
  return (['.ts', '.tsx'] as const).flatMap((extension) => {
    const contents = paths
      .filter((path) => path.endsWith(extension))
      .map((path) => readFileSync(path, 'utf8'))
      .filter((text) => text.includes('l10n.t('));
    const count = Math.ceil(contents.length / FILES_IN_PART);
    return Array.from({ length: count }, (_, at) => {
      const own = contents.slice(at * FILES_IN_PART, (at + 1) * FILES_IN_PART);
      const imports = new Set(own.flatMap((text) => text.match(IMPORT) ?? []));
      return { extension, contents: [...imports, ...own.map((text) => text.replaceAll(IMPORT, ''))].join('\n') };
    });
  });
}

describe('the Chinese bundle', () => {
  let strings: readonly string[] = [];

  beforeAll(async () => {
    strings = Object.keys(await getL10nJson(parts(sourcesIn('src'))));
  }, 60_000);

  it('has every string of the code', () => {
    expect(strings.length).toBeGreaterThan(150);
    expect(strings.filter((text) => bundle[text] === undefined)).toEqual([]);
  });

  it('has none that the code has not', () => {
    expect(Object.keys(bundle).filter((text) => !strings.includes(text))).toEqual([]);
  });

  it('has the same placeholders, icons and signs in each', () => {
    for (const [english, chinese] of Object.entries(bundle)) {
      expect(placeholders(chinese), english).toEqual(placeholders(english));
      expect(icons(chinese), english).toEqual(icons(english));
    }
  });

  it('is Chinese, but for what has no word in it', () => {
    const latin = Object.entries(bundle).filter(([, chinese]) => !/\p{Script=Han}/u.test(chinese));
    // Without the comment that tells apart what has no word, such as '{0}, {1}/run, date'.
    const messageOf = (english: string): string => english.replaceAll(/\{\w+\}/g, '').replace(/^[^A-Za-z]*\/.*$/, '');
    expect(latin.filter(([english]) => /[A-Za-z]{2,}/.test(messageOf(english)))).toEqual([]);
  });

  it('is what package.json names, and packaged', () => {
    expect(JSON.parse(readFileSync('package.json', 'utf8'))).toMatchObject({ l10n: './l10n' });
    expect(readFileSync('.vscodeignore', 'utf8').split('\n')).toContain('!l10n/*.json');
  });
});
