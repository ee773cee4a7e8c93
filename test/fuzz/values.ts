/** Values that no schema hopes for, and ways to break a good one. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { gbk } from '../support/gbk.ts';
import { MARKS } from './marks.ts';

/** A name that can stand where text is fixed. */
export const MARKED_NAME = MARKS[0];

export const marked: fc.Arbitrary<string> = fc.constantFrom(...MARKS);

/** Somebody's data in the cells of a workbook. */
export const MARKS_AS_ROWS = {
  群众事项: MARKS.map((mark) => [mark, mark, '社情民意', '登记', mark]),
  工作时间: [[MARKS[0], MARKS[3], MARKS[7], MARKS[5], MARKS[9]]],
};

/** Texts that have broken other programs. */
const ODD_TEXTS = [
  ...[
    '',
    ' ',
    '\0',
    '\r\n',
    '\t',
    '\u2028',
    '\ufeff',
    '\u202e\u2066订单\u2069',
    '\ud800',
    '\udfff\ud800',
  ],
  ...[
    'NaN',
    'Infinity',
    '-0',
    '1e309',
    '0x10',
    '١٢٣',
    '４１０４８１００２０００',
    'null',
    'undefined',
  ],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'then', 'length'],
  ...['../../../etc/passwd', '..\\..\\x', 'C:\\', 'file:///etc/passwd', 'http://[::1]:1/', '//x'],
  ...[
    "' OR 1=1 --",
    '"; DROP TABLE x; --',
    '=HYPERLINK("http://x")',
    '@SUM(1)',
    '\x24{jndi:ldap://x}',
  ],
  ...[
    '<script>',
    '<!DOCTYPE x>',
    '{{7*7}}',
    '%00',
    '%',
    '%25%32%35',
    '?#&=',
    '\\u0000',
    '[object Object]',
  ],
  ...[
    '2024-02-30',
    '0000-00-00',
    '+012345-01-01',
    '2024-04-15T00:00Z',
    '9999-12-31',
    '-1-1-1',
    '2024-13',
  ],
  ...[
    '👨‍👩‍👧‍👦',
    '𠮷野',
    'e\u0301'.repeat(40),
    '\u0e49'.repeat(60),
    '9'.repeat(400),
    '-',
    '.',
    '..',
    ',',
  ],
];

const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  maxLength: 30,
});

const longText = fc
  .tuple(
    fc.constantFrom('x', '枫', '0', ' ', '\\', '"', '\ud83d', '[', '1,'),
    fc.constantFrom(65, 257, 3000, 40_000),
  )
  .map(([unit, count]) => unit.repeat(count));

export const oddText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: marked },
  { weight: 6, arbitrary: fc.constantFrom(...ODD_TEXTS) },
  { weight: 2, arbitrary: anyText },
  { weight: 1, arbitrary: longText },
);

/** Written into JSON as it stands: what is no number in JavaScript, or none in JSON. */
const NUMBER_TOKENS = [
  '1e400',
  '-1e400',
  'NaN',
  'Infinity',
  '-Infinity',
  '0x1F',
  '01',
  '1.',
  '.5',
  '+1',
  '1e-400',
  '9007199254740993',
  '-0',
  '1E2',
  '1_000',
  'undefined',
  '9'.repeat(5000),
];
const TOKEN_MARK = '@@token:';

const deep = fc
  .tuple(fc.boolean(), fc.constantFrom(10, 200, 3000, 20_000))
  // A text, which edits take whole: of a depth that is a number they would make a longer one.
  .map(([isList, depth]) => `${DEEP_MARK}${isList ? 'list' : 'object'}:${depth}`);
const DEEP_MARK = '@@deep:';

export const oddJson: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: oddText },
  {
    weight: 3,
    arbitrary: fc.constantFrom(0, -1, 1.5, 2 ** 31, 2 ** 53, 1e21, 1e308, -1e-7, 61, 1441, 100_001),
  },
  { weight: 2, arbitrary: fc.constantFrom(...NUMBER_TOKENS).map((token) => TOKEN_MARK + token) },
  { weight: 3, arbitrary: fc.constantFrom(null, true, false, [], {}, [[]], [null], { length: 3 }) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(
        '["__proto__"]',
        '{"__proto__":{"role":"administrator"}}',
        '{"constructor":{"prototype":{}}}',
      )
      .map((text) => JSON.parse(text) as unknown),
  },
  { weight: 1, arbitrary: deep },
  {
    weight: 1,
    arbitrary: fc
      .tuple(oddText, fc.constantFrom(3, 1000, 20_000))
      .map(([text, count]) =>
        Array.from({ length: Math.min(count, Math.ceil(200_000 / (text.length + 1))) }, () => text),
      ),
  },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

const EDITS = [
  'replace',
  'replace',
  'replace',
  'remove',
  'rename',
  'add',
  'add',
  'repeat',
  'wrap',
  'swap',
] as const;

interface Edit {
  readonly at: number;
  readonly how: (typeof EDITS)[number];
  readonly value: unknown;
  readonly name: string;
  readonly count: number;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(10_000),
  how: fc.constantFrom(...EDITS),
  value: oddJson,
  name: fc.oneof(oddText, fc.constantFrom('station', 'date', 'grid', 'schemaVersion', 'officer')),
  count: fc.constantFrom(1, 2, 500),
});

type Place = readonly [holder: Record<string, unknown>, name: string];

/** Every place of the value, the whole of it as the first. */
function placesOf(holder: Record<string, unknown>, name: string): Place[] {
  const value = holder[name];
  const below =
    typeof value === 'object' && value !== null
      ? Object.keys(value).flatMap((key) => placesOf(value as Record<string, unknown>, key))
      : [];
  return [[holder, name], ...below];
}

/** A member like any other, also `__proto__`. */
function put(holder: object, name: string, value: unknown): void {
  Object.defineProperty(holder, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

function swapped(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string')
    return value === '' ? 0 : Number.isNaN(Number(value)) ? [value] : Number(value);
  return Array.isArray(value) ? { ...value } : Object.values(value ?? {});
}

/** With so many places a value grows no further. */
const MOST_PLACES = 3000;

function apply(root: Record<string, unknown>, { at, how, name, count, ...given }: Edit): void {
  // What is put in may be broken next, and the generator's own must stay as it is.
  const value = structuredClone(given.value);
  const places = placesOf(root, 'value');
  const [holder, key] = places[at % places.length] ?? [root, 'value'];
  const held = holder[key];
  if (how === 'replace') put(holder, key, value);
  else if (how === 'remove')
    Array.isArray(holder) ? holder.splice(Number(key), 1) : delete holder[key];
  else if (how === 'wrap') put(holder, key, [held]);
  else if (how === 'swap') put(holder, key, swapped(held));
  else if (how === 'rename' && !Array.isArray(holder) && holder !== root) {
    delete holder[key];
    put(holder, name, held);
  } else if (how === 'repeat' && Array.isArray(holder)) {
    holder.push(
      ...Array.from({ length: places.length > MOST_PLACES ? 1 : count }, () =>
        structuredClone(held),
      ),
    );
  } else if (typeof held === 'object' && held !== null) {
    if (Array.isArray(held)) held.push(value);
    else put(held, name, value);
  } else put(holder, key, value);
}

/** JSON text of the value with some places broken. `edits` of none leaves it as it is. */
export function broken(base: fc.Arbitrary<unknown>, most = 4): fc.Arbitrary<string> {
  return fc
    .tuple(base, fc.array(edit, { maxLength: most }), fc.integer({ min: 0, max: 9 }), marked)
    .map(([value, edits, repeated, mark]) => {
      const root: Record<string, unknown> = { value: structuredClone(value) };
      for (const one of edits) apply(root, one);
      const text = written(root.value);
      // A name that stands twice.
      if (repeated === 0)
        return text.replace(/^\{/, `{"station":${JSON.stringify(mark)},"date":1,`);
      return text;
    });
}

/** JSON with the tokens that no JSON writer would write, and as deep as asked for. */
export function written(value: unknown): string {
  return (JSON.stringify(value) ?? 'null')
    .replace(/"@@token:([^"]*)"/g, '$1')
    .replace(/"@@deep:(list|object):(\d+)"/g, (_, kind, depth) => {
      const count = Number(depth);
      return kind === 'list'
        ? '['.repeat(count) + ']'.repeat(count)
        : `${'{"a":'.repeat(count)}1${'}'.repeat(count)}`;
    });
}

export interface Body {
  readonly bytes: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

const toGbk = (text: string): Uint8Array => {
  try {
    return gbk(text);
  } catch {
    return Buffer.from(text, 'latin1');
  }
};

const ENCODINGS: Readonly<Record<string, (text: string) => Uint8Array>> = {
  utf8: (text) => Buffer.from(text),
  bom: (text) => Buffer.from(`\ufeff${text}`),
  utf16: (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  utf16be: (text) => Buffer.from(text, 'utf16le').swap16(),
  gbk: toGbk,
  latin1: (text) => Buffer.from(text, 'latin1'),
  nul: (text) => Buffer.from(`${text}\0\0`),
  twice: (text) => Buffer.from(text + text),
};

/** Just around the limits: the application's, the function's in base64 and as text, the gateway's. */
const PADDED_TO: Readonly<Record<string, number>> = {
  '4 MB': 4 * 1024 * 1024,
  '4 MB and 1': 4 * 1024 * 1024 + 1,
  '4.6 MB': 4_600_000,
  '6 MB': 6 * 1024 * 1024 - 2000,
  '6 MB and more': 6 * 1024 * 1024,
  '10 MB': 10 * 1024 * 1024,
  '10 MB and 1': 10 * 1024 * 1024 + 1,
};

/** Text as bytes: most often in UTF-8, else in another encoding, cut off, with bytes that are wrong, or compressed. */
export function encoded(text: fc.Arbitrary<string>, type: string): fc.Arbitrary<Body> {
  const encoding = fc.oneof(
    { weight: 12, arbitrary: fc.constant('utf8') },
    { weight: 5, arbitrary: fc.constantFrom(...Object.keys(ENCODINGS)) },
  );
  const damage = fc.oneof(
    { weight: 140, arbitrary: fc.constant('none') },
    { weight: 40, arbitrary: fc.constantFrom('cut', 'flip', 'insert', 'gzip', 'not gzip') },
    { weight: 1, arbitrary: fc.constantFrom(...Object.keys(PADDED_TO)) },
  );
  const types = fc.oneof(
    { weight: 14, arbitrary: fc.constant(type) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        'application/json',
        `${type}; charset=gbk`,
        'text/plain',
        '',
        'multipart/form-data; boundary=x',
        'application/x-www-form-urlencoded',
        'application/JSON;;',
        'x',
        Buffer.from(`${MARKED_NAME}/x`).toString('latin1'),
        'application/xml',
      ),
    },
  );
  return fc
    .tuple(text, encoding, damage, fc.nat(1_000_000), types)
    .map(([said, how, harm, where, contentType]) => {
      const plain = Buffer.from((ENCODINGS[how] ?? Buffer.from)(said));
      const padding = Math.max(0, (PADDED_TO[harm] ?? 0) - plain.length);
      const bytes = padding > 0 ? Buffer.concat([plain, Buffer.alloc(padding, ' ')]) : plain;
      const headers: Record<string, string> =
        contentType === '' ? {} : { 'content-type': contentType };
      if (harm === 'gzip' || harm === 'not gzip') headers['content-encoding'] = 'gzip';
      return { bytes: harm === 'gzip' ? gzipSync(bytes) : harmed(bytes, harm, where), headers };
    });
}

/** Bytes cut off, with one flipped, or with some put in. */
export function harmed(bytes: Uint8Array, how: string, where: number): Uint8Array {
  const at = bytes.length === 0 ? 0 : where % bytes.length;
  if (how === 'cut') return bytes.slice(0, at);
  if (how === 'insert')
    return Buffer.concat([bytes.slice(0, at), Buffer.from([0xff, 0, 0xc3, 0x28]), bytes.slice(at)]);
  if (how === 'drop')
    return Buffer.concat([bytes.slice(0, at), bytes.slice(at + 1 + (where % 64))]);
  if (how === 'flip' && bytes.length > 0) {
    const copy = Uint8Array.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ (1 << (where % 8));
    return copy;
  }
  return bytes;
}
