import { Disposable } from '../dispose';
import type { DisposableLike } from '../dispose';
import { BenchmarkDocuments } from './benchmarkDocuments';
import type { BenchmarkResults } from './benchmarkResults';
import { BenchmarkDiagnostics } from './diagnostics';
import { BenchmarkLenses } from './lenses';
import { ResultDecorations } from './resultDecorations';

class BenchmarkFiles extends Disposable {
  constructor(results: BenchmarkResults) {
    super();
    const documents = this._register(new BenchmarkDocuments());
    this._register(new BenchmarkDiagnostics(documents));
    this._register(new BenchmarkLenses(documents, results));
    this._register(new ResultDecorations(documents, results));
  }
}

/** Diagnostics, lenses and results in the benchmark files that are open. */
export function registerBenchmarkFiles(results: BenchmarkResults): DisposableLike {
  return new BenchmarkFiles(results);
}
