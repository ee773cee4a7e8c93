/**
 * Made-up personal data with which every generated request is marked, and the search for it. The
 * people do not exist: the ID numbers' region is none, and the names are nobody's.
 */
import { gbk } from '../support/gbk.ts';

/** What a person's data look like; some the application recognizes as such, others it cannot. */
export const MARKS = [
  '诸葛枫测',
  '诸葛枫测（身份证99010119850307123X）',
  'Zhuge-Fengce',
  // With a right check digit, and with a wrong one.
  '990101198503071234',
  '99010119850307123X',
  '13800990417',
  '138-0099-0417',
  '+86 13800990417',
  '幽篁里虚设路88号3单元402室',
  '豫D8T5T3',
  'zhuge.fengce@example.invalid',
  '6222990417990417998',
] as const;

/** The part of each mark that survives when it is cut, and that nothing else says. */
const STEMS = [
  '诸葛枫',
  'Zhuge-Feng',
  'zhuge.feng',
  '99010119850307',
  '138009904',
  '138-0099-04',
  '虚设路88',
  '豫D8T5T3',
  '622299041799',
] as const;

const escaped = (stem: string) =>
  [...stem]
    .map((character) => {
      const code = character.charCodeAt(0);
      return code < 0x80 ? character : `\\u${code.toString(16).padStart(4, '0')}`;
    })
    .join('');

/** In base64 text looks different by where it begins; what is the same in each is searched for. */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes]);
    const text = whole.subarray(0, whole.length - (whole.length % 3)).toString('base64');
    return text.slice(shift === 0 ? 0 : 4);
  });
}

/** Bytes as which a stem can stand in a log. */
function formsOf(stem: string): Buffer[] {
  const utf8 = Buffer.from(stem);
  const plain = [stem, encodeURIComponent(stem), escaped(stem), utf8.toString('latin1')];
  return [
    ...plain.map((text) => Buffer.from(text.toLowerCase())),
    Buffer.from(gbk(stem).toString('latin1').toLowerCase()),
    ...[utf8, Buffer.from(stem, 'utf16le'), gbk(stem)].map((bytes) => lower(bytes)),
  ];
}

/** ASCII letters in lower case, all other bytes as they are. */
function lower(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes).map((byte) =>
    byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte,
  ) as Buffer;
}

const FORMS = STEMS.flatMap(formsOf);
const BASE64 = STEMS.flatMap((stem) => base64Forms(Buffer.from(stem))).filter(
  (text) => text.length >= 8,
);

/**
 * The lines of a log that hold personal data that a request was marked with, in any encoding that
 * a log could show it in, or one of the `secrets` (tokens).
 */
export function markedLines(log: Uint8Array, secrets: readonly string[] = []): string[] {
  const found: string[] = [];
  const bytes = Buffer.from(log.buffer, log.byteOffset, log.byteLength);
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(0x0a, start);
    const line = bytes.subarray(start, end < 0 ? bytes.length : end);
    const folded = lower(line);
    const holds =
      FORMS.some((form) => folded.includes(form)) ||
      [...BASE64, ...secrets].some((text) => line.includes(text));
    if (holds) found.push(line.toString());
    start += line.length + 1;
  }
  return found;
}
