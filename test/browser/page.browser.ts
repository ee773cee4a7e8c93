import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, picture, signedIn, violations, widthOf } from '../support/browser.ts';
import { County, STATION } from '../support/county.ts';
import { COUNTY } from '../support/served.ts';

describe('the page, in Chromium', () => {
  let county: County;
  let browser: Browser;
  beforeAll(async () => {
    county = await County.start();
    await county.loadReference();
    await county.publishApril();
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await county?.dispose();
  });

  it.each([1440, 360])(
    'shows the ranking and a scorecard at %d px, and goes back',
    async (width) => {
      const { page, complaints } = await signedIn(
        browser,
        county.cloud.url,
        width,
        /舞钢市 · 审核员/,
      );
      const { body } = await county.ask<{
        items: { unit: { name: string }; score: { value: number } }[];
      }>('reviewer', COUNTY, 'GET', `/v1/rankings/2024-04?level=station&within=${COUNTY}`);
      const [first, second] = body.items;
      if (!first || !second) throw new Error('no ranking');
      await page.goto(`${county.cloud.url}/rankings`);
      await page.getByRole('link', { name: first.unit.name }).waitFor();
      const rows = await page.locator('tbody tr').allInnerTexts();
      const shown = rows.filter((row) => row.includes('街道'));
      for (const [index, { unit, score }] of [first, second].entries()) {
        expect(shown[index]).toContain(unit.name);
        expect(shown[index]).toContain(score.value.toFixed(1));
      }
      expect(await widthOf(page)).toBeLessThanOrEqual(width);
      expect(await violations(page)).toEqual([]);
      await picture(page, `ranking-${width}`);

      await page.getByRole('link', { name: first.unit.name }).click();
      await page.getByText('在社区工作时间占比').first().waitFor();
      expect(page.url()).toContain(`/scorecards/2024-04/${STATION}`);
      expect(await page.locator('main').innerText()).toContain('12,000 / 15,000');
      expect(await widthOf(page)).toBeLessThanOrEqual(width);
      expect(await violations(page)).toEqual([]);
      await picture(page, `scorecard-${width}`);

      await page.goBack();
      await page.getByRole('link', { name: second.unit.name }).waitFor();
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  it('speaks English by a switch', async () => {
    const { page, complaints } = await signedIn(browser, county.cloud.url, 1440, /舞钢市 · 审核员/);
    await page.goto(`${county.cloud.url}/rankings`);
    await page.getByRole('link', { name: '寺坡街道' }).waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('columnheader', { name: 'Score' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('says so, with a way back, where there is nothing to see', async () => {
    const { page } = await signedIn(browser, county.cloud.url, 1440, /寺坡街道 · 查看员/);
    await page.goto(`${county.cloud.url}/scorecards/2024-04/410481003000`);
    await page.getByText('没有这一页').first().waitFor();
    // A station's first page is its own card.
    await page.getByRole('link', { name: '返回首页' }).click();
    await page.getByRole('heading', { level: 1, name: '寺坡街道 · 2024年4月' }).waitFor();
    await page.context().close();
  });
});
