interface ShareBarProps {
  /** Length, 0 to 1 of the whole width. */
  readonly share: number;
  /** Ends of the interval, drawn as a whisker. */
  readonly interval?: readonly [low: number, high: number];
}

/** A plain horizontal bar. The number that it stands for is always beside it, so that it is hidden from screen readers. */
export function ShareBar({ share, interval }: ShareBarProps) {
  return (
    <svg class="share-bar" aria-hidden="true" focusable="false">
      <rect class="track" x="0" y="0" width="100%" height="100%" />
      <rect class="bar" x="0" y="0" width={percent(share)} height="100%" />
      {interval !== undefined && (
        <line class="whisker" x1={percent(interval[0])} x2={percent(interval[1])} y1="50%" y2="50%" />
      )}
    </svg>
  );
}

function percent(share: number): string {
  return `${(100 * Math.min(1, Math.max(0, share))).toFixed(2)}%`;
}
