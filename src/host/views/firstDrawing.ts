/** A page that says nothing for so long is not waited for: it may never come. */
const LONGEST_WAIT_MS = 10_000;

/** The time from the opening of a page until it has drawn what it was opened for. */
export class FirstDrawing {
  private settle: () => void = () => undefined;
  private readonly ended = new Promise<void>((resolve) => {
    this.settle = resolve;
  });

  /** The page has drawn, or is gone. */
  end(): void {
    this.settle();
  }

  /** Settles when it has ended, or has taken too long. */
  async wait(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, LONGEST_WAIT_MS);
    });
    await Promise.race([this.ended, tooLong]);
    clearTimeout(timer);
  }
}
