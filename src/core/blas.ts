import * as l10n from '@vscode/l10n';
import { listed } from './sentences';

/** Whose BLAS: the one that the user named or else the first that is found, or that of one maker. */
export const BLAS_CHOICES = ['auto', 'openblas', 'mkl', 'blis', 'accelerate', 'system'] as const;
export type BlasChoice = (typeof BLAS_CHOICES)[number];

/** A native BLAS that computed right in a process of its own, under the environment of the engine. */
export interface BlasLibrary {
  readonly status: 'found';
  /** What the system's loader finds it by: a name, or a path. */
  readonly file: string;
  /** 'OpenBLAS', 'Intel MKL'; the name of the file where it does not say. */
  readonly name: string;
  readonly version: string | null;
  /** The processor whose kernels it uses, in its own words: 'SkylakeX'. */
  readonly core: string | null;
  /** Bits of the sizes in its calls. */
  readonly integerBits: 32 | 64;
  /** Threads that it can use here, or `null` where it uses as many as it likes. */
  readonly threads: number | null;
  /** Variables of the user's that such libraries read, 'OPENBLAS_CORETYPE=Haswell'. */
  readonly environment: readonly string[];
}

/** Why there is none, and what to do about it: a sentence or two. */
export interface BlasMissing {
  readonly status: 'missing';
  readonly reason: string;
}

export type BlasState = BlasLibrary | BlasMissing;
export type BlasStates = Readonly<Record<BlasChoice, BlasState>>;

/** 'OpenBLAS 0.3.21 SkylakeX'. */
export function blasName({ name, version, core }: BlasLibrary): string {
  return [name, version, core].filter((part) => part !== null).join(' ');
}

/** What a machine has, in a line; the reason where there is none, and nothing where nobody has looked. */
export function blasText(states: BlasStates | null): string {
  if (states === null) return l10n.t('not looked for');
  const { auto } = states;
  if (auto.status === 'missing') return l10n.t('none. {0}', auto.reason);
  const { file, threads, integerBits, environment } = auto;
  const facts = [
    ...(threads === null ? [] : [threads === 1 ? l10n.t('1 thread') : l10n.t('up to {0} threads', threads)]),
    ...(integerBits === 64 ? [l10n.t('64-bit sizes')] : []),
    file,
    ...environment,
  ];
  return l10n.t('{0} ({1})', blasName(auto), listed(facts));
}
