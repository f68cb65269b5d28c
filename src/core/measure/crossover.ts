/** What a search of a crossover varies: the share of A that is nonzero, or the side of square matrices. */
export const CROSSOVER_AXES = ['density', 'size'] as const;
export type CrossoverAxis = (typeof CROSSOVER_AXES)[number];

/** Where a crossover is looked for. Positions are positive, and told apart by their ratio. */
export interface SearchRange {
  readonly axis: CrossoverAxis;
  readonly low: number;
  readonly high: number;
  /** Ends of a bracket need not be nearer to each other than this factor, above 1. */
  readonly step: number;
  /** Positions that are measured at most. */
  readonly mostProbes: number;
}

/** What makes a benchmark a search: its first two strategies are compared at its first two problems, then in between. */
export interface Crossover extends SearchRange {
  /** What is compared, for people: 'unpacked', 'packed'. */
  readonly first: string;
  readonly second: string;
}

/** Time of the first over time of the second. */
export interface RatioInterval {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

/** A position that has been measured. */
export interface Probe extends RatioInterval {
  readonly position: number;
  /** Upper bound of the probability that the wrong one is said to win. */
  readonly error: number;
}

export type Winner = 'first' | 'second';

/** Decided as soon as the interval of the ratio leaves 1. */
export function winnerOf({ low, high }: RatioInterval): Winner | null {
  if (high < 1) return 'first';
  return low > 1 ? 'second' : null;
}

/** What a search has found. */
export type Crossing =
  /** Between `last`, where `before` still wins, and `first`, from where on the other one does. */
  | {
      readonly kind: 'bracket';
      readonly before: Winner;
      readonly last: number;
      readonly first: number;
      /** Positions between them at which no difference was found. */
      readonly undecided: number;
      /** Lower bound of the probability that all that was decided is true, so that the crossover lies there. */
      readonly certainty: number;
    }
  | { readonly kind: 'one winner'; readonly winner: Winner; readonly certainty: number }
  /** The winner changes more than once, at least: positions rising, each with its winner. */
  | { readonly kind: 'several'; readonly changes: number; readonly certainty: number }
  | { readonly kind: 'no difference' };

/** Positions that are looked at for a second winner, ends included, before the search is given up. */
const MOST_WITHOUT_CROSSING = 5;

/**
 * The position to measure next, or `null` where the search is at its end. The ends come first; then, as long as there are not
 * two winners, the middle and the quarters; then the widest gap, on a logarithmic scale, between the last position of one
 * winner, those without a difference, and the first of the other is halved.
 */
export function nextPosition(range: SearchRange, probes: readonly Probe[]): number | null {
  const { low, high, mostProbes } = range;
  for (const end of [low, high]) if (!probes.some(({ position }) => position === end)) return end;
  if (probes.length >= mostProbes) return null;
  const sorted = inOrder(probes);
  const bracket = bracketOf(sorted);
  if (bracket === null) return probes.length < MOST_WITHOUT_CROSSING ? middleOfWidest(range, sorted) : null;
  return bracket.isRising ? middleOfWidest(range, sorted.slice(bracket.last, bracket.first + 1)) : null;
}

/** What the probes say so far. */
export function crossingOf(probes: readonly Probe[]): Crossing {
  const sorted = inOrder(probes);
  const decided = sorted.filter((probe) => winnerOf(probe) !== null);
  const certainty = Math.max(0, 1 - decided.reduce((sum, { error }) => sum + error, 0));
  const [one] = decided;
  const before = one === undefined ? null : winnerOf(one);
  if (before === null) return { kind: 'no difference' };
  const bracket = bracketOf(sorted);
  if (bracket === null) return { kind: 'one winner', winner: before, certainty };
  const changes = decided.filter((probe, at) => at > 0 && winnerOf(probe) !== winnerOf(decided[at - 1])).length;
  if (!bracket.isRising) return { kind: 'several', changes, certainty };
  const [last, first] = [sorted[bracket.last], sorted[bracket.first]];
  const undecided = bracket.first - bracket.last - 1;
  return { kind: 'bracket', before, last: last.position, first: first.position, undecided, certainty };
}

interface Bracket {
  /** Indices among the sorted probes: the last that the first winner wins, and the first that the other one does. */
  readonly last: number;
  readonly first: number;
  /** The winner changes once only. */
  readonly isRising: boolean;
}

function bracketOf(sorted: readonly Probe[]): Bracket | null {
  const winners = sorted.map(winnerOf);
  const before = winners.find((winner) => winner !== null);
  const first = winners.findIndex((winner) => winner !== null && winner !== before);
  if (before === undefined || first < 0) return null;
  const last = winners.lastIndexOf(before);
  return { last, first, isRising: last < first };
}

function inOrder(probes: readonly Probe[]): readonly Probe[] {
  return [...probes].sort((x, y) => x.position - y.position);
}

/** The middle of the widest gap between neighbours that has one further than a step from both, or `null`. */
function middleOfWidest({ axis, step }: SearchRange, sorted: readonly Probe[]): number | null {
  let best: { readonly position: number; readonly width: number } | null = null;
  for (const [at, { position }] of sorted.slice(1).entries()) {
    const before = sorted[at].position;
    const width = position / before;
    const middle = rounded(axis, Math.sqrt(before * position));
    if (width <= step || middle <= before || middle >= position) continue;
    if (best === null || width > best.width) best = { position: middle, width };
  }
  return best?.position ?? null;
}

/** Sizes are whole; of a density three digits say all. */
function rounded(axis: CrossoverAxis, position: number): number {
  return axis === 'size' ? Math.round(position) : Number(position.toPrecision(3));
}
