/** A title with nothing in it that a file system would not bear; `otherwise` where nothing is left of it. */
export function fileNameOf(title: string, otherwise: string): string {
  const words = title.replace(/×/g, 'x').replace(/[^\p{L}\p{N}._-]+/gu, '-');
  return words.replace(/^[-.]+|[-.]+$/g, '').slice(0, 80) || otherwise;
}
