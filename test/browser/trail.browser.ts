/** The trail, in Chromium on a whole system. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, type Day } from '../../shared/calendar/day.ts';
import { launch } from '../support/browser.ts';
import { County, documentOf, NOW, STATION, TODAY } from '../support/county.ts';
import { examine, heading, inEnglish, opened } from '../support/pages.ts';
import { PROVINCE } from '../support/served.ts';

const ADMINISTRATOR = /河南省 · 管理员/;
const REVIEWER = /舞钢市 · 审核员/;
const CLERK = /寺坡街道 · 填报员/;
const yesterday: Day = addDays(TODAY, -1);

describe('the trail, in Chromium', () => {
  let county: County;
  let browser: Browser;
  beforeAll(async () => {
    county = await County.start(NOW);
    await county.loadReference();
    await county.ask('clerk', STATION, 'POST', '/v1/submissions', documentOf(STATION, yesterday));
    await county.ask('administrator', PROVINCE, 'POST', '/v1/runs', { period: '2020-13' });
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await county?.dispose();
  });
  const open = (path: string, account: RegExp) => opened(browser, county.cloud.url + path, account);

  it('shows an administrator every act, by days and kind', async () => {
    const { page, complaints, context } = await open('/months', ADMINISTRATOR);
    await page.getByRole('link', { name: '操作记录' }).click();
    await heading(page, '共4项操作');
    const row = page.getByRole('row', { name: /报送一天/ });
    expect(await row.innerText()).toMatch(
      new RegExp(
        `派出所 寺坡街道，日期 ${yesterday}，版本 1\\s+成功\\s+寺坡街道\\s+clerk@${STATION}`,
      ),
    );
    expect(await page.getByRole('row', { name: /开始计算/ }).innerText()).toMatch(
      /未受理\s+请求不正确/,
    );
    await examine(page, 'trail');
    await inEnglish(page, 'trail', '寺坡街道');
    await page.getByRole('button', { name: '中文' }).click();

    await page.getByLabel('操作', { exact: true }).selectOption('reference_loaded');
    await heading(page, '共2项操作');
    expect(page.url()).toContain('act=reference_loaded');
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: '导出 Excel' }).click();
    expect((await saved).suggestedFilename()).toMatch(/操作记录.*\.xlsx$/);
    await page.getByLabel('起始日期').fill('2024-01-01');
    await page.getByLabel('截止日期').fill('2024-01-07');
    await heading(page, '这几天没有操作记录');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('shows a reviewer the branch, and a clerk nothing of it', async () => {
    const { page, context } = await open('/trail', REVIEWER);
    await heading(page, '共1项操作');
    await page.route('**/v1/trail?*', (route) => route.fulfill({ status: 503, body: '{}' }));
    await page.reload();
    await page.getByRole('button', { name: '重试' }).waitFor();
    await page.unroute('**/v1/trail?*');
    await page.getByRole('button', { name: '重试' }).click();
    await heading(page, '共1项操作');
    await context.close();

    const clerk = await open(`/stations/${STATION}`, CLERK);
    expect(await clerk.page.getByRole('link', { name: '操作记录' }).count()).toBe(0);
    await clerk.context.close();
  });
});
