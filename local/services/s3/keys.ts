/** Where an object's key stands in the file system, and the order that S3 lists keys in. */

const LONGEST_KEY_BYTES = 1024;
/** What ext4, APFS and NTFS take for one name. */
const LONGEST_NAME_BYTES = 255;
/** The name for an empty segment (`a//b`, `a/`); no other name is a lone percent sign. */
const EMPTY = '%';

/**
 * The object's file, relative to its bucket's folder: the key itself but for `%`, NUL and empty
 * segments. Refused: what would escape the folder (`.` and `..`) and what is too long.
 */
export function fileOfKey(
  key: string,
): { readonly file: string } | { readonly refused: 'escapes' | 'too long' } {
  if (Buffer.byteLength(key) > LONGEST_KEY_BYTES) return { refused: 'too long' };
  const names: string[] = [];
  for (const segment of key.split('/')) {
    if (segment === '.' || segment === '..') return { refused: 'escapes' };
    const name = segment === '' ? EMPTY : segment.replaceAll('%', '%25').replaceAll('\0', '%00');
    if (Buffer.byteLength(name) > LONGEST_NAME_BYTES) return { refused: 'too long' };
    names.push(name);
  }
  return { file: names.join('/') };
}

/** The segment of a key that a file or folder stands for. */
export function segmentOfName(name: string): string {
  return name === EMPTY ? '' : name.replaceAll('%00', '\0').replaceAll('%25', '%');
}

/** Compares by UTF-8 bytes, which is not JavaScript's order beyond the basic plane. */
export function compareKeys(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
