import * as l10n from '@vscode/l10n';
import type { GemmProblem, LoadedBlas } from '../../core/kernels/nativeBlas';
import type { Dtype } from '../../core/problem';
import type { Koffi, NativeFunction, NativeType } from '../native/koffi';
import { identify, symbol } from './makers';
import type { BlasIdentity, Decoration, Identified } from './makers';

const DECORATIONS: readonly Decoration[] = [
  { prefix: '', suffix: '', integerBits: 32 },
  { prefix: '', suffix: '64_', integerBits: 64 },
  { prefix: '', suffix: '_64', integerBits: 64 },
  { prefix: 'scipy_', suffix: '', integerBits: 32 },
  { prefix: 'scipy_', suffix: '64_', integerBits: 64 },
];

/** CBLAS_ORDER and CBLAS_TRANSPOSE. */
const ROW_MAJOR = 101;
const NO_TRANSPOSE = 111;
const TRANSPOSE = 112;

/** A library that is loaded into this process, bound to its cblas_sgemm and cblas_dgemm. */
export class NativeLibrary {
  private readonly identified: Identified;
  private readonly calls: Readonly<Record<Dtype, NativeFunction>>;

  /** @throws {Error} when it cannot be loaded, or is no BLAS. */
  constructor(koffi: Koffi, file: string) {
    const handle = koffi.load(file);
    const decoration = DECORATIONS.find(
      ({ prefix, suffix }) => symbol(handle, `${prefix}cblas_sgemm${suffix}`, 'void', []) !== null,
    );
    if (decoration === undefined) throw new Error(l10n.t('it has no function cblas_sgemm'));
    this.identified = identify(handle, decoration, file);
    const { integerBits } = this.identified.identity;
    const bind = (name: string, scalar: NativeType): NativeFunction =>
      handle.func(`${decoration.prefix}cblas_${name}${decoration.suffix}`, 'void', gemmTypes(integerBits, scalar));
    this.calls = { f32: bind('sgemm', 'float'), f64: bind('dgemm', 'double') };
  }

  get identity(): BlasIdentity {
    return this.identified.identity;
  }

  /** As kernels call it, with offsets that count from the address `base`. */
  on(base: bigint): LoadedBlas {
    return {
      useThreads: this.identified.useThreads,
      gemm: (problem) => this.gemm(base, problem),
    };
  }

  private gemm(base: bigint, problem: GemmProblem): () => void {
    const { dtype, transposeA, transposeB, m, n, k, alpha, lda, ldb, beta, ldc } = problem;
    const call = this.calls[dtype];
    const opA = transposeA ? TRANSPOSE : NO_TRANSPOSE;
    const opB = transposeB ? TRANSPOSE : NO_TRANSPOSE;
    const a = base + BigInt(problem.a);
    const b = base + BigInt(problem.b);
    const c = base + BigInt(problem.c);
    return () => {
      call(ROW_MAJOR, opA, opB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
    };
  }
}

/** The parameters of cblas_?gemm: layout, both transposes, m, n, k, α, A, lda, B, ldb, β, C, ldc. */
function gemmTypes(integerBits: 32 | 64, scalar: NativeType): readonly NativeType[] {
  const size: NativeType = integerBits === 64 ? 'int64_t' : 'int';
  return ['int', 'int', 'int', size, size, size, scalar, 'void *', size, 'void *', size, scalar, 'void *', size];
}
