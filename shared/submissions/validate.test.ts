import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReferenceBook } from '../units/book.ts';
import { contentHash } from './content.ts';
import type { Submission } from './contract.ts';
import {
  GRID,
  NEIGHBOUR_GRID,
  OFFICER,
  perfectDocument,
  REFERENCE,
  REFERENCE_VERSIONS,
  STATION,
} from './fixture.ts';
import { parseSubmission } from './parse.ts';
import { type SubmissionContext, validateSubmission } from './validate.ts';

const CLERK: SubmissionContext = { today: '2024-04-16', role: 'clerk', reference: REFERENCE };

/** `code pointer` of every error. */
function errorsOf(document: unknown, context: Partial<SubmissionContext> = {}): string[] {
  const result = validateSubmission(document, { ...CLERK, ...context });
  return result.ok ? [] : result.errors.map(({ code, pointer }) => `${code} ${pointer}`);
}

/** The perfect document with the value at a pointer replaced; removed where it is undefined. */
function withValue(pointer: string, value: unknown): unknown {
  const document: unknown = perfectDocument();
  const path = pointer.slice(1).split('/');
  const last = path.pop() ?? '';
  let parent = document as Record<string, unknown>;
  for (const token of path) parent = parent[token] as Record<string, unknown>;
  if (value === undefined) delete parent[last];
  // Not by assignment: `__proto__` is to be a member like any other, as JSON.parse makes it.
  else Object.defineProperty(parent, last, { value, enumerable: true, configurable: true });
  return document;
}

const MOBILE = '13800138000';

/** One flaw in a perfect document: where it is made, what stands there, what is said of it. */
const FLAWS: readonly (readonly [pointer: string, value: unknown, error: string])[] = [
  ['/schemaVersion', undefined, 'missing_field /schemaVersion'],
  ['/schemaVersion', '1', 'wrong_type /schemaVersion'],
  ['/schemaVersion', 2, 'unsupported_version /schemaVersion'],
  ['/station', undefined, 'missing_field /station'],
  ['/station', 410481002000, 'wrong_type /station'],
  ['/station', '410481999000', 'unknown_station /station'],
  ['/station', '410481000000', 'unknown_station /station'],
  ['/station', '寺坡街道', 'unknown_station /station'],
  ['/date', undefined, 'missing_field /date'],
  ['/date', 20240415, 'wrong_type /date'],
  ['/date', '2024-02-30', 'invalid_date /date'],
  ['/date', '2024-4-15', 'invalid_date /date'],
  ['/date', '2024-04-17', 'future_date /date'],
  ['/date', '2024-02-13', 'date_closed /date'],
  ['/date', '1999-01-01', 'date_closed /date'],
  ['/cases', undefined, 'missing_field /cases'],
  ['/cases', {}, 'wrong_type /cases'],
  ['/cases', null, 'wrong_type /cases'],
  ['/remark', 'x', 'unknown_field /remark'],
  ['/__proto__', {}, 'unknown_field /__proto__'],
  ['/constructor', 1, 'unknown_field /constructor'],
  ['/officerTime/0', 'x', 'wrong_type /officerTime/0'],
  ['/officerTime/0/toString', 1, 'unknown_field /officerTime/0/toString'],
  ['/officerTime/0/officer', undefined, 'missing_field /officerTime/0/officer'],
  ['/officerTime/0/officer', 'Zhang San', 'invalid_id /officerTime/0/officer'],
  ['/officerTime/0/officer', '', 'invalid_id /officerTime/0/officer'],
  ['/officerTime/0/officer', MOBILE, 'personal_data /officerTime/0/officer'],
  ['/officerTime/0/officer', '410481-9999', 'unknown_officer /officerTime/0/officer'],
  ['/officerTime/0/activity', 'fishing', 'not_allowed /officerTime/0/activity'],
  ['/officerTime/0/activity', 'toString', 'not_allowed /officerTime/0/activity'],
  ['/officerTime/0/grid', undefined, 'missing_field /officerTime/0/grid'],
  ['/officerTime/0/grid', '410481002999', 'unknown_grid /officerTime/0/grid'],
  ['/officerTime/0/grid', NEIGHBOUR_GRID, 'grid_not_of_station /officerTime/0/grid'],
  ['/officerTime/1/grid', GRID, 'field_not_expected /officerTime/1/grid'],
  ['/officerTime/0/minutes', 0, 'out_of_range /officerTime/0/minutes'],
  ['/officerTime/0/minutes', 1441, 'out_of_range /officerTime/0/minutes'],
  ['/officerTime/0/minutes', Number.POSITIVE_INFINITY, 'out_of_range /officerTime/0/minutes'],
  ['/officerTime/0/minutes', 1.5, 'wrong_type /officerTime/0/minutes'],
  ['/officerTime/0/minutes', '150', 'wrong_type /officerTime/0/minutes'],
  ['/officerTime/0/minutes', 1381, 'minutes_over_day /officerTime/1/minutes'],
  [
    '/officerTime/2',
    { officer: OFFICER, activity: 'station_duty', minutes: 5 },
    'duplicate_row /officerTime/2',
  ],
  ['/disputes/0/category', undefined, 'missing_field /disputes/0/category'],
  ['/disputes/0/officer', undefined, 'missing_field /disputes/0/officer'],
  ['/disputes/0/grid', undefined, 'missing_field /disputes/0/grid'],
  ['/disputes/0/level', 'post', 'field_not_expected /disputes/0/level'],
  ['/disputes/1/level', undefined, 'missing_field /disputes/1/level'],
  ['/disputes/1/level', 'county', 'not_allowed /disputes/1/level'],
  ['/disputes/1/category', 'land', 'field_not_expected /disputes/1/category'],
  ['/disputes/1/event', 'Opened', 'not_allowed /disputes/1/event'],
  ['/disputes/1/dispute', '11010519491231002X', 'personal_data /disputes/1/dispute'],
  ['/disputes/1/dispute', 'a'.repeat(65), 'invalid_id /disputes/1/dispute'],
  [
    '/disputes/2',
    { dispute: 'D-2024-0402-03', event: 'resolved', level: 'bureau' },
    'duplicate_row /disputes/2',
  ],
  ['/cases/0/category', undefined, 'missing_field /cases/0/category'],
  ['/cases/0/grid', undefined, 'missing_field /cases/0/grid'],
  ['/cases/1/grid', GRID, 'field_not_expected /cases/1/grid'],
  ['/cases/3', { case: 'A410481-2024-00290', event: 'solved' }, 'duplicate_row /cases/3'],
  ['/followUps/0/grid', undefined, 'missing_field /followUps/0/grid'],
  ['/followUps/1/grid', GRID, 'field_not_expected /followUps/1/grid'],
  [
    '/followUps/2',
    { item: 'H-0410-1', kind: 'hazard', event: 'closed' },
    'duplicate_row /followUps/2',
  ],
  ['/counts/0/grid', undefined, 'missing_field /counts/0/grid'],
  ['/counts/0/count', 100_001, 'out_of_range /counts/0/count'],
  ['/counts/0/officer', '410481-9999', 'unknown_officer /counts/0/officer'],
  ['/counts/2', { kind: 'person_registered', grid: GRID, count: 9 }, 'duplicate_row /counts/2'],
  ['/incidents/0/count', 0, 'out_of_range /incidents/0/count'],
  ['/incidents/0/officer', OFFICER, 'unknown_field /incidents/0/officer'],
  // A name is repeated in the pointer, escaped and not too long; personal data is not.
  ['/incidents/0/a~b', 1, 'unknown_field /incidents/0/a~0b'],
  [`/${'n'.repeat(300)}`, 1, `unknown_field /${'n'.repeat(64)}`],
  [`/incidents/0/${MOBILE}`, 1, 'personal_data /incidents/0'],
];

describe('a submission', () => {
  it('that is perfect is accepted as it is', () => {
    const document = perfectDocument();
    expect(validateSubmission(document, CLERK)).toStrictEqual({ ok: true, submission: document });
  });

  it('may be empty', () => {
    const lists = {
      officerTime: [],
      disputes: [],
      cases: [],
      followUps: [],
      counts: [],
      incidents: [],
    };
    expect(errorsOf({ schemaVersion: 1, station: STATION, date: '2024-04-16', ...lists })).toEqual(
      [],
    );
  });

  it.each(FLAWS)('with %s = %j is refused', (pointer, value, error) => {
    expect(errorsOf(withValue(pointer, value))).toEqual([error]);
  });

  it('with five faults names all five, in order', () => {
    const document = perfectDocument();
    document.date = '2024-02-30';
    document.officerTime[0] = {
      officer: '7',
      grid: GRID,
      activity: 'household_visit',
      minutes: 1441,
    };
    Object.assign(document.disputes[1] ?? {}, { level: MOBILE });
    Object.assign(document.incidents[0] ?? {}, { grid: NEIGHBOUR_GRID });
    expect(errorsOf(document)).toEqual([
      'invalid_date /date',
      'unknown_officer /officerTime/0/officer',
      'out_of_range /officerTime/0/minutes',
      'personal_data /disputes/1/level',
      'grid_not_of_station /incidents/0/grid',
    ]);
  });

  it('with more than a thousand errors has the others counted', () => {
    const result = validateSubmission(withValue('/cases', Array(1500).fill(0)), CLERK);
    expect(result.ok || [result.errors.length, result.more]).toEqual([1000, 500]);
  });

  it('is told that minutes are too many once an officer, at the row that goes over', () => {
    const rows = ['station_duty', 'paperwork', 'campaign', 'case_handling'].map((activity) => ({
      officer: OFFICER,
      activity,
      minutes: 700,
    }));
    expect(errorsOf(withValue('/officerTime', rows))).toEqual([
      'minutes_over_day /officerTime/2/minutes',
    ]);
  });

  it('says where and what in two languages, and never repeats a value', () => {
    const result = validateSubmission(withValue('/officerTime/0/officer', 'Zhang San'), CLERK);
    expect(result.ok || result.errors).toEqual([
      {
        code: 'invalid_id',
        pointer: '/officerTime/0/officer',
        messages: {
          zh: '工作时间第 1 行「民辅警编号」：编号只能用 1 至 64 个字母、数字和 - _ . /',
          en: 'officer time, row 1, officer: use 1 to 64 letters, digits and - _ . /',
        },
      },
    ]);
    for (const [pointer, value] of FLAWS) {
      if (value !== MOBILE && !pointer.includes(MOBILE)) continue;
      expect(JSON.stringify(validateSubmission(withValue(pointer, value), CLERK))).not.toContain(
        MOBILE,
      );
    }
  });

  it('refuses personal data in a field that should not be there at all', () => {
    expect(errorsOf(withValue('/remark', [{ phone: MOBILE }]))).toEqual([
      'unknown_field /remark',
      'personal_data /remark',
    ]);
    expect(errorsOf(withValue('/cases/1/grid', MOBILE))).toEqual([
      'personal_data /cases/1/grid',
      'field_not_expected /cases/1/grid',
    ]);
  });

  it('looks nothing up for a station of another branch, which is always unknown', () => {
    const reference = undefined;
    expect(errorsOf(perfectDocument(), { reference })).toEqual(['unknown_station /station']);
    const personal = withValue('/station', MOBILE);
    expect(errorsOf(personal, { reference })).toEqual(['personal_data /station']);
  });

  it.each([
    ['clerk', '2024-02-14', '2024-02-13'],
    ['reviewer', '2023-03-13', '2023-03-12'],
  ] as const)('is open to a %s from %s on', (role, open, closed) => {
    const today = '2024-04-16';
    expect(errorsOf(withValue('/date', open), { today, role })).toEqual([]);
    expect(errorsOf(withValue('/date', closed), { today, role })).toEqual(['date_closed /date']);
  });

  it('is open to an administrator at any age, if there were units then', () => {
    const administrator = { today: '2034-04-16', role: 'administrator' } as const;
    expect(errorsOf(perfectDocument(), administrator)).toEqual([]);
    expect(errorsOf(withValue('/date', '2022-12-31'), administrator)).toEqual([
      'unknown_station /station',
    ]);
  });

  it('is checked against what was in force on its day', () => {
    const later = REFERENCE_VERSIONS.map((version) => ({
      ...version,
      version: 2,
      effective: '2024-04-16',
    })).map((version) => (version.kind === 'roster' ? { ...version, rows: [] } : version));
    const reference = new ReferenceBook([...REFERENCE_VERSIONS, ...later]);
    expect(errorsOf(perfectDocument(), { reference })).toEqual([]);
    expect(errorsOf(withValue('/date', '2024-04-16'), { reference })).toContain(
      'unknown_officer /officerTime/0/officer',
    );
  });

  it('may name any officer until a roster is loaded', () => {
    const reference = new ReferenceBook(REFERENCE_VERSIONS.filter(({ kind }) => kind !== 'roster'));
    expect(errorsOf(withValue('/disputes/0/officer', 'unheard-of'), { reference })).toEqual([]);
  });

  it('keeps its validity and its hash whatever the order of keys', () => {
    const original = contentHash(perfectDocument() as Submission);
    const shuffled = fc.infiniteStream(fc.nat()).map((numbers) => {
      const next = numbers[Symbol.iterator]();
      const shuffle = (value: unknown): unknown => {
        if (Array.isArray(value)) return value.map(shuffle);
        if (typeof value !== 'object' || value === null) return value;
        const entries = Object.entries(value).map(
          ([name, member]) => [next.next().value ?? 0, name, shuffle(member)] as const,
        );
        entries.sort(([a], [b]) => a - b);
        return Object.fromEntries(entries.map(([, name, member]) => [name, member]));
      };
      return shuffle(perfectDocument());
    });
    fc.assert(
      fc.property(shuffled, (document) => {
        const parsed = parseSubmission(JSON.stringify(document, null, 1));
        const result = parsed.ok && validateSubmission(parsed.document, CLERK);
        expect(result && (result.ok ? contentHash(result.submission) : result.errors)).toBe(
          original,
        );
      }),
    );
  });

  it('never makes the validation throw, and is then refused at pointers into it', () => {
    const perfect = perfectDocument();
    const lists = fc.record(
      Object.fromEntries(
        Object.keys(perfect).map((name) => [
          name,
          fc.oneof(
            fc.jsonValue(),
            fc.array(
              fc.dictionary(
                fc.constantFrom('officer', 'grid', 'event', 'kind', 'minutes', '__proto__'),
                fc.jsonValue(),
              ),
            ),
          ),
        ]),
      ),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), lists), (document) => {
        const result = validateSubmission(JSON.parse(JSON.stringify(document)), CLERK);
        expect(result.ok || result.errors.every(({ pointer }) => /^(\/|$)/.test(pointer))).toBe(
          true,
        );
      }),
    );
  });
});
