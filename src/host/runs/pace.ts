import type { DisposableLike } from '../dispose';

/** Does something at once when asked, and again for what was asked meanwhile, at most once in each interval. */
export class Pace implements DisposableLike {
  private timer: NodeJS.Timeout | null = null;
  private asked = false;

  constructor(
    private readonly intervalMs: number,
    private readonly action: () => void,
  ) {}

  request(): void {
    if (this.timer !== null) {
      this.asked = true;
      return;
    }
    this.timer = setTimeout(() => {
      this.timer = null;
      if (!this.asked) return;
      this.asked = false;
      this.request();
    }, this.intervalMs);
    this.action();
  }

  dispose(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.asked = false;
  }
}
