/** Settles when what was rendered just now is on the screen; at once where nothing is drawn because the page is hidden. */
export function drawn(): Promise<void> {
  return new Promise((resolve) => {
    if (document.visibilityState === 'hidden') {
      resolve();
      return;
    }
    // The callback runs before the frame is painted, a task that it queues after it.
    requestAnimationFrame(() => {
      setTimeout(resolve);
    });
  });
}
