import { Fragment } from 'preact';
import type { ComponentChildren } from 'preact';

interface SentenceProps {
  /** From `l10n.t` without arguments, with {0}, {1} … where the parts stand, in whatever order the language wants. */
  readonly text: string;
  readonly parts: readonly ComponentChildren[];
}

/** A sentence with links, code or numbers in it, that is translated as a whole. */
export function Sentence({ text, parts }: SentenceProps) {
  return (
    <>
      {text.split(/(\{\d+\})/).map((piece, at) => {
        const [, index] = /^\{(\d+)\}$/.exec(piece) ?? [];
        return <Fragment key={at}>{index === undefined ? piece : parts[Number(index)]}</Fragment>;
      })}
    </>
  );
}
