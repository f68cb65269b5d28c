import type { ZoomControl } from './zoomByPointer';

/** Whether the key was one that zooms or moves what is seen. */
export function zoomByKey({ key, shiftKey }: KeyboardEvent, zoom: ZoomControl): boolean {
  switch (key) {
    case '+':
    case '=':
      zoom.in();
      return true;
    case '-':
      zoom.out();
      return true;
    case '0':
      zoom.whole();
      return true;
  }
  const direction = DIRECTIONS[key];
  if (!shiftKey || direction === undefined) return false;
  zoom.pan(...direction);
  return true;
}

const DIRECTIONS: Readonly<Record<string, readonly [x: number, y: number] | undefined>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};
