import { Disposable } from '../dispose';
import type { DisposableLike } from '../dispose';
import { BenchmarkDocuments } from './benchmarkDocuments';
import type { TrainEntryResults } from '../trainEntries/trainEntries';
import type { BenchmarkResults } from './benchmarkResults';
import { BenchmarkDiagnostics } from './diagnostics';
import { BenchmarkLenses } from './lenses';
import { ResultDecorations } from './resultDecorations';
import { SchemaDocuments } from './schemaDocuments';

class BenchmarkFiles extends Disposable {
  constructor(results: BenchmarkResults, trainings: TrainEntryResults) {
    super();
    const documents = this._register(new BenchmarkDocuments());
    this._register(new BenchmarkDiagnostics(documents));
    this._register(new BenchmarkLenses(documents, results, trainings));
    this._register(new SchemaDocuments());
    this._register(new ResultDecorations(documents, results, trainings));
  }
}

/** Completion, diagnostics, lenses and results in the benchmark files that are open. */
export function registerBenchmarkFiles(results: BenchmarkResults, trainings: TrainEntryResults): DisposableLike {
  return new BenchmarkFiles(results, trainings);
}
