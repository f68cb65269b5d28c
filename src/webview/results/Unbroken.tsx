/** A name with hyphens, '60.6–61.4' or 'order=i-j-k'. */
const JOINED = String.raw`[\w.=]*\w(?:[-–][\w.]+)+%?`;
/** '2.684 ms', '61%', '1.75×'. */
const QUANTITY = String.raw`[\d.\u2009]*\d[×%]?(?: (?:[GkMT]?FLOP(?:\/s)?|GB\/s|[nµm]?s|[KMG]iB))?`;
const INTERVAL = String.raw`\(${QUANTITY}–${QUANTITY}\)`;
/** 'n ≈ 191'. */
const EQUATION = String.raw`[A-Za-z·]+ [=≈] [\d.\u2009]+`;
const VALUES = new RegExp([INTERVAL, EQUATION, JOINED, QUANTITY].join('|'), 'gu');

/** Longer ones may have no room in one line. */
const LONGEST = 24;

/** A text in parts, of which those that are values are to stay in one line. */
export function partsOf(text: string): readonly { readonly text: string; readonly isValue: boolean }[] {
  const parts: { text: string; isValue: boolean }[] = [];
  let end = 0;
  for (const { 0: value, index } of text.matchAll(VALUES)) {
    if (value.length > LONGEST || !/[\s\-–/]/u.test(value)) continue;
    if (index > end) parts.push({ text: text.slice(end, index), isValue: false });
    parts.push({ text: value, isValue: true });
    end = index + value.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), isValue: false });
  return parts;
}

/** The text of a heading, whose values ('n = 128', 'i-j-k', '1.75× (1.73–1.77)') are not broken at the end of a line. */
export function Unbroken({ text }: { readonly text: string }) {
  return (
    <>
      {partsOf(text).map((part, index) =>
        part.isValue ? (
          <span key={index} class="unbroken">
            {part.text}
          </span>
        ) : (
          part.text
        ),
      )}
    </>
  );
}
