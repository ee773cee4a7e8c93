import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { eachDay } from '../calendar/day.ts';
import { contentHash } from '../submissions/content.ts';
import { LIST_NAMES, LISTS, type Submission } from '../submissions/contract.ts';
import {
  GRID,
  OFFICER,
  perfectDocument,
  REFERENCE_VERSIONS,
  STATION,
} from '../submissions/fixture.ts';
import { revisionsOf } from '../submissions/ledger.ts';
import { ReferenceBook } from '../units/book.ts';
import { fieldsOf } from './layout.ts';
import { openTables } from './tables.ts';
import { desk, filled, parts, small, template, zip } from './testing.ts';

const DAY = '2024-04-15';
const GRID_LABEL = `${GRID} 寺坡村`;

/** The contract's example as a clerk types it. */
const PERFECT = {
  工作时间: [
    [DAY, OFFICER, '入户走访', GRID_LABEL, 150],
    ['2024/4/15', OFFICER, '值班备勤', null, '60'],
  ],
  矛盾纠纷: [
    [new Date(`${DAY}T00:00:00Z`), 'D-2024-0415-01', '排查发现', '邻里', GRID_LABEL, OFFICER],
    ['2024年4月15日', 'D-2024-0402-03', '化解', null, null, null, '警务工作站（村）'],
  ],
  案件: [
    [45_397, 'A410481-2024-00311', 'filed', '盗窃', GRID_LABEL],
    [DAY, 'A410481-2024-00290 ', '破案'],
    [DAY, 'Ａ410481-2022-00007', 'Solved', '诈骗'],
  ],
  群众事项: [
    [DAY, 'T-0415-2', '社情民意', '登记', Number(GRID)],
    ['20240415', 'H-0410-1', '隐患', '办结'],
  ],
  工作数量: [
    [DAY, '走访户数', '寺坡村', OFFICER, '１４'],
    [DAY, '登记人员', GRID, null, 3],
  ],
  上访和事故: [[DAY, '上访', GRID_LABEL, 1]],
};
/** The fixture's grid has its code as its name. */
const perfect = () =>
  filled({
    ...PERFECT,
    工作数量: [[DAY, '走访户数', GRID, OFFICER, '１４'], ...PERFECT.工作数量.slice(1)],
  });

test('what is typed into the template in Chinese is the document of the contract', async () => {
  const { answer, ports } = desk();
  const file = await perfect();
  expect(await answer(file)).toMatchObject({
    rows: 12,
    days: [{ date: DAY, outcome: 'ready', latestRevision: 0, errors: 0 }],
    errors: [],
    more: 0,
  });
  const sent = await answer(file, 'send');
  expect(sent.days).toMatchObject([{ outcome: 'accepted', receipt: { revision: 1 } }]);
  const [revision] = await revisionsOf(ports.items, '410481002000', DAY);
  expect(revision?.hash).toBe(contentHash(perfectDocument() as Submission));
  // Sent again it changes nothing, and the check says so before.
  expect((await answer(file)).days).toMatchObject([{ outcome: 'unchanged', latestRevision: 1 }]);
  expect((await answer(file, 'send')).days).toMatchObject([{ outcome: 'unchanged' }]);
});

test('a month of twenty officers goes in', async () => {
  const officers = Array.from({ length: 20 }, (_, index) => `410481-${1000 + index}`);
  const roster = officers.map((officer) => ({
    ...{ officer, station: STATION, role: 'community_officer' as const, grids: [GRID] },
  }));
  const book = new ReferenceBook([
    ...REFERENCE_VERSIONS,
    { kind: 'roster', version: 2, effective: '2023-01-01', rows: roster },
  ]);
  const { answer } = desk(Date.UTC(2024, 5, 1, 4), book);
  const days = eachDay('2024-05-01', '2024-05-31');
  const activities = ['入户走访', '矛盾调解', '社区巡防', '信息采集', '便民服务'];
  const rows = days.flatMap((day) =>
    officers.flatMap((officer) =>
      activities.map((activity) => [day, officer, activity, GRID_LABEL, 90]),
    ),
  );
  const file = await filled({ 工作时间: rows });
  const checked = await answer(file);
  expect(checked).toMatchObject({ rows: 31 * 20 * 5, errors: [], more: 0 });
  const sent = await answer(file, 'send');
  expect(sent.days.map(({ date, outcome }) => [date, outcome])).toEqual(
    days.map((day) => [day, 'accepted']),
  );
});

describe('a cell that is wrong', () => {
  const { answer } = desk();
  const ok = [DAY, OFFICER, '入户走访', GRID_LABEL, 60];
  const flaws: [string, Record<string, (string | number | boolean | null)[][]>, object][] = [
    [
      'a code',
      { 工作时间: [ok, [DAY, OFFICER, '睡觉', null, 60]] },
      { code: 'not_allowed', sheet: '工作时间', row: 3, column: '工作内容', cell: 'C3' },
    ],
    [
      'a number',
      { 工作时间: [[DAY, OFFICER, '办案', null, '半天']] },
      { code: 'wrong_type', cell: 'E2' },
    ],
    [
      'a range',
      { 工作时间: [[DAY, OFFICER, '办案', null, 2000]] },
      { code: 'out_of_range', cell: 'E2' },
    ],
    [
      'a missing grid',
      { 工作时间: [[DAY, OFFICER, '入户走访', '', 60]] },
      { code: 'missing_field', cell: 'D2', column: '村(社区)' },
    ],
    [
      'a grid too many',
      { 工作时间: [[DAY, OFFICER, '办案', GRID_LABEL, 60]] },
      { code: 'field_not_expected', cell: 'D2' },
    ],
    [
      'a strange grid',
      { 上访和事故: [[DAY, '上访', '410481999001 某村', 1]] },
      { code: 'unknown_grid', cell: 'C2' },
    ],
    [
      "a neighbour's grid",
      { 上访和事故: [[DAY, '上访', 410481003001, 1]] },
      { code: 'grid_not_of_station', cell: 'C2' },
    ],
    [
      'an officer',
      { 工作时间: [[DAY, '410481-9999', '办案', null, 60]] },
      { code: 'unknown_officer', cell: 'B2' },
    ],
    ['an id', { 案件: [[DAY, '案件一', '破案']] }, { code: 'invalid_id', cell: 'B2' }],
    [
      'a number that lost digits',
      { 案件: [[DAY, 1.23456789012346e17, '破案']] },
      { code: 'wrong_type', cell: 'B2' },
    ],
    ['a yes', { 案件: [[DAY, true, '破案']] }, { code: 'wrong_type', cell: 'B2' }],
    [
      'a row twice',
      { 工作时间: [ok, ok] },
      { code: 'duplicate_row', row: 3, column: null, cell: null },
    ],
    [
      'a long day',
      { 工作时间: [[DAY, OFFICER, '办案', null, 1440], ok] },
      { code: 'minutes_over_day', cell: 'E3' },
    ],
    [
      'personal data',
      { 案件: [[DAY, '11010519491231002X', '破案']] },
      { code: 'personal_data', cell: 'B2' },
    ],
    [
      'a grid with a telephone',
      { 上访和事故: [[DAY, '上访', `${GRID} 13800138000`, 1]] },
      { code: 'personal_data', cell: 'C2' },
    ],
    [
      'the future',
      { 案件: [['2024-04-21', 'A-1', '破案']] },
      { code: 'future_date', date: '2024-04-21', cell: 'A2', column: '日期' },
    ],
    [
      'a closed day',
      { 案件: [['2024-01-21', 'A-1', '破案']] },
      { code: 'date_closed', cell: 'A2' },
    ],
    [
      'no day',
      { 案件: [['四月十五', 'A-1', '破案']] },
      { code: 'invalid_date', date: null, cell: 'A2' },
    ],
    [
      'no date',
      { 案件: [[null, 'A-1', '破案']] },
      { code: 'missing_field', date: null, cell: 'A2' },
    ],
    [
      'a nil report of a day with rows',
      { 日期: [[DAY, '是']], 工作时间: [ok] },
      { code: 'field_not_expected', date: DAY, sheet: '日期', cell: 'B2' },
    ],
    [
      'neither yes nor no',
      { 日期: [[DAY, '也许']] },
      { code: 'not_allowed', date: null, sheet: '日期', cell: 'B2' },
    ],
  ];
  test.each(flaws)('%s', async (_, sheets, expected) => {
    const { errors, days } = await answer(await small(sheets), 'send');
    expect(errors).toMatchObject([expected]);
    expect(days.every(({ outcome }) => outcome === 'refused')).toBe(true);
    const text = JSON.stringify(errors);
    expect(text).not.toMatch(/睡觉|半天|11010519491231002|13800138000|四月十五|某村|也许/);
    expect(errors[0]?.messages.zh).toMatch(/^「.+」表 (第 \d+ 行|[A-Z]\d+)/);
    expect(errors[0]?.messages.zh).not.toContain('：：');
  });
});

test('each day goes on its own, but a row without a day stops the file', async () => {
  const { answer } = desk();
  const good = [DAY, 'A-1', '破案'];
  const bad = ['2024-04-16', 'A-2', '睡觉'];
  const apart = await answer(await small({ 案件: [good, bad] }), 'send');
  expect(apart.days).toMatchObject([
    { date: DAY, outcome: 'accepted', counts: { cases: 1 } },
    { date: '2024-04-16', outcome: 'refused', errors: 1 },
  ]);
  const stopped = await answer(await small({ 案件: [good, [null, 'A-3', '破案']] }), 'send');
  expect(stopped.days).toMatchObject([{ date: DAY, outcome: 'refused', errors: 0 }]);
  expect(stopped.errors).toMatchObject([{ date: null, pointer: '', row: 3 }]);
});

test('for one day the date stands once; a day without anything is said so', async () => {
  const { answer, fault } = desk();
  const once = await answer(await small({ 日期: [[DAY]], 案件: [[null, 'A-1', '破案']] }), 'send');
  expect(once.days).toMatchObject([{ date: DAY, outcome: 'accepted' }]);
  const nil = await small({ 日期: [[new Date('2024-04-16T00:00:00Z'), '是'], ['2024-04-17']] });
  expect((await answer(nil, 'send')).days).toMatchObject([
    { date: '2024-04-16', outcome: 'accepted', counts: { cases: 0 }, receipt: { revision: 1 } },
  ]);
  // A listed day alone, or a date alone in a list, reports nothing.
  expect((await fault(await small({ 日期: [[DAY]], 案件: [[DAY]] })))?.code).toBe('workbook_empty');
});

test('headings stand in any order, in Chinese or English; others are refused', async () => {
  const { answer } = desk();
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  const row = (...texts: string[]) => `<row>${texts.map(cell).join('')}</row>`;
  const moved = row('event', '案件编号', '日期') + row('破案', 'A-1', DAY);
  expect((await answer(zip(parts({ 案件: moved, Sheet2: '' })))).errors).toEqual([]);
  const strange = row('日期', '案件编号', '事件', '张三 11010519491231002X', '事件', '', '分钟');
  const values = row(DAY, 'A-1', '破案', '备注', '立案', '13800138000', '30');
  const { errors, days } = await answer(
    zip(parts({ 案件: strange + values, '13800138000': row('说明') })),
    'send',
  );
  expect(
    errors.map(({ code, date, sheet, column, cell: at }) => [code, date, sheet, column, at]),
  ).toEqual([
    ['unknown_field', null, '案件', 'D', 'D1'],
    ['unknown_field', null, '案件', '事件', 'E1'],
    ['unknown_field', null, '案件', 'F', 'F2'],
    ['unknown_field', null, '#2', null, null],
    ['unknown_field', DAY, '案件', '分钟', 'G2'],
  ]);
  expect(days).toMatchObject([{ outcome: 'refused' }]);
  expect(JSON.stringify(errors)).not.toMatch(/张三|11010519|138001380|备注/);
});

test('formulas count by their value, and one without is an error', async () => {
  const { answer } = desk();
  const heading =
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>';
  const strings = ['日期', '案件编号', '事件'];
  const file = (second: string) =>
    zip(
      parts(
        {
          案件: `${heading}<row r="2"><c r="A2"><f>TODAY()</f><v>45397</v></c><c r="B2" t="str"><f>"A-"&amp;1</f><v>A-1</v></c>${second}</row>`,
        },
        strings,
      ),
    );
  expect((await answer(file('<c r="C2" t="str"><f>X1</f><v>破案</v></c>'))).errors).toEqual([]);
  const { errors } = await answer(file('<c r="C2"><f>X1</f></c>'));
  expect(errors[0]).toMatchObject({ code: 'missing_field', date: null, cell: 'C2' });
});

test('a file that LibreOffice has saved is read like any other', async () => {
  const { answer } = desk();
  const file = readFileSync(join(import.meta.dirname, 'fixtures', 'libreoffice.xlsx'));
  const { days, errors, rows } = await answer(file);
  expect(errors).toEqual([]);
  expect([rows, days.map(({ date, outcome }) => [date, outcome])]).toEqual([
    4,
    [
      ['2024-04-15', 'ready'],
      ['2024-04-16', 'ready'],
      ['2024-04-17', 'ready'],
    ],
  ]);
});

test('the template has every drop-down as a range, and every choice of it reads back', async () => {
  const bytes = await template(['2024-04-01']);
  const opened = await openTables(bytes);
  if (!opened.ok) throw new Error('not a workbook');
  expect(opened.tables.map(({ name }) => name)).toEqual([
    '说明',
    '日期',
    '工作时间',
    '矛盾纠纷',
    '案件',
    '群众事项',
    '工作数量',
    '上访和事故',
    '代码',
  ]);
  const codes = opened.tables.at(-1)?.rows ?? [];
  const offered = new Set(codes.flat());
  for (const list of LIST_NAMES) {
    for (const [, field] of fieldsOf(list)) {
      if (field.kind !== 'choice') continue;
      for (const { zh } of Object.values(field.values)) expect(offered).toContain(zh);
    }
  }
  expect(offered).toContain(GRID_LABEL);
  expect(LISTS.cases.names.zh).toBe('案件');
});
