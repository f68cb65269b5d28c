import * as l10n from '@vscode/l10n';

/** Numbers for people: three or four significant digits, thin spaces in thousands, units beside the number. */

const THIN_SPACE = '\u2009';
const MINUS = '\u2212';

/** `digits` significant digits, without an exponent between 1e-4 and 1e15, trailing zeros kept: 1.475, 12.30, 182. */
export function formatSignificant(value: number, digits: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? l10n.t('not a number') : value > 0 ? '∞' : `${MINUS}∞`;
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  if (magnitude < 1e-4 || magnitude >= 1e15) return value.toExponential(digits - 1).replace('e+', 'e');
  const exponent = Math.floor(Math.log10(Number(magnitude.toPrecision(digits))));
  const text = magnitude.toFixed(Math.max(0, digits - 1 - exponent));
  return (value < 0 ? MINUS : '') + groupThousands(text);
}

function groupThousands(text: string): string {
  const [whole = '', fraction] = text.split('.');
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE) : whole;
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** A time in nanoseconds with its unit: '61.2 ns', '12.30 µs', '1.475 ms', '2.040 s'. */
export function formatDuration(ns: number): string {
  if (ns < 1e3) return `${formatSignificant(ns, 4)} ns`;
  if (ns < 1e6) return `${formatSignificant(ns / 1e3, 4)} µs`;
  if (ns < 1e9) return `${formatSignificant(ns / 1e6, 4)} ms`;
  return `${formatSignificant(ns / 1e9, 4)} s`;
}

/** A time in nanoseconds as a number of milliseconds, without the unit: '1.475', '0.01230'. */
export function formatMs(ns: number): string {
  return formatSignificant(ns / 1e6, 4);
}

/** '182', '25.8', '0.12'. */
export function formatGflops(gflops: number): string {
  return formatSignificant(gflops, 3);
}

/** Half of the interval's width relative to the median: '±0.9%'. */
export function formatPercentHalfWidth(interval: readonly [number, number], median: number): string {
  if (median === 0) return '±0%';
  const percent = (100 * (interval[1] - interval[0])) / (2 * median);
  return percent < 0.05 ? '±<0.1%' : `±${percent < 9.95 ? percent.toFixed(1) : percent.toFixed(0)}%`;
}

/** A ratio without its sign: '1.75', '64.2', '112'. */
export function formatRatio(ratio: number): string {
  return formatSignificant(ratio, 3);
}

/** '1.75× (1.73–1.77)'. */
export function formatRatioInterval({ ratio, low, high }: { ratio: number; low: number; high: number }): string {
  return `${formatRatio(ratio)}× (${formatRatio(low)}–${formatRatio(high)})`;
}

/** A whole number: '13 107' with thin spaces from five digits on. */
export function formatCount(count: number): string {
  return groupThousands(String(Math.round(count)));
}

/** '512 bytes', '3.0 MiB', '24.0 GiB'. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return l10n.t('{0} bytes', bytes);
  const units = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1023.95 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value.toFixed(1)} ${units[unit] ?? ''}`;
}

/** '268.4 MFLOP'. */
export function formatFlops(flops: number): string {
  if (flops < 1e3) return `${flops} FLOP`;
  if (flops < 1e6) return `${formatSignificant(flops / 1e3, 4)} kFLOP`;
  if (flops < 1e9) return `${formatSignificant(flops / 1e6, 4)} MFLOP`;
  if (flops < 1e12) return `${formatSignificant(flops / 1e9, 4)} GFLOP`;
  return `${formatSignificant(flops / 1e12, 4)} TFLOP`;
}

/** An error norm: '2.4e-7', '0'. */
export function formatError(norm: number): string {
  if (norm === 0) return '0';
  return Number.isFinite(norm) ? norm.toExponential(1).replace('e+', 'e') : '∞';
}

/** A wall-clock time in milliseconds: '0.4 s', '48 s', '3 min 20 s', '1 h 5 min'. */
export function formatSeconds(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** '95%', '75%', '96.9%'. */
export function formatConfidence(confidence: number): string {
  return formatShare(confidence);
}

/** A change with its sign: '+2.5%', '−0.3%', '0%'. */
export function formatPercent(change: number): string {
  const percent = Number((change * 100).toFixed(1));
  return percent < 0 ? `−${-percent}%` : percent > 0 ? `+${percent}%` : '0%';
}

/** '5%', '2.5%', '0%'. */
export function formatShare(share: number): string {
  return `${Number((share * 100).toFixed(1))}%`;
}

/** Share of samples that are right: '97.35%', '95%'. */
export function formatAccuracy(share: number): string {
  return `${Number((share * 100).toFixed(2))}%`;
}
