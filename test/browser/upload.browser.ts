/** A station's days as a workbook: from the template to the receipts, in Chromium on a whole system. */
import { closeSync, ftruncateSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CellValue, openXlsx, saveXlsx } from 'hucre/xlsx';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, type Day, eachDay, monthOf } from '../../shared/calendar/day.ts';
import { parts, small, zip } from '../../shared/workbook/testing.ts';
import { launch } from '../support/browser.ts';
import { GRIDS, loadBusyStation, OFFICERS } from '../support/busy-station.ts';
import { County, documentOf, NOW, STATION, TODAY } from '../support/county.ts';
import { gbk } from '../support/gbk.ts';
import { examine, heading, inEnglish, opened } from '../support/pages.ts';
import { PROVINCE } from '../support/served.ts';

const CLERK = /寺坡街道 · 填报员/;
/** Four more than the station has, so that there are twenty. */
const TWENTY = [...OFFICERS, ...[301, 302, 303, 304].map((number) => `410481-0${number}`)];

describe('a workbook, in Chromium', () => {
  let county: County;
  let browser: Browser;
  let folder: string;

  async function loadTwenty(): Promise<void> {
    const rows = TWENTY.map(
      (officer, index) =>
        `${officer},${STATION},community_officer,${GRIDS[index % GRIDS.length]?.code}`,
    );
    const csv = `officer,station,role,grids\n${rows.join('\n')}\n`;
    const path = '/v1/reference/roster?effective=2024-01-01';
    const { status } = await county.ask('administrator', PROVINCE, 'PUT', path, csv);
    if (status !== 200) throw new Error(`roster: ${status}`);
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fengqiao-files-'));
    county = await County.start(NOW);
    await loadBusyStation(county);
    await loadTwenty();
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await county?.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = () => opened(browser, `${county.cloud.url}/stations/${STATION}/upload`, CLERK);
  const choose = (page: Page, file: Parameters<Page['setInputFiles']>[1]) =>
    page.locator('.upload input[type=file]').setInputFiles(file);
  /** What a button of the page downloads. */
  async function downloaded(page: Page, button: string) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: button }).click(),
    ]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  }

  /** The template with rows below the headings of some sheets, as somebody types them. */
  async function filledIn(
    template: Uint8Array,
    sheets: Readonly<Record<string, readonly (readonly CellValue[])[]>>,
  ): Promise<Buffer> {
    const book = await openXlsx(template, { readStyles: true });
    for (const [name, rows] of Object.entries(sheets)) {
      const sheet = book.sheets.find((one) => one.name === name);
      if (!sheet) throw new Error(`no sheet ${name}`);
      for (const [index, row] of rows.entries()) sheet.rows[index + 1] = [...row];
    }
    return Buffer.from(await saveXlsx(book));
  }

  const xlsx = (name: string, buffer: Buffer) => ({
    ...{ name, buffer },
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  });
  const gridLabel = (index: number) => {
    const { code, name } = GRIDS[index % GRIDS.length] ?? { code: '', name: '' };
    return `${code} ${name}`;
  };

  it('of 31 days and 20 officers is filled in, checked and sent', async () => {
    const { page, complaints } = await open();
    await heading(page, '表格报送');
    await examine(page, 'upload');
    const template = await downloaded(page, '下载 Excel 模板');
    expect(template.name).toBe(`fengqiao-${STATION}-${monthOf(TODAY)}.xlsx`);
    const csv = await downloaded(page, '下载 CSV 模板');
    expect(csv.name).toBe(`fengqiao-${STATION}-${monthOf(TODAY)}.csv`);

    const days = eachDay(addDays(TODAY, -31), addDays(TODAY, -1));
    const rowsOf = <T>(make: (day: Day, officer: string, index: number) => T[]) =>
      days.flatMap((day) => TWENTY.flatMap((officer, index) => make(day, officer, index)));
    const file = await filledIn(template.bytes, {
      日期: days.map((day) => [day]),
      工作时间: rowsOf((day, officer, index) => [
        [day, officer, '入户走访', gridLabel(index), 210],
        [day, officer, '社区巡防', gridLabel(index), 180],
        [day, officer, '报表内勤', null, 90],
      ]),
      矛盾纠纷: days.map((day, index) => [
        ...[day, `D-${day}-31`, '排查发现', '邻里', gridLabel(index), OFFICERS[0] ?? ''],
      ]),
      工作数量: rowsOf((day, officer, index) => [[day, '走访户数', gridLabel(index), officer, 6]]),
    });
    const begin = Date.now();
    await choose(page, xlsx('一个月.xlsx', file));
    await heading(page, '31天可以发送');
    const checked = Date.now();
    await page.getByRole('button', { name: '发送31天' }).click();
    await heading(page, '31天已收到');
    const sent = Date.now();
    console.log(
      `31 days of 20 officers, ${file.length} bytes: checked in ${(checked - begin) / 1000} s, ` +
        `sent in ${(sent - checked) / 1000} s`,
    );
    expect(await page.locator('.upload-days tbody tr').count()).toBe(31);
    expect(await page.locator('.upload-outcome.accepted').count()).toBe(31);
    await examine(page, 'upload-sent');
    await page.locator('.upload-days tbody a').first().click();
    await heading(page, /日已报送，第\d版$/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('with errors comes back with the faulty cells marked', async () => {
    const { page, complaints } = await open();
    await page.getByRole('combobox', { name: '模板里的日期' }).click();
    await page.getByText('不填日期', { exact: true }).last().click();
    const template = await downloaded(page, '下载 Excel 模板');
    expect(template.name).toBe(`fengqiao-${STATION}.xlsx`);
    const [first, second, third] = [3, 2, 1].map((back) => addDays(TODAY, -back)) as [
      Day,
      Day,
      Day,
    ];
    const officer = OFFICERS[0] ?? '';
    const file = await filledIn(template.bytes, {
      工作时间: [
        [first, officer, '入户走访', gridLabel(0), 120],
        [second, officer, '睡觉', null, 60],
        [second, '410481-9999', '办案', null, 60],
        [third, officer, '办案', null, '半天'],
      ],
      案件: [[second, '=1+1', '破案']],
    });
    await choose(page, xlsx('有错.xlsx', file));
    await heading(page, '1天可以发送，有4处错误');
    const errors = await page.locator('.upload-errors li').allInnerTexts();
    expect(errors.map((error) => error.match(/^「(.+?)」表 (\S+)「(.+?)」/)?.slice(1, 4))).toEqual(
      expect.arrayContaining([
        ['工作时间', 'C3', '工作内容'],
        ['工作时间', 'B4', '民辅警编号'],
        ['工作时间', 'E5', '分钟'],
        ['案件', 'B2', '案件编号'],
      ]),
    );
    await examine(page, 'upload-errors');
    await inEnglish(page, 'upload-errors', '工作时间', '案件');
    await heading(page, '1 day can be sent, 4 errors');
    await page.getByRole('button', { name: '中文' }).click();

    const marked = await downloaded(page, '下载标色的表格');
    expect(marked.name).toBe('有错-标出错误.xlsx');
    const book = await openXlsx(marked.bytes, { readStyles: true });
    const cellAt = (sheet: string, key: string) =>
      book.sheets.find(({ name }) => name === sheet)?.cells?.get(key);
    for (const [sheet, key] of [
      ['工作时间', '2,2'],
      ['工作时间', '3,1'],
      ['工作时间', '4,4'],
      ['案件', '1,1'],
    ] as const) {
      const cell = cellAt(sheet, key);
      expect(cell?.style?.fill).toMatchObject({ fgColor: { rgb: 'FFC7CE' } });
      expect(cell?.comment?.text).toContain(`「${sheet}」表`);
      expect(cell?.formula).toBeUndefined();
    }
    expect(cellAt('工作时间', '1,2')?.comment).toBeUndefined();

    await page.getByRole('button', { name: '发送1天' }).click();
    await heading(page, '1天已收到，还有4处错误');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('that is no good is told so, and the page goes on', async () => {
    const { page } = await open();
    const noZip = zip({ '[Content_Types].xml': '<x' }).slice(0, 60);
    const faults: readonly (readonly [name: string, bytes: Uint8Array, said: string])[] = [
      ['改名.xlsx', Buffer.from('not a workbook'), '文件不完整或已损坏'],
      ['密码.xlsx', Buffer.from('d0cf11e0a1b11ae1', 'hex'), '文件加了密码'],
      ['带宏.xlsm', noZip, '文件带宏'],
      ['宏改名.xlsx', zip({ ...parts({ 案件: '' }), 'xl/vbaProject.bin': 'x' }), '文件带有宏'],
      ['空的.xlsx', Buffer.alloc(0), '文件是空的'],
      ['没填.xlsx', Buffer.from(await small({ 案件: [] })), '文件里没有填写任何内容'],
      ['别的.xlsx', zip(parts({ 账本: '' })), '没有系统模板的工作表'],
      ['一半.xlsx', noZip, '文件不完整或已损坏'],
    ];
    for (const [name, bytes, said] of faults) {
      await choose(page, xlsx(name, Buffer.from(bytes)));
      await page.getByRole('alert').filter({ hasText: said }).waitFor();
    }
    await examine(page, 'upload-damaged');

    // A good one after them: in GBK, as Excel saves CSV.
    const row = `工作时间,${addDays(TODAY, -1)},${OFFICERS[0]},入户走访,${gridLabel(0)},77`;
    const csv = gbk(`表,日期,民辅警编号,工作内容,村(社区),分钟\n${row}\n`);
    await choose(page, { name: '一天.csv', mimeType: 'text/csv', buffer: csv });
    await heading(page, '1天可以发送');
    expect(await page.locator('.upload-days').innerText()).toContain('工作时间 1');
    await page.getByRole('button', { name: '发送1天' }).click();
    await heading(page, '1天已收到');
    await page.context().close();
  });

  it('as the JSON of one day is checked field by field before it is sent', async () => {
    const { page, complaints } = await open();
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') sent.push(request.url());
    });
    const day = (activity: string, grid: string) => {
      const officerTime = [{ officer: OFFICERS[0], activity, grid, minutes: 60 }];
      const document = { ...documentOf(STATION, addDays(TODAY, -40)), officerTime };
      const buffer = Buffer.from(JSON.stringify(document));
      return { name: '一天.json', mimeType: 'application/json', buffer };
    };
    await choose(page, day('nap', '410481003001'));
    await heading(page, '没有发送：有2处错误');
    expect(await page.locator('.upload-errors code').allInnerTexts()).toEqual(
      expect.arrayContaining(['not_allowed', 'grid_not_of_station']),
    );
    expect(sent).toEqual([]);

    await choose(page, day('household_visit', GRIDS[0]?.code ?? ''));
    await heading(page, '1天可以发送');
    await page.getByRole('button', { name: '发送1天' }).click();
    await heading(page, '1天已收到');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('of 200 MB is refused before a byte of it is sent', async () => {
    const { page, complaints } = await open();
    const path = join(folder, '很大.xlsx');
    const file = openSync(path, 'w');
    ftruncateSync(file, 200 * 1024 * 1024);
    closeSync(file);
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') sent.push(request.url());
    });
    await choose(page, path);
    await page.getByRole('alert').filter({ hasText: '文件超过 4 MB，没有发送' }).waitFor();
    expect([sent, complaints]).toEqual([[], []]);
    await page.context().close();
  });
});
