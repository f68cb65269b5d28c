import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DOCS_PAGES } from '../../../src/shared/viewProtocol';

describe('the pages that views link to', () => {
  it.each(DOCS_PAGES)('%s is there, and packaged', (page) => {
    expect(readFileSync(`docs/${page}.md`, 'utf8')).toMatch(/^# /);
    expect(readFileSync('.vscodeignore', 'utf8').split('\n')).toContain(`!docs/${page}.md`);
  });
});
