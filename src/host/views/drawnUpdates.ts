/**
 * Sends a page what it is to draw, one update at a time: what changes while it still draws is sent together with the next
 * one. A page that draws slowly is thus never behind by more than one update, however often things change.
 */
export class DrawnUpdates {
  private drawing = false;
  private asked = false;
  /** Counts pages: an answer of an earlier one says nothing of this one. */
  private page = 0;

  /** `send` sends what is true when it is called; its promise settles when the page has drawn it, or never can. */
  constructor(private readonly send: () => Promise<void>) {}

  request(): void {
    if (this.drawing) {
      this.asked = true;
      return;
    }
    this.drawing = true;
    const { page } = this;
    const drawn = (): void => {
      if (page !== this.page) return;
      this.drawing = false;
      if (!this.asked) return;
      this.asked = false;
      this.request();
    };
    // A page that failed to draw says so itself; it gets the next update like any other.
    this.send().then(drawn, drawn);
  }

  /** A new page is there, or none: what the one before has not drawn is not waited for. */
  restart(): void {
    this.page++;
    this.drawing = false;
    this.asked = false;
  }
}
