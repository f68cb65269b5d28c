import * as l10n from '@vscode/l10n';
import { posix, win32 } from 'node:path';
import { assertNever } from '../../core/assertNever';
import { sentences } from '../../core/sentences';
import type { BlasChoice } from '../../core/blas';

/** A BLAS by its maker. */
export type BlasMaker = Exclude<BlasChoice, 'auto'>;

export interface Place {
  readonly platform: string;
  /** `process.arch`. */
  readonly architecture: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Makers in the order in which `auto` tries them: what the system brings and tunes itself, then what people install. */
export function makersOn({ platform, architecture }: Place): readonly BlasMaker[] {
  if (platform === 'darwin') return ['accelerate', 'openblas', 'blis'];
  const intel: readonly BlasMaker[] = architecture === 'x64' ? ['mkl'] : [];
  if (platform === 'win32') return ['openblas', ...intel, 'blis'];
  return ['openblas', ...intel, 'blis', 'system'];
}

/**
 * Names and paths by which a maker's library is found, the likeliest first. Fedora's `libopenblas.so.0` is the serial
 * build, so that `libopenblasp` comes before it; names without a number belong to development packages.
 */
export function filesOf(maker: BlasMaker, place: Place): readonly string[] {
  switch (place.platform) {
    case 'darwin':
      return macFiles(maker, place);
    case 'win32':
      return windowsFiles(maker, place);
    default:
      return inConda(place, 'lib', posix, linuxNames[maker]);
  }
}

const linuxNames: Readonly<Record<BlasMaker, readonly string[]>> = {
  openblas: [
    'libopenblasp.so.0',
    'libopenblas.so.0',
    'libopenblaso.so.0',
    'libopenblas.so',
    'libopenblas64.so.0',
    'libopenblas64_.so.0',
  ],
  mkl: ['libmkl_rt.so.2', 'libmkl_rt.so.1', 'libmkl_rt.so', '/opt/intel/oneapi/mkl/latest/lib/libmkl_rt.so.2'],
  blis: ['libblis-mt.so.5', 'libblis-mt.so.4', 'libblis.so.5', 'libblis.so.4', 'libblis.so.3', 'libblis.so'],
  accelerate: [],
  system: ['libflexiblas.so.3', 'libcblas.so.3', 'libblas.so.3', 'libcblas.so', 'libblas.so'],
};

/** Not on disk since macOS 11, but found in the loader's cache. */
const ACCELERATE = '/System/Library/Frameworks/Accelerate.framework/Accelerate';

function macFiles(maker: BlasMaker, place: Place): readonly string[] {
  const brew = (formula: string, name: string): readonly string[] =>
    ['/opt/homebrew', '/usr/local'].map((prefix) => `${prefix}/opt/${formula}/lib/${name}`);
  switch (maker) {
    case 'accelerate':
      return [ACCELERATE];
    case 'openblas':
      return [...inConda(place, 'lib', posix, ['libopenblas.dylib']), ...brew('openblas', 'libopenblas.dylib')];
    case 'blis':
      return [...inConda(place, 'lib', posix, ['libblis.4.dylib', 'libblis.dylib']), ...brew('blis', 'libblis.dylib')];
    case 'mkl':
      return inConda(place, 'lib', posix, ['libmkl_rt.2.dylib', 'libmkl_rt.dylib']);
    case 'system':
      return [];
  }
}

const windowsNames: Readonly<Record<BlasMaker, readonly string[]>> = {
  openblas: ['libopenblas.dll', 'openblas.dll', 'libopenblas64.dll'],
  mkl: ['mkl_rt.2.dll', 'mkl_rt.1.dll', 'mkl_rt.dll'],
  blis: ['AOCL-LibBlis-Win-MT-dll.dll', 'libblis.4.dll', 'libblis.dll'],
  accelerate: [],
  system: [],
};

function windowsFiles(maker: BlasMaker, place: Place): readonly string[] {
  const names = windowsNames[maker];
  const root = place.environment['ONEAPI_ROOT'] ?? 'C:\\Program Files (x86)\\Intel\\oneAPI';
  const oneApi = maker === 'mkl' ? [win32.join(root, 'mkl', 'latest', 'bin', 'mkl_rt.2.dll')] : [];
  return [...inConda(place, 'Library\\bin', win32, names), ...oneApi];
}

/** The names, before them those in the conda environment that is active, for its loader's path is not ours. */
function inConda(
  { environment }: Place,
  folder: string,
  path: Pick<typeof posix, 'join'>,
  names: readonly string[],
): readonly string[] {
  const prefix = environment['CONDA_PREFIX'] ?? '';
  const bare = names.filter((name) => !name.includes('/'));
  return prefix === '' ? names : [...bare.map((name) => path.join(prefix, folder, name)), ...names];
}

/** What to do where there is none. */
function advice(platform: string): string {
  switch (platform) {
    case 'darwin':
      return l10n.t(
        'Install one, with Homebrew: brew install openblas; or name a library in the setting matmulProfiler.blas.library.',
      );
    case 'win32':
      return l10n.t(
        'Install one, with conda: conda install -c conda-forge openblas; or name a library in the setting matmulProfiler.blas.library.',
      );
    default:
      return l10n.t(
        'Install OpenBLAS, on Debian and Ubuntu: sudo apt install libopenblas0; on Fedora: sudo dnf install openblas-threads; on Arch: sudo pacman -S openblas; or name a library in the setting matmulProfiler.blas.library.',
      );
  }
}

function makerName(maker: BlasMaker): string {
  switch (maker) {
    case 'openblas':
      return 'OpenBLAS';
    case 'mkl':
      return 'Intel MKL';
    case 'blis':
      return 'BLIS';
    case 'accelerate':
      return 'Accelerate';
    case 'system':
      return l10n.t('BLAS of the system');
    default:
      return assertNever(maker);
  }
}

/** Why there is none where nothing was found under any name. */
export function absentReason(choice: BlasChoice, { platform }: Place): string {
  if (choice === 'auto') return sentences(l10n.t('No native BLAS was found.'), advice(platform));
  if (choice === 'accelerate' && platform !== 'darwin')
    return l10n.t('Accelerate is a part of macOS only. Choose another library.');
  if (choice === 'openblas') return sentences(l10n.t('OpenBLAS was not found.'), advice(platform));
  return l10n.t(
    "{0} was not found. Install it where the system's loader looks, or name a library in the setting matmulProfiler.blas.library, or choose another library.",
    makerName(choice),
  );
}
