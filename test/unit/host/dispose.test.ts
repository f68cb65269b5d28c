import { describe, expect, it } from 'vitest';
import { Disposable } from '../../../src/host/dispose';

class Owner extends Disposable {
  own(name: string, log: string[]): void {
    this._register({ dispose: () => log.push(name) });
  }
}

describe('Disposable', () => {
  it('disposes what it owns once, the newest first', () => {
    const log: string[] = [];
    const owner = new Owner();
    owner.own('first', log);
    owner.own('second', log);
    owner.dispose();
    owner.dispose();
    expect(log).toEqual(['second', 'first']);
  });

  it('disposes at once what comes after its end', () => {
    const log: string[] = [];
    const owner = new Owner();
    owner.dispose();
    owner.own('late', log);
    expect(log).toEqual(['late']);
  });
});
