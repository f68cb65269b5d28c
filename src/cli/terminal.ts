import type { WriteStream } from 'node:tty';
import { inkFor } from './render/ink';
import type { Ink } from './render/ink';

/** Where the command line writes: results to standard output, everything else to standard error. */
export interface Terminal {
  /** Columns of standard output, or `null` where it is a file or a pipe and lines may be of any length. */
  readonly width: number | null;
  readonly ink: Ink;
  /** Whether the user wants to read what the engine says and does, on standard error. */
  readonly verbose: boolean;
  /** Whether a GitHub workflow runs it. */
  readonly isGithubAction: boolean;
  /** Standard error where it is a terminal, for the progress bar. */
  readonly progressStream: NodeJS.WritableStream | null;
  /** Writes a result and a line feed to standard output. */
  print(text: string): Promise<void>;
  /** Writes a message and a line feed to standard error. */
  note(text: string): void;
}

/** The terminal of this process. */
export function processTerminal(process: {
  readonly stdout: WriteStream;
  readonly stderr: WriteStream;
  readonly env: NodeJS.ProcessEnv;
}): Terminal {
  const { stdout, stderr, env } = process;
  return {
    width: stdout.isTTY ? stdout.columns : null,
    ink: inkFor(stdout, env),
    verbose: (env['MATMUL_PROFILER_LOG'] ?? '') !== '',
    isGithubAction: env['GITHUB_ACTIONS'] === 'true',
    progressStream: stderr.isTTY ? stderr : null,
    print: (text) =>
      new Promise((resolve, reject) => {
        stdout.write(`${text}\n`, (error) => {
          if (error) reject(error);
          else resolve();
        });
      }),
    note: (text) => {
      stderr.write(`${text}\n`);
    },
  };
}
