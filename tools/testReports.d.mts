/** One thing that failed: the suite, the file and the titles that lead to it, outermost first; the first line of its error. */
export interface TestFailure {
  readonly where: readonly string[];
  readonly error: string;
}

export interface TestReport {
  readonly counts: { readonly passed: number; readonly skipped: number };
  readonly failures: readonly TestFailure[];
}

/** What is read of vitest's JSON report. */
export interface VitestReport {
  readonly numPassedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** What is read of mocha's JSON report. */
export interface MochaReport {
  readonly stats: { readonly passes: number; readonly pending: number };
  readonly failures: readonly {
    readonly fullTitle: string;
    readonly err: { readonly message?: string; readonly stack?: string };
  }[];
}

export function readVitestReport(report: VitestReport, root: string): TestReport;
export function readMochaReport(report: MochaReport): TestReport;
export function firstLineOf(text: string): string;
export function describeFailures(failures: readonly TestFailure[]): readonly string[];
