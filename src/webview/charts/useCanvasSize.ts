import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** What a canvas has of room on the page, in CSS pixels; 0 × 0 until it is known. */
export function useCanvasSize(canvas: RefObject<HTMLCanvasElement>): {
  readonly width: number;
  readonly height: number;
} {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      const { width, height } = element.getBoundingClientRect();
      setSize({ width, height });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  return size;
}
