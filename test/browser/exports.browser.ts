/** What the export buttons of rules and records save, in Chromium over the demo. */
import { readFileSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBook } from '../../shared/exports/testing.ts';
import { launch } from '../support/browser.ts';
import { sharedDemo } from '../support/demo.ts';
import { opened } from '../support/pages.ts';
import { COUNTY } from '../support/served.ts';

const ADMINISTRATOR = /河南省 · 管理员/;
const MONTH = '2026-10';
const STATION = '410481001000';

describe('export buttons, in Chromium', () => {
  const demo = sharedDemo();
  let browser: Browser;
  let page: Page;
  let complaints: readonly string[];
  beforeAll(async () => {
    browser = await launch();
    ({ page, complaints } = await opened(browser, `${demo.url}/catalogue`, ADMINISTRATOR));
  });
  afterAll(async () => {
    await browser?.close();
  });

  /** What the button in a part of the page saves. */
  async function saved(within: Page | Locator = page) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      within.getByRole('button', { name: '导出 Excel' }).first().click(),
    ]);
    const sheets = await readBook(new Uint8Array(readFileSync(await download.path())));
    return { name: download.suggestedFilename(), sheets };
  }

  it.each([
    ['/catalogue', '考核指标.xlsx'],
    ['/schemes', '考核办法目录.xlsx'],
    ['/months', '各考核期.xlsx'],
    ['/schemes/henan-baseline@1', '考核办法_henan-baseline@1.xlsx'],
    [
      `/scorecards/${MONTH}/${STATION}/kpis/time_in_community`,
      /^在社区工作时间占比的依据_.+_2026年10月_第1版\.xlsx$/,
    ],
  ])('%s', async (address, name) => {
    await page.goto(demo.url + address);
    const { name: found, sheets } = await saved();
    expect(found).toEqual(typeof name === 'string' ? name : expect.stringMatching(name));
    expect(sheets[0]?.rows.length).toBeGreaterThan(1);
    expect(complaints).toEqual([]);
  });

  it('the comparison of two schemes', async () => {
    await page.goto(`${demo.url}/schemes/henan-baseline@1?to=henan-outcomes@1`);
    const { name } = await saved(page.getByRole('region', { name: /处不同$/ }));
    expect(name).toBe('考核办法比较_henan-baseline@1-henan-outcomes@1.xlsx');
  });

  it('other weights, as they are tried on the page', async () => {
    const address = `/rankings/${MONTH}?within=${COUNTY}&level=station`;
    await page.goto(`${demo.url}${address}&view=trial&weights=follow_up_rate:40`);
    const { name, sheets } = await saved();
    expect(name).toMatch(/^权重模拟_.+_2026年10月_第1版\.xlsx$/);
    const tried = sheets[1]?.rows.find(([, id]) => id === 'follow_up_rate');
    expect(Number(tried?.[3])).toBeGreaterThan(Number(tried?.[2]));
    await page.goto(`${demo.url}${address}&view=changes`);
    expect((await saved()).name).toMatch(/^考核排名_/);
    await page.goto(`${demo.url}${address}&view=changes&kpi=time_in_community`);
    const changes = await saved();
    expect(changes.name).toMatch(/^在社区工作时间占比_/);
    expect(changes.sheets[0]?.rows[0]).toContain('上期数值');
  });

  it('the revisions, publications and runs of a month', async () => {
    await page.goto(`${demo.url}/months/${MONTH}`);
    const history = page.getByRole('region', { name: /^算过\d+版$/ });
    expect((await saved(history)).name).toMatch(/^历次版本_/);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      history.getByRole('button', { name: '导出 Excel' }).last().click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^公布记录_/);
    await page.goto(`${demo.url}/months`);
    expect((await saved(page.getByRole('region', { name: '计算记录' }))).name).toMatch(
      /^计算记录_/,
    );
    expect(complaints).toEqual([]);
  });
});
