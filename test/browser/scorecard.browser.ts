/** A station's own score, the way to its rows, and its appeal, in Chromium on a whole system. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from '../support/browser.ts';
import { County, STATION } from '../support/county.ts';
import { examine, heading, inEnglish, opened } from '../support/pages.ts';

const CLERK = /寺坡街道 · 填报员/;

describe('the own scorecard, in Chromium', () => {
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

  const open = (path: string, account: RegExp) => opened(browser, county.cloud.url + path, account);

  it('leads from the own score to its rows, and to an appeal that is answered', async () => {
    const { page, complaints } = await open(`/scorecards/latest/${STATION}`, CLERK);
    await heading(page, '寺坡街道 · 2024年4月');
    expect(page.url()).toContain(`/scorecards/2024-04/${STATION}`);
    await page.getByRole('heading', { level: 2, name: /^共失[\d.]+分，.+失分最多/ }).waitFor();
    const lost = await page.locator('.scorecard-losses .number').allInnerTexts();
    const points = lost.map((text) => Number(/[\d.]+/.exec(text)?.[0]));
    expect(points.length).toBeGreaterThan(0);
    expect(points).toEqual(points.toSorted((a, b) => b - a));
    await examine(page, 'own-scorecard');
    await inEnglish(page, 'own-scorecard');
    await page.getByRole('button', { name: '中文' }).click();

    const kpi = '在社区工作时间占比';
    await page
      .getByRole('row')
      .getByRole('link', { name: `${kpi}的依据` })
      .click();
    await heading(page, `寺坡街道${kpi}：80.0%`);
    await page.getByRole('button', { name: '显示2024年4月1日的' }).click();
    await examine(page, 'evidence');
    await inEnglish(page, 'evidence');
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('link', { name: '打开2024年4月1日第1版报送' }).click();
    await heading(page, '4月1日已报送，第1版');
    await page.goBack();
    await heading(page, `寺坡街道${kpi}：80.0%`);

    const reason = '四月十二日漏录两人下村时间，已按规定补报。';
    await page.getByRole('button', { name: `申诉：${kpi}` }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('申诉理由').fill('办案人 11010519491231002X');
    await drawer.getByText('含有身份证号').waitFor();
    await drawer.getByLabel('申诉理由').fill(reason);
    await examine(page, 'appeal');
    await drawer.getByRole('button', { name: '提交申诉' }).click();
    await page.getByText('申诉已提交').waitFor();
    await page.getByRole('link', { name: '申诉待处理' }).click();
    await heading(page, '1件申诉，1件尚未裁定');
    expect(await page.getByRole('button', { name: '签署意见' }).count()).toBe(0);
    expect(complaints).toEqual([]);

    const above = await open('/appeals', /舞钢市 · 审核员/);
    await above.page.getByText(reason).waitFor();
    await above.page.getByRole('button', { name: '签署意见' }).click();
    await examine(above.page, 'appeals-comment');
    await above.page.getByLabel('上级意见').fill('情况属实。');
    await above.page.getByRole('button', { name: '提交意见' }).click();
    await above.page.getByText('意见已提交').waitFor();
    expect(above.complaints).toEqual([]);
    await above.page.context().close();

    const judge = await open('/appeals', /河南省 · 审核员/);
    await judge.page.getByRole('button', { name: '裁定申诉' }).click();
    await judge.page.getByLabel('驳回').check();
    await judge.page.getByLabel('裁定说明').fill('核对后数据无误。');
    await examine(judge.page, 'appeals-decision');
    await judge.page.getByRole('button', { name: '提交裁定' }).click();
    await heading(judge.page, '1件申诉，全部已裁定');
    await examine(judge.page, 'appeals');
    await inEnglish(judge.page, 'appeals', reason, '情况属实。', '核对后数据无误。');
    expect(judge.complaints).toEqual([]);
    await judge.page.context().close();

    await page.reload();
    await page.getByText('已驳回').first().waitFor();
    await page.context().close();
  });
});
