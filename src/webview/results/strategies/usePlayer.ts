import { useEffect, useRef, useState } from 'preact/hooks';

export interface Player {
  /** Steps that have been made. */
  readonly step: number;
  readonly playing: boolean;
  /** Goes to a step, and stays there. */
  readonly goTo: (step: number) => void;
  readonly toggle: () => void;
}

interface PlayerOptions {
  /** What is played; another one begins where `from` says. */
  readonly key: string;
  readonly from: number;
  readonly steps: number;
  readonly stepsPerSecond: number;
  /** Nothing may move by itself. */
  readonly still: boolean;
  /** Called when it has come to rest somewhere. */
  readonly onRest: (step: number) => void;
}

/** It is remembered where it is, though it goes on: a page may be taken away at any time. */
const REMEMBER_MS = 500;

/** Steps that follow each other by themselves, or by hand. */
export function usePlayer({ key, from, steps, stepsPerSecond, still, onRest }: PlayerOptions): Player {
  const [at, setAt] = useState({ key, step: from });
  const [running, setRunning] = useState(false);
  const step = Math.min(steps, at.key === key ? at.step : from);
  const playing = running && !still && step < steps;
  const rest = useRef(onRest);
  rest.current = onRest;

  useEffect(() => {
    if (!playing) return;
    let frame = 0;
    let begun: number | null = null;
    const first = step;
    // By the clock and not by frames, so that a busy page skips steps and is not late.
    const advance = (now: number): void => {
      begun ??= now;
      const reached = Math.min(steps, first + Math.floor(((now - begun) / 1000) * stepsPerSecond));
      setAt({ key, step: reached });
      if (reached < steps) frame = requestAnimationFrame(advance);
      else setRunning(false);
    };
    frame = requestAnimationFrame(advance);
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [playing, key, steps, stepsPerSecond]);

  useEffect(() => {
    const timer = setTimeout(() => {
      if (step !== from) rest.current(step);
    }, REMEMBER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [playing ? Math.floor(step / stepsPerSecond) : step, playing]);
  const last = useRef(step);
  last.current = step;
  useEffect(
    () => () => {
      rest.current(last.current);
    },
    [],
  );

  return {
    step,
    playing,
    goTo: (next) => {
      setRunning(false);
      setAt({ key, step: Math.min(steps, Math.max(0, next)) });
    },
    toggle: () => {
      if (!running && step >= steps) setAt({ key, step: 0 });
      setRunning(!playing);
    },
  };
}
