import { describe, expect, test } from 'vitest';
import { KnownLenses } from '../../../../src/host/benchmarkFiles/knownLenses';
import type { PlannedLens } from '../../../../src/host/benchmarkFiles/lensPlan';

const RUN: readonly PlannedLens[] = [{ line: 3, title: '▶ Run', tooltip: '', action: { kind: 'run file' } }];
const STOP: readonly PlannedLens[] = [{ line: 3, title: '■ Stop', tooltip: '', action: { kind: 'stop' } }];

describe('what the editor knows of lenses', () => {
  test('a change is announced once, though the editor has not asked yet', () => {
    const known = new KnownLenses<string>();
    known.give('a', RUN);
    expect(known.takeChanges(() => RUN)).toBe(false);
    expect(known.takeChanges(() => STOP)).toBe(true);
    expect(known.takeChanges(() => STOP)).toBe(false);
    expect(known.takeChanges(() => RUN)).toBe(true);
  });

  test('a document out of sight, which the editor does not ask for, is no reason to announce again', () => {
    const known = new KnownLenses<string>();
    known.give('in sight', RUN);
    known.give('out of sight', RUN);
    expect(known.takeChanges(() => STOP)).toBe(true);
    known.give('in sight', STOP);
    expect(known.takeChanges(() => STOP)).toBe(false);
  });

  test('lenses on another line are others; a document that is closed is no more looked at', () => {
    const known = new KnownLenses<string>();
    known.give('a', RUN);
    expect(known.takeChanges(() => RUN.map((lens) => ({ ...lens, line: 4 })))).toBe(true);
    known.forget('a');
    expect(known.takeChanges(() => STOP)).toBe(false);
  });
});
