import os from 'node:os';

/** Bytes that can be had now without swapping: for a first word to the user; the engine looks again before it allocates. */
export function availableBytes(): number {
  return os.freemem();
}
