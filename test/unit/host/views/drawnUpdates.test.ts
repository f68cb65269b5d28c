import { describe, expect, it } from 'vitest';
import { DrawnUpdates } from '../../../../src/host/views/drawnUpdates';

/** A page that draws when it is told to. */
class SlowPage {
  readonly sent: number[] = [];
  version = 0;
  private readonly waiting: { readonly resolve: () => void; readonly reject: (error: Error) => void }[] = [];

  readonly send = (): Promise<void> => {
    this.sent.push(this.version);
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
    });
  };

  async draw(page = this.waiting.length - 1): Promise<void> {
    this.waiting[page].resolve();
    await Promise.resolve();
  }

  async fail(): Promise<void> {
    this.waiting[this.waiting.length - 1].reject(new Error('it cannot draw this'));
    await Promise.resolve();
  }
}

function changed(page: SlowPage, updates: DrawnUpdates, version: number): void {
  page.version = version;
  updates.request();
}

describe('updates of a page', () => {
  it('wait until the last one is drawn, and then go as one with what is true by then', async () => {
    const page = new SlowPage();
    const updates = new DrawnUpdates(page.send);
    for (const version of [1, 2, 3]) changed(page, updates, version);
    expect(page.sent).toEqual([1]);
    await page.draw();
    expect(page.sent).toEqual([1, 3]);
    await page.draw();
    expect(page.sent).toEqual([1, 3]);
    changed(page, updates, 4);
    expect(page.sent).toEqual([1, 3, 4]);
  });

  it('go on after one that could not be drawn', async () => {
    const page = new SlowPage();
    const updates = new DrawnUpdates(page.send);
    for (const version of [1, 2]) changed(page, updates, version);
    await page.fail();
    expect(page.sent).toEqual([1, 2]);
  });

  it('do not wait for a page that is gone, nor take its late answer for that of the new one', async () => {
    const page = new SlowPage();
    const updates = new DrawnUpdates(page.send);
    changed(page, updates, 1);
    updates.restart();
    for (const version of [2, 3]) changed(page, updates, version);
    expect(page.sent).toEqual([1, 2]);
    await page.draw(0);
    expect(page.sent).toEqual([1, 2]);
    await page.draw(1);
    expect(page.sent).toEqual([1, 2, 3]);
  });
});
