import { describe, expect, it } from 'vitest';
import {
  GRID,
  NEIGHBOUR_GRID,
  OFFICER,
  perfectDocument,
  STATION,
} from '../../shared/submissions/fixture.ts';
import { type CheckContext, errorsOf, pageErrors, placed, referenceOf } from './check.ts';
import { openFile } from './file.ts';
import { formOf, reduceForm, toSend } from './form.ts';

const CONTEXT: CheckContext = {
  ...{ station: STATION, date: '2024-04-15', today: '2024-04-16', role: 'clerk' },
  reference: referenceOf(STATION, { grids: [{ code: GRID, name: '奋飞社区', kind: 'community' }] }),
};
const ROW = { officer: OFFICER, activity: 'paperwork', minutes: 60 };

/** Codes and fields of what is wrong in a form with these rows. */
const found = (rows: Record<string, unknown[]>) =>
  pageErrors(formOf(rows).lists, CONTEXT).map(
    ({ code, list, field }) => `${code} ${list} ${field}`,
  );

describe('errors of the page', () => {
  it('are none in a perfect document', () => {
    expect(pageErrors(formOf(perfectDocument()).lists, CONTEXT)).toEqual([]);
  });

  it.each([
    ['missing_field officerTime minutes', { officerTime: [{ officer: 'a', activity: 'leave' }] }],
    ['field_not_expected officerTime grid', { officerTime: [{ ...ROW, grid: GRID }] }],
    ['unknown_field officerTime remark', { officerTime: [{ ...ROW, remark: 'x' }] }],
    ['unknown_field officerTime a/b', { officerTime: [{ ...ROW, 'a/b': 'x' }] }],
    ['wrong_type officerTime minutes', { officerTime: [{ ...ROW, minutes: '60' }] }],
    ['wrong_type officerTime undefined', { officerTime: ['x'] }],
    ['out_of_range officerTime minutes', { officerTime: [{ ...ROW, minutes: 0 }] }],
    ['not_allowed officerTime activity', { officerTime: [{ ...ROW, activity: 'nap' }] }],
    ['invalid_id officerTime officer', { officerTime: [{ ...ROW, officer: '张' }] }],
    ['personal_data officerTime officer', { officerTime: [{ ...ROW, officer: '13800138000' }] }],
    ['duplicate_row officerTime undefined', { officerTime: [ROW, ROW] }],
    [
      'minutes_over_day officerTime minutes',
      {
        officerTime: [
          { ...ROW, minutes: 1440 },
          { ...ROW, activity: 'leave' },
        ],
      },
    ],
    [
      'grid_not_of_station incidents grid',
      { incidents: [{ kind: 'petition', grid: NEIGHBOUR_GRID, count: 1 }] },
    ],
  ])('stand at their field: %s', (expected, rows) => {
    expect(found(rows)).toContain(expected);
  });

  it('say what to do without the place, which is where they stand', () => {
    const [error] = pageErrors(formOf({ officerTime: [{ ...ROW, minutes: 'x' }] }).lists, CONTEXT);
    expect(error?.text).toEqual({ zh: '应为整数', en: 'This must be a whole number' });
  });
});

describe('errors of the server', () => {
  it('are placed by the rows that were sent, and replace what the page only supposed', () => {
    const row = { event: 'filed', category: 'theft', grid: '999' };
    const unsent = { officerTime: [ROW], cases: [{ ...row, case: 'A-1' }] };
    const form = { ...formOf(unsent), confirmed: [] };
    const { keys } = toSend(form);
    expect(keys.officerTime).toEqual([]);
    const messages = { zh: '案件第 1 行「村(社区)」：没有', en: 'cases, row 1, grid: none' };
    const refusal = { code: 'unknown_grid', pointer: '/cases/0/grid', messages };
    const errors = [placed(refusal, form.lists, keys)];
    const refused = reduceForm(form, { do: 'refuse', errors });
    expect(errorsOf(refused, CONTEXT)).toEqual([
      {
        ...{ code: 'unknown_grid', list: 'cases', key: form.lists.cases[0]?.key, field: 'grid' },
        text: { zh: '没有', en: 'None' },
      },
    ]);
  });
});

describe('a file', () => {
  const open = (document: unknown) =>
    openFile(
      new TextEncoder().encode(typeof document === 'string' ? document : JSON.stringify(document)),
      CONTEXT,
    );

  it('of this station and day fills the form, with whatever is wrong in its rows', () => {
    const document = { ...perfectDocument(), cases: [{ what: 1 }], remark: 'x' };
    const opened = open(document);
    expect(opened.document).toEqual(document);
    expect(opened.errors.map(({ code, pointer }) => code + pointer)).toEqual([
      'unknown_field/remark',
    ]);
  });

  it.each([
    ['not_json', 'x{'],
    ['too_large', ' '.repeat(4 * 1024 * 1024 + 1)],
    ['wrong_type', []],
    ['unsupported_version', { ...perfectDocument(), schemaVersion: 2 }],
    ['unknown_station', { ...perfectDocument(), station: '410481003000' }],
    ['personal_data', { ...perfectDocument(), station: '13800138000' }],
    ['invalid_date', { ...perfectDocument(), date: '2024-02-30' }],
    ['future_date', { ...perfectDocument(), date: '2024-05-01' }],
    ['date_closed', { ...perfectDocument(), date: '2023-05-01' }],
  ])('is refused with %s', (code, document) => {
    const opened = open(document);
    expect(opened.document).toBeUndefined();
    expect(opened.errors.map((error) => error.code)).toContain(code);
  });

  it('of another day says which', () => {
    const opened = open({ ...perfectDocument(), date: '2024-04-14' });
    expect(opened).toEqual({ errors: [], otherDate: '2024-04-14', document: undefined });
  });
});
