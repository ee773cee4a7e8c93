/** CSV files as text, however a spreadsheet program has written them; also used by the pages. */

/**
 * The text of a file in UTF-8, UTF-16 (with its mark) or GBK, a byte order mark left out and a
 * first line `sep=;` made blank, so that lines keep their numbers; undefined where it is no text.
 */
export function csvText(bytes: Uint8Array): string | undefined {
  const mark = (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0);
  const encodings =
    mark === 0xfffe ? ['utf-16le'] : mark === 0xfeff ? ['utf-16be'] : ['utf-8', 'gb18030'];
  for (const encoding of encodings) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      // A workbook or a picture may pass for GBK.
      return text.includes('\0') ? undefined : text.replace(/^sep=.(?=[\r\n])/i, '');
    } catch {
      // The next one, perhaps.
    }
  }
  return undefined;
}

/** Whichever separates most cells of the first line that is not blank; in doubt the comma. */
export function separatorOf(text: string): string {
  const line = /^.*/.exec(text.trimStart())?.[0].replace(/"[^"]*"/g, '') ?? '';
  const count = (separator: string) => line.split(separator).length;
  return [',', '\t', ';'].reduce((best, one) => (count(one) > count(best) ? one : best));
}
