import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReferenceBook } from './book.ts';
import { decodeCsv, MAX_REFERENCE_BYTES } from './decode.ts';
import { REFERENCE_KINDS, type ReferenceKind, type ReferenceVersion } from './kinds.ts';
import { parseReference, reopenReference } from './reference.ts';

/** A perfect file of each kind; 济源 is a city whose stations have no county between. */
const PERFECT = {
  units: [
    'code,name,level,parent,area',
    '410000000000,河南省,province,,rural',
    '410400000000,平顶山市,city,410000000000,rural',
    '410481000000,舞钢市,county,410400000000,rural',
    '410481002000,寺坡街道,station,410481000000,urban',
    '410481003000,朱兰街道,station,410481000000,urban',
    '419000000000,济源市,city,410000000000,rural',
    '419001001000,沁园街道,station,419000000000,urban',
  ],
  grids: [
    'code,name,station,kind,households,population',
    '410481002201,石门郭村民委员会,410481002000,village,312,778',
    '410481003001,"矿业社区,居民委员会",410481003000,community,1724,4909',
  ],
  roster: [
    'officer,station,role,grids',
    '410481-0217,410481002000,community_officer,410481002201',
    '410481-0218,410481003000,auxiliary,',
  ],
  successions: ['from,to,since', '410481003000,410481002000,2024-04-01'],
  staffing: [
    'county,county_police,station_police,community_police,offices,posts',
    '410481000000,562,251,102,35,238',
    '419000000000,300,120,60,9,80',
  ],
  surveys: [
    'unit,period,kind,respondents,positive',
    '410481002000,2024-03,awareness,108,87',
    '410481002000,2024-04,awareness,108,108',
  ],
  leadership: ['unit,month,leader_visits,consultations', '410481000000,2024-04,2,1'],
} satisfies Record<ReferenceKind, string[]>;

const EFFECTIVE = '2024-01-01';

const bytesOf = (lines: readonly string[]) => Buffer.from(`${lines.join('\n')}\n`);

function load(
  kind: ReferenceKind,
  lines: readonly string[],
  book: ReferenceBook,
): ReferenceVersion {
  const result = parseReference(kind, bytesOf(lines), { effective: EFFECTIVE, book });
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return { kind, version: 1, effective: EFFECTIVE, rows: result.rows } as ReferenceVersion;
}

const units = load('units', PERFECT.units, new ReferenceBook([]));
const grids = load('grids', PERFECT.grids, new ReferenceBook([units]));
const BOOK = new ReferenceBook([units, grids]);

/** `code pointer` of every error in a file. */
function errorsOf(kind: ReferenceKind, bytes: Uint8Array, book = BOOK): string[] {
  const result = parseReference(kind, bytes, { effective: EFFECTIVE, book });
  return result.ok ? [] : result.errors.map(({ code, pointer }) => `${code} ${pointer}`.trim());
}

/** The perfect file with line `row` (0: the first after the header) replaced or added. */
function withLine(kind: ReferenceKind, row: number, line: string): Uint8Array {
  const lines = [...PERFECT[kind]];
  lines[row + 1] = line;
  return bytesOf(lines);
}

const FLAWS: readonly (readonly [ReferenceKind, row: number, line: string, error: string])[] = [
  ['units', 3, '410481002,寺坡街道,station,410481000000,urban', 'invalid_code /rows/3/code'],
  ['units', 3, '410481002000,,station,410481000000,urban', 'missing_field /rows/3/name'],
  ['units', 3, '410481002000,13800138000,station,410481000000,urban', 'personal_data /rows/3/name'],
  ['units', 3, '410481002000,=1+1,station,410481000000,urban', 'not_a_name /rows/3/name'],
  ['units', 3, '410481002000, ＋1,station,410481000000,urban', 'not_a_name /rows/3/name'],
  ['units', 3, '410481002000,"\t=1",station,410481000000,urban', 'invalid_name /rows/3/name'],
  ['units', 3, '410481002000,寺坡街道,village,410481000000,urban', 'not_allowed /rows/3/level'],
  ['units', 3, '410481002000,寺坡街道,station,,urban', 'missing_field /rows/3/parent'],
  ['units', 3, '410481002000,寺坡街道,station,410499000000,urban', 'unknown_parent /rows/3/parent'],
  ['units', 3, '410481002000,寺坡街道,station,410000000000,urban', 'wrong_parent /rows/3/parent'],
  ['units', 3, '410481002000,寺坡街道,station,410481003000,urban', 'wrong_parent /rows/3/parent'],
  ['units', 3, '410481002000,寺坡街道,station,410481000000,town', 'not_allowed /rows/3/area'],
  ['units', 3, '410481002000,寺坡街道,station,410481000000', 'wrong_columns /rows/3'],
  ['units', 7, '410481002000,寺坡,station,410481000000,urban', 'duplicate_row /rows/7/code'],
  ['units', 7, '420000000000,湖北省,province,,rural', 'several_provinces /rows/7/level'],
  ['grids', 0, '410481002201,@A1,410481002000,village,312,778', 'not_a_name /rows/0/name'],
  ['grids', 0, '410481002201,-村,410481002000,village,312,778', 'not_a_name /rows/0/name'],
  ['grids', 0, '410481002201,村,410481009000,village,312,778', 'unknown_station /rows/0/station'],
  ['grids', 0, '410481002201,村,410481000000,village,312,778', 'unknown_station /rows/0/station'],
  ['grids', 0, '410481002201,村,410481002000,town,312,778', 'not_allowed /rows/0/kind'],
  ['grids', 0, '410481002201,村,410481002000,village,-1,778', 'invalid_number /rows/0/households'],
  ['grids', 0, '410481002201,村,410481002000,village,312,7.5', 'invalid_number /rows/0/population'],
  ['grids', 2, '410481002201,村,410481002000,village,1,1', 'duplicate_row /rows/2/code'],
  ['roster', 0, '张三,410481002000,other,', 'invalid_id /rows/0/officer'],
  ['roster', 0, '11010519491231002X,410481002000,other,', 'personal_data /rows/0/officer'],
  ['roster', 0, '410481-0217,410481009000,other,', 'unknown_station /rows/0/station'],
  ['roster', 0, '410481-0217,410481002000,chief,', 'not_allowed /rows/0/role'],
  ['roster', 0, '410481-0217,410481002000,other,410481002201;x', 'invalid_code /rows/0/grids'],
  ['roster', 0, '410481-0217,410481002000,other,410481002999', 'unknown_grid /rows/0/grids'],
  ['roster', 0, '410481-0217,410481002000,other,410481003001', 'grid_not_of_station /rows/0/grids'],
  ['roster', 2, '410481-0217,410481003000,other,', 'duplicate_row /rows/2/officer'],
  ['successions', 0, '410481009000,410481002000,2024-04-01', 'unknown_station /rows/0/from'],
  ['successions', 0, '410481003000,410481003000,2024-04-01', 'succession_to_itself /rows/0/to'],
  ['successions', 0, '410481003000,410481002000,2024-02-30', 'invalid_date /rows/0/since'],
  ['successions', 1, '410481003000,419001001000,2024-04-01', 'duplicate_row /rows/1/from'],
  ['staffing', 0, '410499000000,1,1,1,1,1', 'unknown_unit /rows/0/county'],
  ['staffing', 0, '410400000000,1,1,1,1,1', 'not_a_county /rows/0/county'],
  ['staffing', 0, '410481000000,1,1,1,1,many', 'invalid_number /rows/0/posts'],
  ['surveys', 0, '410499000000,2024-03,awareness,9,8', 'unknown_unit /rows/0/unit'],
  ['surveys', 0, '410481002000,2024-13,awareness,9,8', 'invalid_month /rows/0/period'],
  ['surveys', 0, '410481002000,2024-03,trust,9,8', 'not_allowed /rows/0/kind'],
  [
    'surveys',
    0,
    '410481002000,2024-03,awareness,8,9',
    'more_positive_than_respondents /rows/0/positive',
  ],
  ['surveys', 2, '410481002000,2024-03,awareness,9,8', 'duplicate_row /rows/2/unit'],
  ['leadership', 0, '410499000000,2024-04,2,1', 'unknown_unit /rows/0/unit'],
  ['leadership', 1, '410481000000,2024-04,0,0', 'duplicate_row /rows/1/unit'],
];

describe('a reference file', () => {
  it.each(REFERENCE_KINDS)('of %s that is perfect is read, and can be read again', (kind) => {
    const context = { effective: EFFECTIVE, book: BOOK };
    const result = parseReference(kind, bytesOf(PERFECT[kind]), context);
    expect(result.ok && result.rows.length).toBe(PERFECT[kind].length - 1);
    expect(result.ok && reopenReference(kind, result.text)).toEqual(result.ok && result.rows);
  });

  it('that was taken when names were free can be read all the same', () => {
    const text = 'code,name,level,parent,area\n410000000000,=1+1,province,,rural\n';
    expect(reopenReference('units', text)).toMatchObject([{ name: '=1+1' }]);
  });

  it('is typed cell by cell', () => {
    expect(grids.rows[1]).toEqual({
      code: '410481003001',
      name: '矿业社区,居民委员会',
      station: '410481003000',
      kind: 'community',
      households: 1724,
      population: 4909,
    });
    expect(load('roster', PERFECT.roster, BOOK).rows).toMatchObject([
      { grids: ['410481002201'] },
      { grids: [] },
    ]);
    expect(units.rows[0]).toMatchObject({ parent: null });
  });

  it.each(FLAWS)('of %s with row %i %s is refused', (kind, row, line, error) => {
    expect(errorsOf(kind, withLine(kind, row, line))).toEqual([error]);
  });

  it('has every bad row listed, and the line of the file in the message', () => {
    const lines = [...PERFECT.grids, '', ...Array(1200).fill('1,村,2,village,1,1')];
    const result = parseReference('grids', bytesOf(lines), { effective: EFFECTIVE, book: BOOK });
    expect(result.ok || [result.errors.length, result.more]).toEqual([1000, 1400]);
    expect(result.ok || result.errors[1]).toEqual({
      code: 'invalid_code',
      pointer: '/rows/2/station',
      messages: {
        zh: '文件第 5 行「派出所代码」：代码应为 12 位数字',
        en: 'line 5 of the file, station: a code is 12 digits',
      },
    });
  });

  it('may have a byte order mark, CRLF, empty lines at its end and its columns in any order', () => {
    const text = '\uFEFFsince,to,from\r\n2024-04-01,410481002000,410481003000\r\n,,\r\n\r\n';
    expect(errorsOf('successions', Buffer.from(text))).toEqual([]);
  });

  it('may be gzipped, but not half of it, nor far too large once unpacked', () => {
    const zipped = gzipSync(bytesOf(PERFECT.units));
    expect(errorsOf('units', zipped)).toEqual([]);
    expect(errorsOf('units', zipped.subarray(0, zipped.length / 2))).toEqual(['bad_gzip']);
    expect(errorsOf('units', Buffer.from([0x1f, 0x8b, 0x08, 0x00]))).toEqual(['bad_gzip']);
    const bomb = decodeCsv(gzipSync(Buffer.alloc(10_000)), 9_999);
    expect(bomb.ok || bomb.errors[0]?.code).toBe('too_large');
    expect(errorsOf('units', Buffer.alloc(MAX_REFERENCE_BYTES + 1))).toEqual(['too_large']);
  });

  it('in GBK has one clear error', () => {
    const gbk = Buffer.concat([
      Buffer.from('code,name,level,parent,area\n410000000000,'),
      Buffer.from([0xba, 0xd3, 0xc4, 0xcf]),
      Buffer.from(',province,,rural\n'),
    ]);
    expect(errorsOf('units', gbk)).toEqual(['not_utf8']);
  });

  it.each([
    ['another header', 'code,name,level,parent'],
    ['a column too many', 'code,name,level,parent,area,phone'],
    ['a column twice', 'code,name,level,parent,area,area'],
    ['nothing in it', ''],
  ])('with %s is refused', (_, text) => {
    expect(errorsOf('units', Buffer.from(text))).toEqual(['wrong_header']);
  });

  it('with a quote that never closes is refused', () => {
    expect(errorsOf('units', Buffer.from('code,name,level,parent,area\n"41,x'))).toEqual([
      'bad_csv',
    ]);
  });

  it('without rows is refused where that can only be a mistake', () => {
    const header = (kind: ReferenceKind) => bytesOf(PERFECT[kind].slice(0, 1));
    expect(REFERENCE_KINDS.filter((kind) => errorsOf(kind, header(kind)).length > 0)).toEqual([
      'units',
      'grids',
      'roster',
    ]);
  });

  it('needs a province, and units in force on its effective day', () => {
    const lines = ['code,name,level,parent,area', '410400000000,平顶山市,city,410400000000,rural'];
    expect(errorsOf('units', bytesOf(lines))).toEqual(['wrong_parent /rows/0/parent']);
    const later = new ReferenceBook([{ ...units, effective: '2024-01-02' } as ReferenceVersion]);
    expect(errorsOf('grids', bytesOf(PERFECT.grids), later)).toEqual(['no_units_in_force']);
  });

  it('of successions may be a chain but no circle', () => {
    const [a, b, c] = ['410481002000', '410481003000', '419001001000'];
    const chain = ['from,to,since', `${a},${b},2024-01-01`, `${b},${c},2024-02-01`];
    expect(errorsOf('successions', bytesOf(chain))).toEqual([]);
    expect(errorsOf('successions', bytesOf([...chain, `${c},${b},2024-03-01`]))).toEqual([
      'succession_cycle /rows/1/to',
      'succession_cycle /rows/2/to',
    ]);
  });

  it('never makes the reader throw', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('', '410481002000', '2024-04', '5', '"'));
    const file = fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 6 });
    fc.assert(
      fc.property(fc.constantFrom(...REFERENCE_KINDS), file, (kind, rows) => {
        const lines = [PERFECT[kind][0] ?? '', ...rows.map((row) => row.join(','))];
        expect(errorsOf(kind, bytesOf(lines))).toBeInstanceOf(Array);
      }),
    );
  });
});
