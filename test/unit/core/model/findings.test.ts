import { describe, expect, it } from 'vitest';
import { findingOf } from '../../../../src/core/model/findings';
import { square, timed, untimed } from '../measurementFixtures';

describe('findingOf', () => {
  it('names the fastest of one problem, against the next and against naive', () => {
    const measurements = [timed('naive', 1e6), timed('simd', 2e4), timed('parallel', 1e4)];
    expect(findingOf({ measurements }).title).toBe(
      'parallel is fastest for 64×64×64: 2.00× simd (1.96–2.04) and 100× naive (98.0–102)',
    );
  });

  it('names naive once when it is the next', () => {
    expect(findingOf({ measurements: [timed('naive', 1e6), timed('simd', 1e4)] }).title).toBe(
      'simd is fastest for 64×64×64: 100× naive (98.0–102)',
    );
  });

  it('calls rows that cannot be told apart a tie', () => {
    const measurements = [timed('naive', 1e6), timed('simd', 1e4), timed('parallel', 1.005e4)];
    expect(findingOf({ measurements }).title).toBe(
      'simd and parallel are fastest for 64×64×64, no difference found between them: 100× naive (98.0–102)',
    );
  });

  it('says what the speed of strassen costs, where it is fastest', () => {
    const error = (norm: number) => ({ error: { norm, bound: 1, method: 'complete' as const } });
    const measurements = [
      timed('strassen', 1e4, undefined, error(4e-5)),
      timed('simd', 1.1e4, undefined, error(5e-6)),
      timed('naive', 1e6, undefined, error(6e-6)),
    ];
    expect(findingOf({ measurements }).detail).toBe(
      'strassen pays with accuracy: its error is 4.0e-5 at 64×64×64, that of simd 5.0e-6.',
    );
    const slower = [timed('strassen', 2e4), timed('simd', 1e4)];
    expect(findingOf({ measurements: slower }).detail).toBe('');
  });

  it('tells rows of one strategy apart by their parameters', () => {
    const measurements = [
      timed('outer', 1e4, undefined, { parameters: { rank: 8 } }),
      timed('outer', 3e4, undefined, { parameters: { rank: 1 } }),
    ];
    expect(findingOf({ measurements }).title).toMatch(/^outer \(rank 8\) is fastest/);
  });

  it('says where one strategy takes over from another', () => {
    const measurements = [16, 64, 256].flatMap((n) => [
      timed('simd', 1e4, square(n)),
      timed('parallel', n < 256 ? 2e4 : 5e3, square(n)),
    ]);
    expect(findingOf({ measurements }).title).toBe(
      'simd is fastest up to n = 64; from n = 256 on parallel is, by 2.00× (1.96–2.04) over the next',
    );
  });

  it('says so when one is fastest everywhere', () => {
    const measurements = [16, 64, 256].flatMap((n) => [
      timed('simd', 1e4, square(n)),
      timed('naive', n * 1e4, square(n)),
    ]);
    expect(findingOf({ measurements }).title).toBe(
      'simd is fastest at all 3 sizes, by 16.0× (15.7–16.3) to 256× (251–261) over the next',
    );
  });

  it('does not call a switch of winners what the intervals cannot tell', () => {
    const wide = { intervalNs: [4e3, 2e4] as const };
    const measurements = [16, 64, 256].flatMap((n) => [
      timed('simd', 1e4, square(n)),
      timed('parallel', n < 256 ? 2e4 : 9e3, square(n), n < 256 ? {} : wide),
    ]);
    expect(findingOf({ measurements }).title).toBe(
      'simd is fastest at all 3 sizes, by up to 2.00× (1.96–2.04) over the next',
    );
  });

  it('names all that are fastest everywhere and cannot be told apart', () => {
    const measurements = [16, 64].flatMap((n) => [
      timed('simd', 1e4, square(n)),
      timed('parallel', 1.005e4, square(n)),
      timed('naive', 1e5, square(n)),
    ]);
    expect(findingOf({ measurements }).title).toBe(
      'simd and parallel are fastest, no difference found between them, at both sizes, by 10.0× (9.80–10.2) to 10.0× (9.80–10.2) over the next',
    );
  });

  it('counts wins when the sizes disagree', () => {
    const measurements = [16, 64, 256].flatMap((n) => [
      timed('simd', n === 64 ? 9e4 : 1e4, square(n)),
      timed('blocked', 2e4, square(n)),
    ]);
    expect(findingOf({ measurements }).title).toBe('Fastest of 3 sizes: simd at 2, blocked at 1');
  });

  it('names what differs where it is not the size', () => {
    const at = (density: number, winner: string): ReturnType<typeof timed>[] =>
      ['sparse', 'simd'].map((id) => timed(id, id === winner ? 1e4 : 3e4, { ...square(64), density }));
    expect(findingOf({ measurements: [...at(0.1, 'sparse'), ...at(0.2, 'sparse'), ...at(0.9, 'simd')] }).title).toBe(
      'sparse is fastest up to density 0.2; from density 0.9 on simd is, by 3.00× (2.94–3.06) over the next',
    );
    const structures = (['uniform', 'banded'] as const).map((structure, index) =>
      timed(index === 0 ? 'sparse' : 'simd', 1e4, { ...square(64), density: 0.1, structure }),
    );
    expect(findingOf({ measurements: structures }).title).toBe('Fastest of 2 structures: sparse at 1, simd at 1');
  });

  it('puts other benchmarks and rows without a result into the detail', () => {
    const measurements = [
      timed('simd', 1e4),
      timed('sparse', 1e4, undefined, { benchmark: 'pruned', confidence: 0.5 }),
      untimed('parallel'),
      untimed('naive', { status: 'failed' }),
    ];
    const { title, detail } = findingOf({ measurements });
    expect(title).toBe('squares: simd is fastest for 64×64×64');
    expect(detail).toBe(
      'pruned: sparse is fastest for 64×64×64. 1 row failed; the reason stands in the row. ' +
        '1 row could not run here; the reason stands in the row. ' +
        '1 row had too few samples for a 95% interval; a larger time budget gives more.',
    );
  });

  it('gives the reason when nothing was measured', () => {
    expect(findingOf({ measurements: [untimed('simd', { reason: 'No SIMD here.' })] })).toEqual({
      title: 'Nothing could be measured',
      detail: 'No SIMD here.',
    });
    expect(findingOf({ measurements: [] }).title).toBe('Nothing has been measured yet');
  });
});
