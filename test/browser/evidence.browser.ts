/** The way from a figure to its rows, and addresses that lead nowhere, in Chromium on the demo. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from '../support/browser.ts';
import { sharedDemo } from '../support/demo.ts';
import { examine, heading, inEnglish, opened } from '../support/pages.ts';
import { COUNTY } from '../support/served.ts';

const STATION = '410481002000';
const ADMINISTRATOR = /河南省 · 管理员/;

describe('the evidence', () => {
  const demo = sharedDemo();
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  it('lists a station’s days, of the latest period too, and fits a phone', async () => {
    const path = `/scorecards/latest/${STATION}/kpis/time_in_community`;
    const { page, complaints, context } = await opened(browser, demo.url + path, ADMINISTRATOR);
    await heading(page, /寺坡街道在社区工作时间占比/);
    expect(page.url()).toContain(`/scorecards/2026-10/${STATION}/kpis/time_in_community`);
    await page.getByRole('button', { name: /2026年10月1日.*行/ }).click();
    await examine(page, 'evidence');
    await inEnglish(page, 'evidence', '寺坡街道');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('lists the units below a county, and fits a phone', async () => {
    const path = `/scorecards/2026-10/${COUNTY}/kpis/time_in_community`;
    const { page, context } = await opened(browser, demo.url + path, ADMINISTRATOR);
    await heading(page, /舞钢市在社区工作时间占比/);
    await examine(page, 'evidence-county');
    await inEnglish(page, 'evidence-county');
    await context.close();
  });

  it('says of a mistyped address that there is no such page, and offers no second try', async () => {
    const { page, context } = await opened(browser, `${demo.url}/guide`, ADMINISTRATOR);
    for (const path of [
      '/rankings/2026-13',
      '/overview/2026-13',
      `/scorecards/2026-13/${STATION}`,
      `/reports/2026-13/${STATION}`,
      `/rankings/2026-10?kpi=no_such_kpi`,
      '/elsewhere',
    ]) {
      await page.goto(demo.url + path);
      await heading(page, '没有这一页');
      expect([path, await page.getByRole('heading', { level: 1 }).count()]).toEqual([path, 1]);
      expect(await page.getByRole('button', { name: '重试' }).count()).toBe(0);
    }
    await context.close();
  });
});
