import type { Dash, Ink, LineChart } from './lineChart';

/** A line that has a name, and how it is drawn. */
export interface NamedLine {
  readonly name: string;
  readonly ink: Ink;
  readonly dash: Dash;
}

/** Lines whose names stand at them, in the order in which they are numbered where there is no room for names. */
export function namedLines({ series, references }: LineChart): readonly NamedLine[] {
  const lines: readonly NamedLine[] = [
    ...series.filter(({ shape }) => shape === 'line').map(({ name, style }) => ({ name, ...style })),
    ...references.filter(({ label }) => label !== 'none'),
  ];
  return lines.filter(({ name }, index) => name !== '' && lines.findIndex((line) => line.name === name) === index);
}

/** What is written at a line: its name, or its number in the key below the chart. */
export function writtenNames(chart: LineChart, isNumbered: boolean): (name: string) => string {
  if (!isNumbered) return (name) => name;
  const numbers = new Map(namedLines(chart).map(({ name }, index) => [name, String(index + 1)]));
  return (name) => numbers.get(name) ?? name;
}
