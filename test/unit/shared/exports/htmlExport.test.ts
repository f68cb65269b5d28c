import { describe, expect, it } from 'vitest';
import { htmlOf } from '../../../../src/shared/exports/htmlExport';
import { runOf } from '../../../runFixture';
import { timed } from '../../core/measurementFixtures';

const ASSETS = {
  script: 'draw()',
  style: 'p { margin: 0 }',
  iconStyle: '@font-face { src: url("./codicon.ttf?1") }',
  iconFont: Uint8Array.of(1, 2, 3),
};

describe('an HTML report', () => {
  it('holds the run as data that cannot end its element', () => {
    const run = runOf([timed('simd', 1)], { title: '</script><script>alert("x")</script>' });
    const page = htmlOf({ run, verdicts: [] }, ASSETS);
    const data = /<script type="application\/json" id="run">(.*?)<\/script>/.exec(page)?.[1] ?? '';
    expect(JSON.parse(data)).toEqual({ run, verdicts: [] });
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page).toContain('<title>&#60;/script&#62;');
  });

  it('is in the language that it is given, and holds no strings where that is English', () => {
    const run = runOf([timed('simd', 1)]);
    const strings = { '</script>': '表格' };
    const page = htmlOf({ run, verdicts: [] }, ASSETS, { lang: 'zh-cn', translations: strings });
    expect(page).toContain('<html lang="zh-cn">');
    const data = /<script type="application\/json" id="translations">(.*?)<\/script>/.exec(page)?.[1] ?? '';
    expect(JSON.parse(data)).toEqual(strings);
    const english = htmlOf({ run, verdicts: [] }, ASSETS);
    expect(english).toContain('<html lang="en">');
    expect(english).not.toContain('id="translations"');
  });

  it('asks for nothing from anywhere', () => {
    const page = htmlOf({ run: runOf([timed('simd', 1)]), verdicts: [] }, ASSETS);
    const addresses = [...page.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address]) => address);
    expect(addresses).toHaveLength(1);
    expect(addresses[0]).toMatch(/^data:text\/css;base64,/);
    const style = Buffer.from(addresses[0].split(',')[1], 'base64').toString();
    expect(style).toContain('url("data:font/ttf;base64,AQID")');
  });
});
