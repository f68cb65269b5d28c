/** Weights and colours of a terminal. A colour never stands alone: a word or a mark beside it says the same. */
export interface Ink {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
}

const plain = (text: string): string => text;

export const PLAIN_INK: Ink = { bold: plain, dim: plain, red: plain, yellow: plain };

/** ANSI escape codes ('select graphic rendition', ECMA-48 section 8.3.117). */
export const ANSI_INK: Ink = {
  bold: (text) => `\u001b[1m${text}\u001b[22m`,
  dim: (text) => `\u001b[2m${text}\u001b[22m`,
  red: (text) => `\u001b[31m${text}\u001b[39m`,
  yellow: (text) => `\u001b[33m${text}\u001b[39m`,
};

/** Colour only on a terminal that has some, and never against NO_COLOR (https://no-color.org). */
export function inkFor(stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): Ink {
  const noColour = (environment['NO_COLOR'] ?? '') !== '';
  return stream.isTTY === true && !noColour && environment['TERM'] !== 'dumb' ? ANSI_INK : PLAIN_INK;
}
