/** Every page where its requests fail: it says so with a way forward, and shows no number. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from '../support/browser.ts';
import { sharedDemo } from '../support/demo.ts';
import { opened } from '../support/pages.ts';
import { COUNTY, PROVINCE } from '../support/served.ts';

const STATION = '410481002000';
const ADMINISTRATOR = /河南省 · 管理员/;

const PAGES = [
  '/',
  `/overview/2026-10?unit=${COUNTY}`,
  `/scorecards/2026-10/${PROVINCE}`,
  `/scorecards/2026-10/${STATION}`,
  `/scorecards/2026-10/${STATION}/kpis/time_in_community`,
  `/scorecards/2026-10/${STATION}/grids/410481002001`,
  '/rankings/2026-10',
  '/rankings/2026-10?view=trial',
  '/months',
  '/months/2026-10',
  '/schemes',
  '/schemes/henan-baseline@1',
  '/schemes/henan-baseline@1/edit',
  `/reports/2026-10/${COUNTY}`,
  '/catalogue',
  '/catalogue/case_rate',
  '/appeals',
  '/today',
];

const refuse = (page: Page, status: number, code: string) =>
  page.route('**/v1/**', (route) =>
    route.fulfill({
      status,
      contentType: 'application/problem+json',
      body: JSON.stringify({ code, title: code, detail: '服务暂时不可用', requestId: 'r-1' }),
    }),
  );

describe('every page, where its requests fail', () => {
  const demo = sharedDemo();
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  it('says that it has no data and offers to try again, without a number', async () => {
    const { page, context } = await opened(browser, `${demo.url}/guide`, ADMINISTRATOR);
    await refuse(page, 500, 'internal_error');
    for (const path of PAGES) {
      await page.goto(demo.url + path);
      await page.getByRole('button', { name: '重试' }).first().waitFor();
      const text = await page.locator('main').innerText();
      // Neither a share nor a count: what is missing is not zero.
      expect([path, text.match(/\d+(?:\.\d+)?(?:%|分\b)|(?<![\d-])0(?![\d-])/)]).toEqual([
        path,
        null,
      ]);
    }
    await page.unroute('**/v1/**');
    await page.goto(`${demo.url}/rankings/2026-10`);
    await page.locator('.ranking-table').waitFor();
    await context.close();
  });

  it('asks to sign in again where the session has ended, and comes back to the page', async () => {
    const { page, context } = await opened(browser, `${demo.url}/guide`, ADMINISTRATOR);
    for (const path of PAGES) {
      await refuse(page, 401, 'unauthorized');
      await page.goto(demo.url + path);
      await page.getByRole('button', { name: '登录' }).first().waitFor();
      await page.unroute('**/v1/**');
      await page.getByRole('button', { name: '登录' }).first().click();
      await page.locator('button, a').filter({ hasText: ADMINISTRATOR }).first().click();
      await page.waitForURL(demo.url + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
    }
    await context.close();
  });
});
