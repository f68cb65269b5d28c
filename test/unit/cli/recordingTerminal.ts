import { PLAIN_INK } from '../../../src/cli/render/ink';
import type { Terminal } from '../../../src/cli/terminal';

export interface RecordingTerminal extends Terminal {
  /** All of standard output so far. */
  readonly printed: string;
  /** All of standard error so far. */
  readonly noted: string;
}

/** A terminal that keeps what is written to it. */
export function recordingTerminal(): RecordingTerminal {
  let printed = '';
  let noted = '';
  return {
    width: null,
    ink: PLAIN_INK,
    verbose: false,
    isGithubAction: false,
    progressStream: null,
    print: (text) => {
      printed += `${text}\n`;
      return Promise.resolve();
    },
    note: (text) => {
      noted += `${text}\n`;
    },
    get printed() {
      return printed;
    },
    get noted() {
      return noted;
    },
  };
}
