import type { GateVerdict } from '../core/model/gates';

/** Where an expectation stands in a file; the first line is 1. */
export interface FilePlace {
  readonly file: string;
  readonly line: number;
}

/**
 * Workflow commands that GitHub shows at the expectation's line, an error for each that is missed and a warning for each that
 * is undecided (docs.github.com, "Workflow commands for GitHub Actions").
 */
export function githubAnnotations(
  verdicts: readonly GateVerdict[],
  placeOf: (verdict: GateVerdict) => FilePlace | null,
): readonly string[] {
  return verdicts
    .filter(({ outcome }) => outcome !== 'met')
    .map((verdict) => {
      const place = placeOf(verdict);
      const properties = [
        ...(place === null ? [] : [`file=${property(place.file)}`, `line=${place.line}`]),
        `title=${property(verdict.title)}`,
      ];
      const level = verdict.outcome === 'missed' ? 'error' : 'warning';
      return `::${level} ${properties.join(',')}::${data(verdict.reason)}`;
    });
}

function data(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
