import process from 'node:process';

/**
 * Bytes that can be had now without swapping, within the limit of the container where there is one: for a first word to
 * the user. The engine looks again before it allocates.
 */
export function availableBytes(): number {
  return process.availableMemory();
}
