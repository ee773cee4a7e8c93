/** Workbooks, CSV files and reference files: good ones, broken as files, as archives, as XML, as text. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { OFFICER } from '../../shared/submissions/fixture.ts';
import { REFERENCE_COLUMNS, REFERENCE_KINDS } from '../../shared/units/kinds.ts';
import { unpack } from '../../shared/workbook/archive.ts';
import { csvTemplate } from '../../shared/workbook/template.ts';
import { filled, parts, zip } from '../../shared/workbook/testing.ts';
import { STATION } from '../support/county.ts';
import { bearer, extraHeaders, type HttpCase, inPath } from './case.ts';
import { encoded, harmed, MARKS_AS_ROWS, marked, oddText } from './values.ts';

const MEGABYTE = 1024 * 1024;
type Entries = Readonly<Record<string, string | Uint8Array>>;

const xml = (text: string) =>
  text.replace(/[<&>"\p{Cc}]/gu, (c) => `&#${c.charCodeAt(0)};`).toWellFormed();

/** Ways to break a part of a workbook that is XML; `text` is odd, `$` no pattern in it. */
const XML_HARM: readonly ((part: string, text: string) => string)[] = [
  (part, text) => part.replace(/<v>[^<]*<\/v>/, () => `<v>${xml(text)}</v>`),
  (part, text) => part.replace(/<t[^>]*>[^<]*<\/t>/, () => `<t>${xml(text)}</t>`),
  (part, text) => part.replace(/<t[^>]*>[^<]*<\/t>/g, () => `<t>${xml(text)}</t>`),
  (part, text) => part.replace(/<v>/, () => `<f>HYPERLINK("${xml(text)}")</f><v>`),
  (part, text) => part.replace(/ r="[A-Z]+\d+"/, () => ` r="${xml(text)}"`),
  (part) => part.replace(/ r="[A-Z]+\d+"/, ' r="XFD1048576"'),
  (part) => part.replace(/ r="[A-Z]+\d+"/, ' r="ZZZZZZ99999999999"'),
  (part) => part.replace(/<row r="\d+"/, '<row r="1048577"'),
  (part) => part.replace(/<row r="\d+"/, '<row r="-1"'),
  (part) => part.replace(/ t="[a-z]+"/gi, ' t="s"').replace(/<v>[^<]*<\/v>/g, '<v>99999999</v>'),
  (part) => part.replace(/ t="[a-z]+"/gi, ' t="d"'),
  (part) => part.replace(/ s="\d+"/g, ' s="4294967296"'),
  (part) =>
    part.replace(
      /<sheetData/,
      '<dimension ref="A1:XFD1048576"/><cols><col min="1" max="99999999" width="1e9"/></cols><sheetData',
    ),
  (part) =>
    part.replace(
      /<\/sheetData>/,
      '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    ),
  (part) => part.replace(/<\/sheetData>/, `</sheetData>${'<x>'.repeat(20_000)}`),
  (part) =>
    part.replace(
      /<\/sheetData>/,
      '</sheetData><dataValidations><dataValidation sqref="A1:XFD1048576" type="list"><formula1>A1</formula1></dataValidation></dataValidations>',
    ),
  (part) =>
    `<!DOCTYPE x [<!ENTITY a "${'枫'.repeat(200)}">${'bcdefghij'
      .split('')
      .map((n, i) => `<!ENTITY ${n} "${`&${'abcdefghij'[i]};`.repeat(10)}">`)
      .join('')}]>${part.replace(/<v>[^<]*<\/v>|<t>[^<]*<\/t>/, '<t>&j;</t>')}`,
  (part) =>
    `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${part.replace(/<t[^>]*>[^<]*<\/t>/, '<t>&e;</t>')}`,
  (part) => part.replace(/Target="[^"]*"/, 'Target="http://127.0.0.1:1/x" TargetMode="External"'),
  (part) => part.replace(/Target="[^"]*"/, 'Target="../../../../etc/passwd"'),
  (part, text) => part.replace(/<sheet name="[^"]*"/, () => `<sheet name="${xml(text)}"`),
  (part) => part.replace(/ r:id="[^"]*"/, ' r:id="__proto__"'),
  (part) => part.replace(/ sheetId="\d+"/g, ' sheetId="1"'),
  (part) => part.replace(/<\/(row|si|sheet)>/, ''),
  (part) => part.replace(/&amp;|<t>/, '<t>&#x110000;&nosuch;&#0;'),
  (part) => part.replace(/encoding="[^"]*"/i, 'encoding="UTF-16"'),
  (part) => part.slice(0, part.length >> 1),
  () => '',
  () => '{}',
];

/** What makes an archive large, made once. */
const BOMB = zip({ 'xl/worksheets/sheet1.xml': new Uint8Array(64 * MEGABYTE) });
const SPARSE = Array.from(
  { length: 3000 },
  (_, row) => `<row r="${row * 349 + 1}"><c r="XFD${row * 349 + 1}"><v>1</v></c></row>`,
).join('');
const GZIP_BOMB = gzipSync(new Uint8Array(200 * MEGABYTE));

/** A few good workbooks and what they are made of. */
async function goodWorkbooks(date: string): Promise<readonly Entries[]> {
  const sheets = [
    { 工作时间: [[date, OFFICER, '入户走访', '410481002201', 60]] },
    {
      矛盾纠纷: [[date, 'D-1', '排查发现', '邻里', '410481002201', OFFICER, null]],
      工作数量: [[date, '走访户数', '410481002201', OFFICER, 3]],
    },
    MARKS_AS_ROWS,
  ];
  return Promise.all(
    sheets.map(async (rows) => {
      const unpacked = unpack(await filled(rows, [date]), 64 * MEGABYTE);
      if (!unpacked.ok) throw new Error(unpacked.reason);
      return Object.fromEntries(unpacked.entries);
    }),
  );
}

interface ArchiveHarm {
  readonly part: number;
  readonly how: number;
  readonly text: string;
}

function harmedEntries(entries: Entries, { part, how, text }: ArchiveHarm): Entries {
  const names = Object.keys(entries).filter((name) =>
    /sheet\d+\.xml$|sharedStrings|workbook\.xml|styles|Content/.test(name),
  );
  const name = names[part % names.length] ?? '';
  const held = Buffer.from(entries[name] ?? '').toString();
  const { [name]: _, ...others } = entries;
  const change = how % (XML_HARM.length + 4);
  if (change === XML_HARM.length) return others;
  if (change === XML_HARM.length + 1) return { ...others, [`${name}/${text}`.slice(0, 200)]: held };
  if (change === XML_HARM.length + 2) return { ...entries, 'xl/vbaProject.bin': text };
  if (change === XML_HARM.length + 3)
    return { ...entries, EncryptedPackage: text, '../../x': text };
  return { ...others, [name]: XML_HARM[change]?.(held, text) ?? held };
}

function workbookBytes(good: readonly Entries[]): fc.Arbitrary<Uint8Array> {
  const harm = fc.record({ part: fc.nat(50), how: fc.nat(200), text: oddText });
  const archive = fc
    .tuple(
      fc.constantFrom(...good),
      fc.array(harm, { maxLength: 3 }),
      fc.option(fc.constantFrom(0, 1, 0xffffffff, 2 ** 31), { freq: 12 }),
    )
    .map(([entries, harms, size]) => zip(harms.reduce(harmedEntries, entries), size ?? undefined));
  const cut = fc
    .tuple(
      fc.constantFrom(...good),
      fc.constantFrom('cut', 'flip', 'flip', 'drop', 'insert'),
      fc.nat(10_000_000),
    )
    .map(([entries, how, where]) => harmed(zip(entries), how, where));
  const handmade = fc
    .tuple(fc.constantFrom('工作时间', 'x', '矛盾纠纷'), oddText)
    .map(([name, text]) =>
      zip(
        parts(
          { [name]: `<row r="1"><c r="A1" t="inlineStr"><is><t>${xml(text)}</t></is></c></row>` },
          [xml(text)],
        ),
      ),
    );
  return fc.oneof(
    { weight: 20, arbitrary: archive },
    { weight: 6, arbitrary: cut },
    { weight: 3, arbitrary: handmade },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        BOMB,
        zip(parts({ 工作时间: SPARSE })),
        new Uint8Array(),
        Buffer.from('PK\x03\x04'),
        Buffer.from('d0cf11e0a1b11ae1', 'hex'),
        new Uint8Array(4 * MEGABYTE + 1),
      ),
    },
  );
}

const quoted = (cell: string, how: number) =>
  how === 0 ? cell : how === 1 ? `"${cell}` : `"${cell.replaceAll('"', '""')}"`;

/** CSV: some heading lines, and rows of plausible and odd cells. */
function csvText(headings: readonly string[], plausible: readonly string[]): fc.Arbitrary<string> {
  const cell = fc
    .tuple(
      fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...plausible) },
        { weight: 1, arbitrary: oddText },
      ),
      fc.nat(5),
    )
    .map(([text, how]) => quoted(text, how));
  return fc
    .tuple(
      fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...headings) },
        { weight: 1, arbitrary: oddText },
      ),
      fc.array(fc.array(cell, { minLength: 1, maxLength: 9 }), { maxLength: 6 }),
      fc.constantFrom(',', ',', ',', ';', '\t', '，'),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.constantFrom(1, 1, 1, 1, 1, 1, 1, 1, 1, 2000),
    )
    .map(([heading, rows, comma, end, times]) =>
      [heading, ...Array.from({ length: times }, () => rows.map((row) => row.join(comma))).flat()]
        .join(end)
        .slice(0, 300_000),
    );
}

/** `date`: a day of which there are documents; `mapping`: the name of a mapping of imports. */
export async function files(date: string, mapping: string): Promise<fc.Arbitrary<HttpCase>> {
  const good = await goodWorkbooks(date);
  const csvHeadings = Buffer.from(csvTemplate()).toString().replace('\ufeff', '').trim();
  const plausible = [
    STATION,
    date,
    '410481002201',
    OFFICER,
    '入户走访',
    '60',
    '走访户数',
    '工作时间',
    '盗窃案',
    'A-1',
    '排查发现',
    '邻里',
    '',
  ];
  const octets = 'application/octet-stream';
  const mode = fc.constantFrom('check', 'send', 'marked');
  const workbook = fc
    .tuple(
      workbookBytes(good),
      fc.constantFrom(
        octets,
        octets,
        octets,
        'text/csv',
        'application/json',
        'multipart/form-data; boundary=x',
      ),
    )
    .map(([bytes, type]) => ({ bytes, headers: { 'content-type': type } }));
  const csv = encoded(csvText([csvHeadings], plausible), octets);
  const upload = fc
    .tuple(fc.oneof({ weight: 3, arbitrary: workbook }, { weight: 1, arbitrary: csv }), mode)
    .map(([body, how]) => ({
      ...{ method: 'POST', path: `/v1/submissions/workbook?station=${STATION}&mode=${how}` },
      ...{ route: 'POST /v1/submissions/workbook', body },
    }));
  const named = fc.oneof(
    { weight: 9, arbitrary: fc.constant(encodeURIComponent(mapping)) },
    { weight: 1, arbitrary: inPath(oddText) },
  );
  const imported = fc
    .tuple(
      named,
      fc.constantFrom('check', 'fill'),
      encoded(csvText(['办案单位,立案时间,案件编号,案由,村'], plausible), 'text/csv'),
    )
    .map(([name, how, body]) => ({
      ...{ method: 'POST', path: `/v1/imports?mapping=${name}&mode=${how}` },
      ...{ route: 'POST /v1/imports', body },
    }));
  const table = fc.constantFrom(...REFERENCE_KINDS).chain((kind) => {
    const heading = Object.keys(REFERENCE_COLUMNS[kind]).join(',');
    const cells = [
      STATION,
      '410481000000',
      '410481002001',
      '寺坡街道',
      'station',
      'urban',
      'village',
      '2024-04',
      '10',
      '',
      'P-1',
      'other',
    ];
    const text = encoded(csvText([heading], cells), 'text/csv');
    const body = fc.oneof(
      { weight: 30, arbitrary: text },
      // Said to be compressed by its bytes alone.
      {
        weight: 4,
        arbitrary: fc
          .tuple(text, fc.boolean(), fc.nat(1_000_000))
          .map(([{ bytes, headers }, isWhole, where]) => ({
            bytes: harmed(gzipSync(bytes), isWhole ? 'none' : 'flip', where),
            headers,
          })),
      },
      {
        weight: 1,
        arbitrary: fc.constant({ bytes: GZIP_BOMB, headers: { 'content-type': 'text/csv' } }),
      },
    );
    return body.map((bytes) => ({
      // Long after all days that are asked about, so that what is taken changes nothing for them.
      ...{ method: 'PUT', path: `/v1/reference/${kind}?effective=2099-01-01` },
      ...{ route: 'PUT /v1/reference/{kind}', body: bytes },
    }));
  });
  const place = fc.oneof(
    { weight: 6, arbitrary: upload },
    { weight: 2, arbitrary: imported },
    { weight: 2, arbitrary: table },
  );
  return fc.tuple(place, bearer(1), extraHeaders).map(([{ body, ...where }, as, extra]) => ({
    ...{ kind: 'http', as, ...where },
    ...{ headers: { ...extra, ...body.headers }, body: body.bytes },
  }));
}

/** Bulk files: lines good and broken, compressed or not, whole or not. */
export function bulkBytes(line: fc.Arbitrary<string>): fc.Arbitrary<Uint8Array> {
  const text = fc
    .tuple(
      fc.array(
        fc.oneof(
          { weight: 6, arbitrary: line },
          { weight: 1, arbitrary: oddText },
          { weight: 1, arbitrary: marked },
        ),
        { maxLength: 12 },
      ),
      fc.constantFrom('\n', '\r\n', '\n\n\n'),
    )
    .map(([lines, end]) => lines.join(end));
  const packing = fc.constantFrom(
    'none',
    'none',
    'none',
    'gzip',
    'gzip',
    'two members',
    'cut',
    'flip',
    'insert',
    'zip',
    'gzip cut',
    'gzip flip',
  );
  const bytes = fc
    .tuple(encoded(text, ''), packing, fc.nat(1_000_000))
    .map(([{ bytes: plain }, how, where]) => {
      if (how === 'gzip') return gzipSync(plain);
      if (how === 'two members') return Buffer.concat([gzipSync(plain), gzipSync(plain)]);
      if (how === 'zip') return zip({ 'county.ndjson': plain });
      const [packed, harm] = how.split(' ');
      return packed === 'gzip'
        ? harmed(gzipSync(plain), harm ?? '', where)
        : harmed(plain, how, where);
    });
  return fc.oneof(
    { weight: 40, arbitrary: bytes },
    { weight: 3, arbitrary: fc.uint8Array({ maxLength: 300 }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        gzipSync('\n'.repeat(MEGABYTE)),
        gzipSync('['.repeat(5 * MEGABYTE)),
        gzipSync('x'.repeat(20 * MEGABYTE)),
        new Uint8Array(),
      ),
    },
  );
}
