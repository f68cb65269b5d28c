/** Two words of English or more, one after the other: letters alone, so that code, names with digits and formulas are none. */
const WORDS = /(?<![\w$`.·\p{L}/-])[A-Za-z][a-z]+(?: [A-Za-z][a-z]*)+(?![\w(=`])/gu;

/**
 * What of a text is English where all of it should be Chinese.
 * @param names that stay as they are: of products, of what really ran, of data.
 */
export function englishIn(text: string, names: readonly string[] = []): readonly string[] {
  const rest = names.reduce((left, name) => left.replaceAll(name, '…'), text);
  return rest.match(WORDS) ?? [];
}
