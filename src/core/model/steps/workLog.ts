import type { Access, Cell, Operation, Step, Work } from './step';

/** Takes down what one thread does, statement by statement. */
export class WorkLog {
  private readonly works: Work[] = [];
  private accesses: Access[] = [];
  private operations: Operation[] = [];

  constructor(private readonly thread = 0) {}

  read(cell: Cell): void {
    this.accesses.push({ cell, kind: 'read' });
  }

  write(cell: Cell): void {
    this.accesses.push({ cell, kind: 'write' });
  }

  /** Sets a cell to 0 and stores that. */
  clear(to: Cell): void {
    this.operations.push({ kind: 'clear', to });
    this.write(to);
  }

  /** Copies a cell: reads one, writes the other. */
  copy(from: Cell, to: Cell): void {
    this.read(from);
    this.operations.push({ kind: 'copy', from, to });
    this.write(to);
  }

  /** Computes; what is touched for it is taken down beside. */
  compute(operation: Operation): void {
    this.operations.push(operation);
  }

  /** Ends the statement that all since the last one belongs to. */
  statement(line: number, text: () => string): void {
    const { thread, accesses, operations } = this;
    this.works.push({ thread, line, text, accesses, operations });
    this.accesses = [];
    this.operations = [];
  }

  /** Statements one after the other. */
  steps(): readonly Step[] {
    return this.works.map((work) => [work]);
  }

  /** All that the thread does. */
  all(): readonly Work[] {
    return this.works;
  }
}
