import { Presets, SingleBar } from 'cli-progress';
import { formatSeconds } from '../core/format';
import type { RunActivity } from '../shared/engineProtocol';
import type { Terminal } from './terminal';

/** How far something is that has no rows. */
export type PlainProgress = Pick<RunActivity, 'text' | 'fraction'> & { readonly rowsDone: null };

/** Says how far a run is and what runs now. */
export interface ProgressDisplay {
  show(activity: RunActivity | PlainProgress): void;
  /** Takes off the screen what would be in the way of the results. */
  stop(): void;
}

/**
 * A bar where standard error is a terminal, lines where the log is wanted, else nothing.
 * @param rowsTotal `null` where there are no rows.
 */
export function progressDisplay(terminal: Terminal, rowsTotal: number | null): ProgressDisplay {
  if (terminal.verbose) return new ProgressLines(terminal);
  const { progressStream } = terminal;
  return progressStream === null ? SILENT : new ProgressBar(progressStream, rowsTotal);
}

const SILENT: ProgressDisplay = { show: () => undefined, stop: () => undefined };

/** A bar on one line: share done, rows, what runs now, time to go. */
class ProgressBar implements ProgressDisplay {
  private readonly bar: SingleBar;
  /** The bar turns the terminal's line wrap off; it must be on again however the process ends. */
  private readonly onExit = (): void => {
    this.bar.stop();
  };

  constructor(stream: NodeJS.WritableStream, rowsTotal: number | null) {
    this.bar = new SingleBar(
      {
        stream,
        format: '{bar} {percentage}%  {rows}{activity}{remaining}',
        barsize: 24,
        clearOnComplete: true,
        // The command line handles signals itself.
        gracefulExit: false,
      },
      Presets.shades_classic,
    );
    this.bar.start(1, 0, {
      rows: rowsTotal === null ? '' : rowsText(0, rowsTotal),
      activity: 'starting the engine',
      remaining: '',
    });
    process.once('exit', this.onExit);
  }

  show(activity: RunActivity | PlainProgress): void {
    const { fraction, text } = activity;
    if (activity.rowsDone === null) {
      this.bar.update(fraction, { rows: '', activity: text, remaining: '' });
      return;
    }
    const { rowsDone, rowsTotal, remainingMs } = activity;
    this.bar.update(fraction, {
      rows: rowsText(rowsDone, rowsTotal),
      activity: text,
      remaining: remainingMs === null ? '' : `, ${formatSeconds(remainingMs)} to go`,
    });
  }

  stop(): void {
    process.off('exit', this.onExit);
    this.bar.stop();
  }
}

/** A line for each row that is begun or done, and for each step on its way; rounds are not told one by one. */
class ProgressLines implements ProgressDisplay {
  private last = '';

  constructor(private readonly terminal: Terminal) {}

  show(activity: RunActivity | PlainProgress): void {
    if (activity.rowsDone === null) {
      this.terminal.note(activity.text);
      return;
    }
    const { row, rowsDone, rowsTotal, text } = activity;
    const step = `${rowsDone} ${row ?? '-'} ${text.replace(/\d+$/, '')}`;
    if (step === this.last) return;
    this.last = step;
    this.terminal.note(`${rowsDone}/${rowsTotal} rows: ${text}`);
  }

  stop(): void {
    this.last = '';
  }
}

function rowsText(done: number, total: number): string {
  return `${done}/${total} rows  `;
}
