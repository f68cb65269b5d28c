import * as l10n from '@vscode/l10n';
import type { BlasLibrary, BlasState, BlasStates } from '../../core/blas';
import { absentReason, filesOf, makersOn } from './candidates';
import type { BlasMaker, Place } from './candidates';
import { ProbeProcess } from './probeProcess';
import type { ProbeOutcome } from './probeProtocol';

export interface BlasSearch {
  /** The bundled src/engine/blas/probe.ts. */
  readonly probePath: string;
  readonly place: Place;
  /** The library that `auto` is to be, and what named it, for messages. */
  readonly named: NamedLibrary | null;
  /** What the user has set for such libraries, 'NAME=value'. */
  readonly environment: readonly string[];
  readonly timeoutMs?: number;
}

export interface NamedLibrary {
  readonly file: string;
  /** 'the setting matmulProfiler.blas.library'. */
  readonly namedBy: string;
}

/** A library that takes longer to load and to compute some small products hangs. */
const TIMEOUT_MS = 5000;

/** What came of the files of one maker; without a library, why those that are there cannot be used. */
interface Found {
  readonly library: BlasLibrary | null;
  readonly broken: string | null;
}

/** Looks for the native BLAS of this machine, in another process. Never rejects. */
export async function searchBlas({ probePath, place, named, environment, timeoutMs }: BlasSearch): Promise<BlasStates> {
  const probes = new ProbeProcess(probePath, timeoutMs ?? TIMEOUT_MS);
  let noNativeCalls: string | null = null;
  const outcomeOf = async (file: string): Promise<ProbeOutcome> => {
    if (noNativeCalls !== null) return { type: 'absent' };
    const outcome = await probes.probe(file);
    if (outcome.type === 'no native calls') noNativeCalls = outcome.reason;
    return outcome;
  };
  const libraryOf = (file: string, outcome: ProbeOutcome): BlasLibrary | null =>
    outcome.type === 'usable' ? { status: 'found', file, ...outcome.identity, environment } : null;
  const firstOf = async (files: readonly string[]): Promise<Found> => {
    let broken: string | null = null;
    for (const file of files) {
      const outcome = await outcomeOf(file);
      const library = libraryOf(file, outcome);
      if (library !== null) return { library, broken };
      if (outcome.type === 'unusable')
        broken ??= l10n.t('{0} cannot be used: {1}. Mend it, or choose another library.', file, outcome.reason);
    }
    return { library: null, broken };
  };
  const stateOf = (found: Found | undefined, absent: string): BlasState =>
    found?.library ?? { status: 'missing', reason: noNativeCalls ?? found?.broken ?? absent };

  try {
    const byMaker = new Map<BlasMaker, Found>();
    for (const maker of makersOn(place)) byMaker.set(maker, await firstOf(filesOf(maker, place)));
    const all = [...byMaker.values()];
    const first = all.find(({ library }) => library !== null) ?? all.find(({ broken }) => broken !== null);
    let auto = stateOf(first, absentReason('auto', place));
    if (named !== null) {
      const { file, namedBy } = named;
      const outcome = await outcomeOf(file);
      auto = libraryOf(file, outcome) ?? {
        status: 'missing',
        reason: noNativeCalls ?? whyNot(file, namedBy, outcome),
      };
    }
    const of = (maker: BlasMaker): BlasState => stateOf(byMaker.get(maker), absentReason(maker, place));
    return {
      auto,
      openblas: of('openblas'),
      mkl: of('mkl'),
      blis: of('blis'),
      accelerate: of('accelerate'),
      system: of('system'),
    };
  } finally {
    probes.end();
  }
}

/** Of a library that the user named: what is wrong, what named it, and what to do. */
function whyNot(file: string, namedBy: string, outcome: ProbeOutcome): string {
  return outcome.type === 'unusable'
    ? l10n.t('{0} cannot be used: {1}. It is named by {2}. Correct it.', file, outcome.reason, namedBy)
    : l10n.t('There is no library {0}. It is named by {1}. Correct it.', file, namedBy);
}
