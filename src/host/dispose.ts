export interface DisposableLike {
  dispose(): unknown;
}

/** Owns what is registered with it. What comes after the end is disposed at once, so that nothing late survives. */
export abstract class Disposable implements DisposableLike {
  private readonly owned = new Set<DisposableLike>();
  private ended = false;

  protected get isDisposed(): boolean {
    return this.ended;
  }

  protected _register<T extends DisposableLike>(value: T): T {
    if (this.ended) value.dispose();
    else this.owned.add(value);
    return value;
  }

  dispose(): void {
    if (this.ended) return;
    this.ended = true;
    for (const each of [...this.owned].reverse()) each.dispose();
    this.owned.clear();
  }
}
