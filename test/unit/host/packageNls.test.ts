import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';

const manifest: unknown = JSON.parse(readFileSync('package.json', 'utf8'));
const readTexts = (file: string): Readonly<Record<string, string>> =>
  v.parse(v.record(v.string(), v.string()), JSON.parse(readFileSync(file, 'utf8')));
const english = readTexts('package.nls.json');
const chinese = readTexts('package.nls.zh-cn.json');

/** Keys of package.json whose strings VS Code shows to people, below `contributes` and at the root. */
const SHOWN = new Set([
  ...['title', 'shortTitle', 'category', 'name', 'contextualTitle', 'displayName', 'description', 'altText', 'label'],
  ...['markdownDescription', 'deprecationMessage', 'markdownDeprecationMessage', 'errorMessage', 'editPresentation'],
  ...['enumDescriptions', 'markdownEnumDescriptions', 'enumItemLabels', 'patternErrorMessage', 'aliases', 'contents'],
]);
/** The name that npm knows the package by. */
const NOT_SHOWN = ['name'];

interface Text {
  readonly path: string;
  readonly text: string;
}

/** Every string of a value, with the keys that lead to it. */
function stringsOf(value: unknown, path: readonly string[] = []): readonly (Text & { readonly isShown: boolean })[] {
  if (typeof value === 'string')
    return [{ path: path.join('.'), text: value, isShown: path.some((key, at) => isShown(path, key, at)) }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => stringsOf(each, [...path, key]));
}

/** A key that is followed by nothing, or by the index of a list. */
function isShown(path: readonly string[], key: string, at: number): boolean {
  return SHOWN.has(key) && path.slice(at + 1).every((after) => /^\d+$/.test(after));
}

const PARTS = ['displayName', 'description', 'capabilities', 'contributes'];
const texts = stringsOf(manifest).filter(({ path }) => PARTS.includes(path.split('.')[0] ?? ''));
const KEY = /^%([\w.-]+)%$/;
const used = texts.flatMap(({ text }) => KEY.exec(text)?.[1] ?? []);

/** What must be the same in every language: commands, links to settings, code, what is emphasized. */
function fixedParts(text: string): readonly string[] {
  return (text.match(/\(command:[^)]+\)|`[^`]+`|\{\d+\}|\*\*/g) ?? []).sort();
}

describe('the texts of package.json', () => {
  it('all come from package.nls.json', () => {
    const plain = texts.filter(
      ({ isShown: shown, path, text }) => shown && !NOT_SHOWN.includes(path) && !KEY.test(text),
    );
    expect(plain).toEqual([]);
    expect(used.length).toBeGreaterThan(60);
  });

  it('are all there, and none is left over', () => {
    expect(Object.keys(english).sort()).toEqual([...new Set(used)].sort());
  });

  it('are in Simplified Chinese under the same keys', () => {
    expect(Object.keys(chinese)).toEqual(Object.keys(english));
  });

  it.each(Object.keys(english))('%s calls the same commands and names the same code in both', (key) => {
    expect(fixedParts(chinese[key] ?? '')).toEqual(fixedParts(english[key] ?? ''));
    expect(chinese[key]).toMatch(/\S/);
  });

  it('are translated, except for names', () => {
    const alike = Object.keys(english).filter((key) => chinese[key] === english[key]);
    expect(alike).toEqual(['displayName', 'view.container', 'configuration.title']);
    const latin = Object.entries(chinese).filter(
      ([key, text]) => !alike.includes(key) && !/\p{Script=Han}/u.test(text),
    );
    expect(latin).toEqual([]);
  });

  it('are packaged', () => {
    const allowed = readFileSync('.vscodeignore', 'utf8').split('\n');
    expect(allowed).toEqual(expect.arrayContaining(['!package.nls.json', '!package.nls.zh-cn.json']));
  });
});
