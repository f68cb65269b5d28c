/** A page that says nothing for so long is not waited for: it may never come. */
const LONGEST_WAIT_MS = 10_000;

/** The time from the opening of a page until it has drawn what it was opened for. */
export class FirstDrawing {
  private end: () => void = () => undefined;
  private readonly ended = new Promise<void>((resolve) => {
    this.end = resolve;
  });

  /** The page has drawn, or is gone. */
  isOver(): void {
    this.end();
  }

  /** Settles when it is over, or has taken too long. */
  async wait(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, LONGEST_WAIT_MS);
    });
    await Promise.race([this.ended, tooLong]);
    clearTimeout(timer);
  }
}
