import { getL10nJson } from '@vscode/l10n-dev';
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import { sourcesIn } from './plainStrings';

const FILE = 'l10n/bundle.l10n.zh-cn.json';
const bundle = v.parse(v.record(v.string(), v.string()), JSON.parse(readFileSync(FILE, 'utf8')));

const placeholders = (text: string): readonly string[] => [...new Set(text.match(/\{\w+\}/g))].sort();
const icons = (text: string): readonly string[] => (text.match(/\$\([\w~-]+\)|[▶■…`]/g) ?? []).sort();

describe('the Chinese bundle', () => {
  let strings: readonly string[] = [];

  beforeAll(async () => {
    const sources = sourcesIn('src').map((path) => ({
      extension: path.endsWith('x') ? '.tsx' : '.ts',
      contents: readFileSync(path, 'utf8'),
    }));
    strings = Object.keys(await getL10nJson(sources.filter(({ contents }) => contents.includes('l10n.t('))));
  }, 180_000);

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
    expect(latin.filter(([english]) => /[A-Za-z]{2,}/.test(english.replaceAll(/\{\w+\}/g, '')))).toEqual([]);
  });

  it('is what package.json names, and packaged', () => {
    expect(JSON.parse(readFileSync('package.json', 'utf8'))).toMatchObject({ l10n: './l10n' });
    expect(readFileSync('.vscodeignore', 'utf8').split('\n')).toContain('!l10n/*.json');
  });
});
