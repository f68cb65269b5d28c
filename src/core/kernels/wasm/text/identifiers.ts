/** Characters that identifiers may have (core specification, 6.3.5), beside `$`, which begins them. */
const FORBIDDEN = /[^0-9A-Za-z!#$%&'*+\-./:<=>?@\\^_`|~]/g;

/**
 * An identifier for each name, no two alike: '$a', '$a_2'. What has no name, or one of signs that identifiers may not have,
 * gets what it is and its number: '$local5'.
 */
export function identifiers(names: readonly (string | null)[], what: string): readonly string[] {
  const taken = new Set<string>();
  return names.map((name, index) => {
    const plain = (name ?? '').replace(FORBIDDEN, '_');
    const wished = plain === '' ? `$${what}${index}` : `$${plain}`;
    let id = wished;
    for (let count = 2; taken.has(id); count++) id = `${wished}_${count}`;
    taken.add(id);
    return id;
  });
}
