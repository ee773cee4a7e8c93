import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../shared/calendar/day.ts';
import { ACTIVITIES, type Names } from '../../shared/submissions/contract.ts';
import { dateClosed, onlyThese, outOfRange, TEXT } from '../../shared/submissions/messages.ts';
import { parseSubmission } from '../../shared/submissions/parse.ts';
import { launch, picture, type SignedIn, violations } from '../support/browser.ts';
import { GRIDS, loadBusyStation, OFFICERS } from '../support/busy-station.ts';
import { County, NEIGHBOUR, NOW, STATION, TODAY } from '../support/county.ts';
import {
  button,
  clerkOn,
  errorsAt,
  focused,
  openDay,
  openFile,
  received,
  section,
} from '../support/day-form.ts';
import type { Json } from '../support/served.ts';
import { PROVINCE } from '../support/served.ts';

/** Belongs to nobody. */
const MOBILE = '13800138000';
const NO_GRID = `${STATION.slice(0, 9)}999`;
const NEIGHBOURS_GRID = `${NEIGHBOUR.slice(0, 9)}001`;
const NO_OFFICER = '410481-9999';

const date = addDays(TODAY, -1);
const officer = (number: number) => OFFICERS[number - 1] ?? '';
const grid = GRIDS[0]?.code;

/** A day as the station's own software writes it. */
const dayWith = (lists: Json, header: Json = {}): Json => ({
  ...{ schemaVersion: 1, station: STATION, date },
  ...{ officerTime: [], disputes: [], cases: [], followUps: [], counts: [], incidents: [] },
  ...lists,
  ...header,
});

/** Something wrong in a row: its code and message, and the row and field where the page has to say it. */
interface Fault {
  readonly code: string;
  readonly text: Names;
  readonly row: string;
  /** Empty where the row as a whole is wrong, or where the field is none to be typed into. */
  readonly field: string;
}

/** Everything that the page can tell by itself, each at another row. */
const WRONG_ROWS = dayWith({
  officerTime: [
    { officer: officer(1), activity: 'paperwork', minutes: 30, weather: 'fine' },
    { officer: officer(2), activity: 'paperwork', minutes: 30, grid },
    { officer: officer(3), activity: 'publicity', minutes: 30 },
    { officer: officer(4), activity: 'paperwork', minutes: 'many' },
    { officer: 'no number', activity: 'paperwork', minutes: 30 },
    { officer: officer(5), activity: 'angling', minutes: 30 },
    { officer: officer(6), activity: 'paperwork', minutes: 0 },
    { officer: officer(7), activity: 'publicity', minutes: 900, grid },
    { officer: officer(7), activity: 'paperwork', minutes: 600 },
  ],
  cases: [{ case: MOBILE, event: 'solved' }],
  counts: [{ kind: 'household_visited', grid, count: 100_001 }],
  followUps: [
    { item: 'T-7', kind: 'tip', event: 'closed' },
    { item: 'T-7', kind: 'tip', event: 'closed' },
  ],
});

const IN_ROWS: readonly Fault[] = [
  { code: 'unknown_field', text: TEXT.unknownField, row: `${officer(1)} 第1行`, field: '' },
  { code: 'field_not_expected', text: TEXT.notExpected, row: `${officer(2)} 第1行`, field: '' },
  { code: 'missing_field', text: TEXT.missing, row: `${officer(3)} 第1行`, field: '村(社区)' },
  { code: 'wrong_type', text: TEXT.notInteger, row: `${officer(4)} 第1行`, field: '分钟' },
  {
    ...{ code: 'not_allowed', text: onlyThese(ACTIVITIES) },
    ...{ row: `${officer(5)} 第1行`, field: '工作内容' },
  },
  { code: 'invalid_id', text: TEXT.invalidId, row: 'no number 第1行', field: '民辅警编号' },
  {
    ...{ code: 'out_of_range', text: outOfRange(1, 1440) },
    ...{ row: `${officer(6)} 第1行`, field: '分钟' },
  },
  {
    ...{ code: 'minutes_over_day', text: TEXT.minutesOverDay },
    ...{ row: `${officer(7)} 第2行`, field: '分钟' },
  },
  { code: 'personal_data', text: TEXT.personalData, row: '案件 第1行', field: '案件编号' },
  {
    ...{ code: 'out_of_range', text: outOfRange(1, 100_000) },
    ...{ row: '', field: `${GRIDS[0]?.name} 走访户数` },
  },
  { code: 'duplicate_row', text: TEXT.duplicateRow, row: '群众事项 第2行', field: '' },
];

/** What only the server can tell. */
const STRANGERS = dayWith({
  officerTime: [{ officer: NO_OFFICER, activity: 'paperwork', minutes: 30 }],
  counts: [
    { kind: 'household_visited', grid: NO_GRID, count: 1 },
    { kind: 'person_registered', grid: NEIGHBOURS_GRID, count: 1 },
  ],
});

const BY_THE_SERVER: readonly Fault[] = [
  {
    ...{ code: 'unknown_officer', text: TEXT.unknownOfficer },
    ...{ row: `${NO_OFFICER} 第1行`, field: '民辅警编号' },
  },
  { code: 'unknown_grid', text: TEXT.unknownGrid, row: '工作数量 第1行', field: '村(社区)' },
  {
    ...{ code: 'grid_not_of_station', text: TEXT.gridNotOfStation },
    ...{ row: '工作数量 第2行', field: '村(社区)' },
  },
];

/** Why a file is not taken: what is wrong with it as a whole. */
const FILES: readonly (readonly [code: string, text: Names, content: unknown])[] = [
  ['unsupported_version', TEXT.unsupportedVersion, dayWith({}, { schemaVersion: 2 })],
  ['unknown_station', TEXT.unknownStation, dayWith({}, { station: NEIGHBOUR })],
  ['invalid_date', TEXT.invalidDate, dayWith({}, { date: '2024-02-30' })],
  ['future_date', TEXT.futureDate, dayWith({}, { date: addDays(TODAY, 2) })],
  ['date_closed', dateClosed(62), dayWith({}, { date: addDays(TODAY, -64) })],
  ['not_json', parsing('{'), '{'],
  ['too_large', parsing(' '.repeat(4 * 1024 * 1024 + 1)), ' '.repeat(4 * 1024 * 1024 + 1)],
];

function parsing(text: string): Names {
  const parsed = parseSubmission(text);
  const [error] = parsed.ok ? [] : parsed.errors;
  if (!error) throw new Error('this is no wrong file');
  return error.messages;
}

/** As it stands alone in the page, without the place before it. */
const alone = ({ zh, en }: Names): Names => ({
  zh,
  en: en.slice(0, 1).toUpperCase() + en.slice(1),
});

describe('errors in the form, in Chromium', () => {
  let county: County;
  let browser: Browser;
  let clerk: SignedIn;
  beforeAll(async () => {
    county = await County.start(NOW);
    await loadBusyStation(county, [date]);
    await loadNeighboursGrid(county);
    browser = await launch();
    clerk = await clerkOn(browser, county, date);
  });
  afterAll(async () => {
    await browser?.close();
    await county?.dispose();
  });

  const inEnglish = () => button(clerk.page, 'English').click();
  const inChinese = () => button(clerk.page, '中文').click();
  const errorList = (page: Page) =>
    page.getByRole('list', { name: /^错误列表|^Errors;/ }).getByRole('button');

  /** Follows each error from the list to its place, and gives what is found there. */
  async function follow(faults: readonly Fault[], language: keyof Names) {
    const { page } = clerk;
    const found = [];
    for (const { code, text } of faults) {
      const said = `${alone(text)[language]} ${code}`;
      await errorList(page).filter({ hasText: said }).click();
      await expect.poll(async () => (await focused(page)).said).toContain(said);
      const { row, field, isInvalid } = await focused(page);
      found.push({ code, row, field, isInvalid });
    }
    return found;
  }

  it('leads from the list to the field of every error in a file, in both languages', async () => {
    const { page } = clerk;
    await openDay(page, county, date);
    await openFile(page, WRONG_ROWS);
    await page.getByText('已载入 day.json').waitFor();
    const path = '/v1/submissions';
    const refused = await county.ask<{ code: string; errors: { code: string }[] }>(
      ...(['clerk', STATION, 'POST', path, WRONG_ROWS] as const),
    );
    expect(refused.body.errors.map(({ code }) => code).sort()).toEqual(
      IN_ROWS.map(({ code }) => code).sort(),
    );
    await button(page, `! ${IN_ROWS.length} 处错误`).click();
    expect(await errorList(page).count()).toBe(IN_ROWS.length);
    expect(await follow(IN_ROWS, 'zh')).toEqual(
      IN_ROWS.map(({ code, row, field }) => ({ code, row, field, isInvalid: field !== '' })),
    );
    expect(await violations(page)).toEqual([]);
    await picture(page, 'form-errors-of-a-file');
    await button(page, '发送').click();
    await page.getByText(`没有发送：有 ${IN_ROWS.length} 处错误`).waitFor();
    await inEnglish();
    const english = await follow(IN_ROWS, 'en');
    expect(english.map(({ isInvalid }) => isInvalid)).toEqual(
      IN_ROWS.map(({ field }) => field !== ''),
    );
    expect(await page.locator('[data-form]').innerText()).not.toContain(MOBILE);
    await inChinese();
  });

  it('puts what the server refuses at the field, until it is changed', async () => {
    const { page } = clerk;
    await openDay(page, county, date);
    await openFile(page, STRANGERS);
    await page.getByText('已载入 day.json').waitFor();
    await button(page, '发送').click();
    await button(page, '仍然发送').click();
    await page.getByText('服务器退回：有 3 处错误').waitFor();
    expect(await follow(BY_THE_SERVER, 'zh')).toEqual(
      BY_THE_SERVER.map(({ code, row, field }) => ({ code, row, field, isInvalid: true })),
    );
    await inEnglish();
    await follow(BY_THE_SERVER, 'en');
    await inChinese();
    const wrong = section(page, '工作数量').getByRole('combobox', { name: '村(社区)' }).first();
    await wrong.fill(GRIDS[1]?.name ?? '');
    await wrong.press('Enter');
    await button(page, '! 2 处错误').waitFor();
    expect((await received(county, date)).revisions).toEqual([]);
  });

  it('says at the file what is wrong with it as a whole', async () => {
    const { page } = clerk;
    await openDay(page, county, date);
    for (const [code, text, content] of FILES) {
      await openFile(page, content, `${code}.json`);
      const notice = page.getByRole('status').filter({ hasText: `没有载入 ${code}.json` });
      await notice.waitFor();
      expect(await notice.innerText(), code).toContain(`${text.zh} ${code}`);
      await inEnglish();
      const said = await page.getByRole('status').filter({ hasText: code }).innerText();
      expect(said, code).toContain(`${code}.json was not taken`);
      expect(said, code).toContain(`${text.en} ${code}`);
      await inChinese();
    }
  });

  it('tells while typing', async () => {
    const { page } = clerk;
    await openDay(page, county, date);
    await button(page, '+ 新增纠纷').click();
    const row = page.getByRole('group', { name: '矛盾纠纷 第1行' });
    const field = (name: string) => row.getByLabel(name, { exact: true }).first();
    // Nobody is told what is missing in a row while still typing it.
    expect(await errorsAt(field('村(社区)'))).toBeUndefined();
    await field('纠纷编号').fill('no number');
    await expect.poll(() => errorsAt(field('纠纷编号'))).toBe(`${TEXT.invalidId.zh} invalid_id`);
    await button(page, `修改 ${officer(1)}`).click();
    await expect.poll(() => errorsAt(field('村(社区)'))).toBe(`${TEXT.missing.zh} missing_field`);
    const minutes = page
      .getByRole('group', { name: `${officer(1)} 第1行` })
      .getByRole('textbox', { name: '分钟' });
    await minutes.fill('1441');
    await expect.poll(() => errorsAt(minutes)).toContain(`${outOfRange(1, 1440).zh} out_of_range`);
    await minutes.fill('１８０');
    await expect.poll(() => errorsAt(minutes)).toBeUndefined();
  });

  it('says why a day has no form', async () => {
    const { page } = clerk;
    for (const [day, text] of [
      [addDays(TODAY, 2), TEXT.futureDate],
      [addDays(TODAY, -64), dateClosed(62)],
      ['2024-02-30', TEXT.invalidDate],
    ] as const) {
      await page.goto(`${county.cloud.url}/stations/${STATION}/days/${day}`);
      await page.getByText(text.zh).waitFor();
      await inEnglish();
      await page.getByText(alone(text).en).waitFor();
      await inChinese();
    }
    expect(await violations(page)).toEqual([]);
  });
});

/** A grid of another station, which exists but is none of the clerk's. */
async function loadNeighboursGrid(county: County): Promise<void> {
  const grids = [
    ...GRIDS.map(({ code, name }) => `${code},${name},${STATION}`),
    `${NEIGHBOURS_GRID},柏庄社区,${NEIGHBOUR}`,
  ].map((grid) => `${grid},community,900,2600\n`);
  const csv = `code,name,station,kind,households,population\n${grids.join('')}`;
  const path = '/v1/reference/grids?effective=2024-01-01';
  const { status } = await county.ask('administrator', PROVINCE, 'PUT', path, csv);
  if (status !== 200) throw new Error(`grids: ${status}`);
}
