/** The catalogue in Chromium: every KPI as the API tells it, found, read and copied. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KpiDefinition, KpiDetail, List } from '../../web/api.ts';
import { TOPICS } from '../../web/catalogue/reading.ts';
import { launch, picture } from '../support/browser.ts';
import { sharedDemo } from '../support/demo.ts';
import { examine, heading, inEnglish, opened } from '../support/pages.ts';

const COUNTY = '410481000000';
const VIEWER = /舞钢市 · 查看/;

describe('the catalogue, in Chromium', () => {
  const demo = sharedDemo();
  let browser: Browser;
  let kpis: readonly KpiDefinition[];
  beforeAll(async () => {
    browser = await launch();
    ({ items: kpis } = await demo.ask<List<KpiDefinition>>('viewer', COUNTY, '/kpis'));
  });
  afterAll(async () => {
    await browser?.close();
  });

  const open = (path: string) => opened(browser, demo.url + path, VIEWER);

  it('lists every KPI under its family, with formula, direction and mark', async () => {
    const { page, complaints } = await open('/catalogue');
    const restricted = kpis.filter((kpi) => kpi.restricted);
    await heading(page, `考核指标${kpis.length}项，其中${restricted.length}项只监测、不计分`);
    const rows = page.locator('.catalogue-table tbody tr');
    expect(await rows.locator('th a').allInnerTexts()).toEqual(kpis.map(({ name }) => name.zh));
    expect(await rows.locator('td:nth-child(2)').allInnerTexts()).toEqual(
      kpis.map(({ formula }) => formula.zh),
    );
    expect(await rows.locator('.catalogue-restricted').count()).toBe(restricted.length);
    const families = new Set(kpis.map(({ family }) => family.name.zh));
    expect(await page.locator('.catalogue h2').allInnerTexts()).toEqual([
      ...families,
      '怎样读这些数字',
    ]);
    await examine(page, 'catalogue');
    await inEnglish(page, 'catalogue');
    expect(await rows.locator('th a').allInnerTexts()).toEqual(kpis.map(({ name }) => name.en));
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('finds, keeps the search in its address, and comes back to it', async () => {
    const { page, complaints } = await open('/catalogue');
    await page.getByLabel('按名称、编号或公式查找').fill('化解');
    const found = kpis.filter(({ name, formula }) => `${name.zh}${formula.zh}`.includes('化解'));
    await page.getByText(`找到${found.length}项`).waitFor();
    await page.getByRole('link', { name: '矛盾纠纷化解率' }).click();
    await heading(page, '矛盾纠纷化解率');
    await page.goBack();
    await page.getByText(`找到${found.length}项`).waitFor();
    await page.getByLabel('按名称、编号或公式查找').fill('没有这个词');
    await page.getByText('没有这样的指标').waitFor();
    await examine(page, 'catalogue-nothing');
    await page.getByRole('button', { name: '清除查找条件' }).click();
    await expect.poll(() => page.locator('.catalogue-table tbody tr').count()).toBe(kpis.length);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('tells of one KPI its notes, its interval and its SQL, which can be copied', async () => {
    const detail = await demo.ask<KpiDetail>('viewer', COUNTY, '/kpis/case_rate');
    const { page, context, complaints } = await open('/catalogue/case_rate');
    await heading(page, `${detail.name.zh} 受限`);
    for (const { text } of [detail.interval, ...detail.notes]) {
      await page.getByText(text.zh, { exact: true }).waitFor();
    }
    const [first] = detail.queries;
    expect(await page.locator('.catalogue-sql pre').allTextContents()).toEqual(
      detail.queries.map(({ sql }) => sql),
    );
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: '复制 SQL: cases.sql' }).click();
    await page.getByText('已复制').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(first?.sql);
    await examine(page, 'catalogue-kpi');
    await inEnglish(page, 'catalogue-kpi');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('selects the SQL where the browser has no clipboard', async () => {
    const { page, context } = await open('/catalogue/time_in_community');
    await context.addInitScript(() => {
      Object.defineProperty(navigator, 'clipboard', { value: undefined });
    });
    await page.reload();
    await page.getByRole('button', { name: '复制 SQL: time.sql' }).click();
    await page.getByText('已选中，请按 Ctrl+C 复制').waitFor();
    const detail = await demo.ask<KpiDetail>('viewer', COUNTY, '/kpis/time_in_community');
    expect(await page.evaluate(() => getSelection()?.toString())).toBe(
      detail.queries[0]?.sql.trimEnd(),
    );
    await page.context().close();
  });

  it('has a page for every KPI, and leads on to the ranking and the map', async () => {
    const { page, complaints } = await open('/catalogue');
    for (const { id, name, restricted } of kpis) {
      await page.goto(`${demo.url}/catalogue/${id}`);
      await heading(page, restricted ? `${name.zh} 受限` : name.zh);
    }
    await page.goto(`${demo.url}/catalogue/grid_presence`);
    const href = (name: string) => page.getByRole('link', { name }).getAttribute('href');
    expect(await href('按本指标排名')).toBe('/rankings?kpi=grid_presence');
    expect(await href('在地图上看')).toBe('/?kpi=grid_presence');
    await page.goto(`${demo.url}/catalogue/disputes_opened`);
    await page.getByRole('link', { name: '在地图上看' }).waitFor();
    expect(await page.getByRole('link', { name: '按本指标排名' }).count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.goto(`${demo.url}/catalogue/nothing`);
    await heading(page, '没有这一页');
    await page.context().close();
  });

  it('leads from a chart to how it is read', async () => {
    const { page, complaints } = await open('/catalogue#shrinkage');
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(500);
    const marked = page.locator('#shrinkage:target');
    expect(await marked.locator('dt').innerText()).toBe('收缩后的数值');
    expect(await page.locator('.catalogue-reading dt').count()).toBe(TOPICS.length);
    await picture(page, 'catalogue-reading', 'window');
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
