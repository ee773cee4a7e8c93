/** What pages say around their numbers, in Chromium on the demo: names, reasons, and no raw codes. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from '../support/browser.ts';
import { sharedDemo } from '../support/demo.ts';
import { heading, opened } from '../support/pages.ts';

const MONTH = '2026-10';
const STATION = '410481002000';
const GRID = '410481002001';
const ADMINISTRATOR = /河南省 · 管理员/;
const COUNTY_VIEWER = /舞钢市 · 查看/;
const STATION_VIEWER = /寺坡街道 · 查看/;

const english = (page: Page) => page.getByRole('button', { name: 'English' }).click();

/** Words of a table's head that are broken inside. */
const broken = (page: Page, table: string) =>
  page.evaluate((selector) => {
    const heads = [...document.querySelectorAll(`${selector} th`)];
    return heads.flatMap((head) => {
      const walker = document.createTreeWalker(head, NodeFilter.SHOW_TEXT);
      const found: string[] = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (const { 0: word, index } of (node.textContent ?? '').matchAll(/[A-Za-z]+/g)) {
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + word.length);
          if (range.getClientRects().length > 1) found.push(word);
        }
      }
      return found;
    });
  }, table);

describe('what pages say', () => {
  const demo = sharedDemo();
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());
  const open = (path: string, account: RegExp) => opened(browser, demo.url + path, account);

  it('tells a viewer who asks for bulk uploads by address that this is not permitted', async () => {
    const { page, context } = await open('/bulk', COUNTY_VIEWER);
    await heading(page, '没有查看权限');
    expect(await page.locator('input[type="file"]').count()).toBe(0);
    await context.close();
  });

  it('tells a station what the ranking of its county is worth, in whole sentences', async () => {
    const { page, context } = await open(`/rankings/${MONTH}`, STATION_VIEWER);
    await english(page);
    await heading(page, 'Scores of 14 stations: most differences are chance');
    // On a phone the notice has the width of the page, its button below it.
    await page.setViewportSize({ width: 360, height: 900 });
    const notice = await page.locator('.ranking-chance .ant-alert-section').boundingBox();
    const button = await page.locator('.ranking-chance button').boundingBox();
    expect(notice?.width).toBeGreaterThan(240);
    expect(button?.y).toBeGreaterThan((notice?.y ?? 0) + (notice?.height ?? 0) - 1);

    await page.goto(`${demo.url}/scorecards/${MONTH}/${STATION}`);
    const places = page.locator('.scorecard-places');
    await places.waitFor();
    // Beside “about 3 to 10” the number alone would read as a rank.
    expect(await places.innerText()).toMatch(/(first|second|third) echelon/);
    expect(await places.innerText()).not.toMatch(/First|Second|Third/);
    await page.getByRole('columnheader', { name: 'Population' }).waitFor();
    expect(await broken(page, '.figure')).toEqual([]);
    await context.close();
  });

  it('names the units that changes leave out, and a KPI that ranks nobody', async () => {
    const { page, context } = await open(
      `/rankings/${MONTH}?view=changes&level=station`,
      ADMINISTRATOR,
    );
    const shown = page.getByText(/显示\d+ \/ \d+个单位/);
    const [, listed, all] = /(\d+) \/ (\d+)/.exec(await shown.innerText()) ?? [];
    const left = page.locator('.ranking-left-out');
    const [, missing] = /没有比较的(\d+)个单位/.exec(await left.innerText()) ?? [];
    expect(Number(missing)).toBeGreaterThan(0);
    expect(Number(listed) + Number(missing)).toBe(Number(all));
    expect(await left.getByRole('link').count()).toBe(Number(missing));
    expect(await left.innerText()).toContain('上期没有参加这一排名：商丘市梁园区谢集镇');

    await page.goto(`${demo.url}/rankings/${MONTH}?kpi=disputes_opened`);
    await heading(page, '矛盾纠纷排查数没有好坏之分，不作排名');
    const text = await page.locator('main').innerText();
    expect(text).not.toContain('disputes_opened');
    expect(await page.locator('.controls').first().innerText()).toContain('矛盾纠纷排查数');
    await context.close();
  });

  it('calls the sources of a KPI by what they are', async () => {
    const { page, context } = await open('/catalogue/time_in_community', ADMINISTRATOR);
    await page.getByText('2024年市推进会讲话：85%').waitFor();
    await page.getByText(/一位副市长在2024年全市.*推进会上的讲话/).waitFor();
    await page.goto(`${demo.url}/catalogue`);
    await page.getByText('舞钢“一村一警”').first().waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/文件\d{3}/);
    await context.close();
  });

  it('gives a village’s calendar its source, and names of places their language', async () => {
    const path = `/scorecards/latest/${STATION}/grids/${GRID}`;
    const { page, context } = await open(path, ADMINISTRATOR);
    await page.locator('.figure .caption', { hasText: '来源' }).waitFor();
    await english(page);
    const names = page.locator('.breadcrumbs li');
    await page.getByRole('navigation', { name: 'Place in the tree' }).waitFor();
    await expect.poll(() => names.count()).toBe(5);
    const spoken = await names.evaluateAll((items) =>
      items.map((item) => item.querySelector('[lang="zh-CN"]')?.textContent === item.textContent),
    );
    expect(spoken).toEqual(Array.from({ length: 5 }, () => true));
    await context.close();
  });
});
