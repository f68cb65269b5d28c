import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Run } from '../../src/core/measure/measurement';
import { parseRun } from '../../src/core/spec/runSchema';

const cli = process.env['MATMUL_PROFILER_CLI'] ?? resolve('dist/cli.js');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line as a user's shell starts it: the bundle, in a process of its own, with pipes for its output. */
export class CommandLineProcess {
  private readonly child: ChildProcess;
  private readonly closed: Promise<unknown>;
  private stdout = '';
  private stderr = '';

  /** The process leads a group, so that a test can do to the group what Ctrl-C on a terminal does. */
  constructor(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    this.child = spawn(process.execPath, [cli, ...args], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    this.closed = once(this.child, 'close');
    this.child.stdout?.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    this.child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
  }

  get pid(): number {
    const { pid } = this.child;
    if (pid === undefined) throw new Error('The command line could not be started.');
    return pid;
  }

  /** Resolves when standard error, where the log goes, matches. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.stderr);
      if (match !== null) return match;
      if (this.child.exitCode !== null) throw new Error(`It ended without saying ${String(pattern)}:\n${this.stderr}`);
      await Promise.race([once(this.child.stderr ?? this.child, 'data'), this.closed]);
    }
  }

  async ended(): Promise<Ended> {
    await this.closed;
    return { code: this.child.exitCode, stdout: this.stdout, stderr: this.stderr };
  }
}

export function commandLine(...args: readonly string[]): Promise<Ended> {
  return new CommandLineProcess(args).ended();
}

/** Standard output as a Run; with anything else in it, or with a field that the schema of runs has not, this throws. */
export function runIn({ stdout }: Ended): Run {
  const parsed = parseRun(JSON.parse(stdout));
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed.run;
}

/** Whether a process of this id runs; one that has ended and whose parent has not noticed yet does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    // Gone just now; or a system without /proc, where the signal's answer has to do.
    return !existsSync('/proc/self/stat');
  }
}
