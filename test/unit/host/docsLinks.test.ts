import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DOCS_PAGES } from '../../../src/shared/viewProtocol';

const PAGES = [
  ...['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'examples/README.md'],
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** The text of a page without its code, in which nothing is a link or a heading. */
function prose(page: string): string {
  return readFileSync(page, 'utf8').replaceAll(/^(```+)[\s\S]*?^\1$/gm, '');
}

/** What a heading is called in an address, as GitHub and VS Code have it. */
function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
}

function slugsOf(page: string): readonly string[] {
  return [...prose(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => slug(heading));
}

/** Links and pictures of a page that stay within the project: `[file relative to the root, heading or '']`. */
function linksOf(page: string): readonly (readonly [string, string])[] {
  return [
    ...prose(page)
      .replaceAll(/`[^`]*`/g, '')
      .matchAll(/\]\(([^)\s]+)\)/g),
  ]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [file = '', heading = ''] = target.split('#');
      return [file === '' ? page : normalize(join(dirname(page), file)), heading] as const;
    });
}

describe('links of the documentation', () => {
  it.each(PAGES)('%s links to files and headings that exist', (page) => {
    const broken = linksOf(page).filter(
      ([file, heading]) => !existsSync(file) || (heading !== '' && !slugsOf(file).includes(heading)),
    );
    expect(broken).toEqual([]);
  });

  it('are found: README.md has some, and the page of the first steps links to a heading', () => {
    expect(linksOf('README.md')).toContainEqual(['docs/statistics.md', '']);
    expect(linksOf('docs/getting-started.md')).toContainEqual(['docs/statistics.md', 'two-runs']);
  });

  it('of pages that are packaged lead to pages that are packaged too', () => {
    const packaged = new Set([
      ...DOCS_PAGES.map((page) => `docs/${page}.md`),
      'README.md',
      'CHANGELOG.md',
      'examples/README.md',
    ]);
    for (const page of DOCS_PAGES.map((each) => `docs/${each}.md`))
      for (const [file] of linksOf(page).filter(([target]) => !/^(?:examples|data)\//.test(target)))
        expect(packaged, `${page} → ${file}`).toContain(file);
  });
});

describe('links of the walkthrough', () => {
  const texts = readFileSync('package.nls.json', 'utf8');

  it('name pages of the documentation that are packaged', () => {
    const named = [...texts.matchAll(/matmulProfiler\.openDocs\?([^)"]+)/g)].map(([, argument = '']) =>
      String(JSON.parse(decodeURIComponent(argument))),
    );
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((page) => !DOCS_PAGES.some((each) => each === page))).toEqual([]);
  });
});
