/** Names of sheets and files. */

/** UTF-16 units that a sheet's name may have, the name that Excel keeps for itself, */
const LONGEST = 31;
const RESERVED = /^history$/i;
/** and characters that none may have. */
const ILLEGAL = /[\\/?*[\]:\p{Cc}\ufffe\uffff]/gu;

/** The name as a sheet may have it. */
function legal(name: string): string {
  const clean = name.toWellFormed().replace(ILLEGAL, ' ').trim();
  const bare = clean.replace(/^'+|'+$/g, '').trim();
  return bare === '' || RESERVED.test(bare) ? `${bare}_` : bare;
}

/** At most so many UTF-16 units, without half a character at the end. */
function cut(name: string, length: number): string {
  const part = name.slice(0, length);
  return /[\ud800-\udbff]$/.test(part) ? part.slice(0, -1) : part;
}

/** Names that the sheets of one workbook may have: legal, and no two alike. */
export function sheetNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>();
  return wanted.map((name) => {
    const base = cut(legal(name), LONGEST);
    let found = base;
    for (let number = 2; taken.has(found.toLowerCase()); number += 1) {
      const suffix = ` (${number})`;
      found = cut(base, LONGEST - suffix.length) + suffix;
    }
    taken.add(found.toLowerCase());
    return found;
  });
}

/** Characters that a file's name may have nowhere. */
const NO_FILE_NAME = /[\\/:*?"<>|\p{Cc}\p{Cf}\ufffe\uffff]/gu;
const LONGEST_PART = 60;

/** A file's name from its parts: `排名_舞钢市(演示)_2026年10月_第1版.xlsx`. */
export function fileName(parts: readonly string[], ending: string): string {
  const clean = parts
    .map((part) => cut(part.toWellFormed().replace(NO_FILE_NAME, ' ').trim(), LONGEST_PART))
    .filter((part) => part !== '');
  return `${clean.join('_')}.${ending}`;
}

/**
 * The header that names a file to save (RFC 6266): `filename` for clients that read nothing else,
 * of ASCII alone, and `filename*` (RFC 5987) with the name itself.
 */
export function contentDisposition(name: string, ascii: string): string {
  // encodeURIComponent leaves these as they are, and RFC 5987 does not.
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
