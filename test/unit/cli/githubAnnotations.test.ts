import { expect, it } from 'vitest';
import { githubAnnotations } from '../../../src/cli/githubAnnotations';

const VERDICT = { benchmark: 'b', index: 0, title: 'a: b, c', outcome: 'missed', reason: '5% off\nand more' } as const;

it('marks what is missed and what is undecided at its line, with its characters escaped', () => {
  const verdicts = [VERDICT, { ...VERDICT, outcome: 'undecided' as const }, { ...VERDICT, outcome: 'met' as const }];
  expect(githubAnnotations(verdicts, () => ({ file: 'a,b.json', line: 7 }))).toEqual([
    '::error file=a%2Cb.json,line=7,title=a%3A b%2C c::5%25 off%0Aand more',
    '::warning file=a%2Cb.json,line=7,title=a%3A b%2C c::5%25 off%0Aand more',
  ]);
});

it('leaves out a place that is not known', () => {
  expect(githubAnnotations([VERDICT], () => null)).toEqual(['::error title=a%3A b%2C c::5%25 off%0Aand more']);
});
