/** The keys that go through a row of things, and those that go through a list. */
const KEYS = {
  row: { next: 'ArrowRight', previous: 'ArrowLeft' },
  list: { next: 'ArrowDown', previous: 'ArrowUp' },
} as const;

/** Which of `count` things a key goes to from one of them, round and round; `null` where it goes nowhere. */
export function stepByKey(along: keyof typeof KEYS, key: string, at: number, count: number): number | null {
  switch (key) {
    case KEYS[along].next:
      return (at + 1) % count;
    case KEYS[along].previous:
      return (at + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
