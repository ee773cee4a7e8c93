/** Schemes: read, edited with an error that is shown where it stands, stored and compared, in Chromium. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scheme } from '../../shared/scoring/scheme.ts';
import { launch } from '../support/browser.ts';
import { ownDemo } from '../support/demo.ts';
import { examine as examined, heading, inEnglish, opened } from '../support/pages.ts';
import { PROVINCE } from '../support/served.ts';

const ADMINISTRATOR = /河南省 · 管理员/;
const VIEWER = /舞钢市 · 查看员/;
/** A draft with an error is answered 422: that is what the browser tells of it. */
const REFUSED = /^422: .+\?check=true$|status of 422/;

/** What persons wrote in a scheme, in Chinese in either language. */
const chineseOf = ({ name, description, approvals, grades }: Scheme): string[] => [
  ...[name.zh, description.zh, ...grades.map(({ grade }) => grade)],
  ...approvals.flatMap(({ by, legalBasis, document = '' }) => [by, legalBasis, document]),
];

/** Looks at the page once nothing is on its way any more. */
async function examine(page: Page, name: string): Promise<void> {
  await expect.poll(() => page.locator('.stale, [aria-busy="true"]').count()).toBe(0);
  await examined(page, name);
}

describe('schemes, in Chromium', () => {
  let demo: Awaited<ReturnType<typeof ownDemo>>;
  let browser: Browser;
  beforeAll(async () => {
    [demo, browser] = await Promise.all([ownDemo(), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.dispose();
  });

  const schemeOf = (name: string) =>
    demo.ask<Scheme>('administrator', PROVINCE, `/schemes/${encodeURIComponent(name)}`);

  it('shows a viewer what counts, and how, and offers no change', async () => {
    const { page, complaints } = await opened(browser, `${demo.url}/schemes`, VIEWER);
    await heading(page, '2个考核办法，1个施行');
    await examine(page, 'schemes');
    expect(await page.getByRole('link', { name: /修改/ }).count()).toBe(0);
    await page.getByRole('link', { name: 'henan-baseline@1' }).click();
    await heading(page, '河南省一村(格)一警考核办法(基准版)，第1版');
    const held = await schemeOf('henan-baseline@1');
    const scored = Object.values(held.weights.station).filter((weight) => weight > 0);
    await page.getByRole('heading', { name: `派出所按${scored.length}项指标计分` }).waitFor();
    const table = page.getByRole('region', { name: '指标' });
    expect(await table.locator('tbody tr').count()).toBe(scored.length);
    const printed = await table.locator('.schemes-weight .number').allInnerTexts();
    expect(printed.map(Number).reduce((sum, weight) => sum + weight, 0)).toBe(100);
    const line = table.getByRole('row', { name: /^在社区工作时间占比/ });
    await line.getByText('60%得0分，80%得80分，85%得满分，之间按直线计').waitFor();
    await examine(page, 'scheme');
    await page.getByLabel('级别').selectOption({ label: '县级' });
    await page.getByRole('heading', { name: /^县级按/ }).waitFor();
    await page.getByLabel('另一版本', { exact: true }).selectOption('henan-outcomes@1');
    await page
      .getByRole('heading', { name: /^henan-outcomes@1与henan-baseline@1有\d+处不同$/ })
      .waitFor();
    expect(new URL(page.url()).search).toBe('?level=county&to=henan-outcomes%401');
    await page.goBack();
    await heading(page, '2个考核办法，1个施行');
    await page.goForward();
    await page.getByRole('heading', { name: /^henan-outcomes@1与/ }).waitFor();
    await examine(page, 'scheme-compared');
    const other = await schemeOf('henan-outcomes@1');
    await inEnglish(page, 'scheme', ...chineseOf(held), ...chineseOf(other));
    await page.goto(`${demo.url}/schemes/henan-baseline@1/edit`);
    await page.getByRole('heading', { level: 1, name: 'Your role may not see this' }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is edited with an error that is shown at its field, corrected, stored and compared', async () => {
    const address = `${demo.url}/schemes/henan-baseline@1/edit`;
    const { page, complaints } = await opened(browser, address, ADMINISTRATOR);
    await heading(page, '由henan-baseline@1修改为henan-baseline@2');
    await page.getByText('核对无误，可以保存。').waitFor();
    const weight = page.getByLabel('在社区工作时间占比，派出所权重');
    expect(await weight.inputValue()).toBe('18');
    await weight.fill('17');
    const fault = '「权重 · 派出所」权重合计为 99，比 100 少 1';
    await page.getByRole('columnheader', { name: fault }).waitFor();
    await page.getByText('有1处需要修改').waitFor();
    expect(await page.getByRole('button', { name: '保存为新版本' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: fault }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('at:/weights/station');
    // What is no number is said where it stands.
    const denominator = page.getByLabel('纠纷化解率：最小分母');
    await denominator.fill('五');
    await page.locator('[id="at:/minimumDenominators/dispute_resolution_rate-fault"]').waitFor();
    await examine(page, 'scheme-editor-faults');

    // Nothing typed is lost.
    const kept = () =>
      page.evaluate(() => sessionStorage.getItem('fengqiao.draft.scheme.henan-baseline@1'));
    expect(await kept()).toContain('"五"');
    await page.reload();
    await page.getByText('已恢复上次未保存的修改。').waitFor();
    expect(await weight.inputValue()).toBe('17');
    expect(await denominator.inputValue()).toBe('五');
    await denominator.fill('6');
    // Enter goes down the column: from the first KPI to the second, which takes the point.
    await weight.press('Enter');
    const second = page.getByLabel('被抽调时间占比，派出所权重');
    await expect
      .poll(() => second.evaluate((element) => element === document.activeElement))
      .toBe(true);
    await second.fill('8');
    await page.getByText('核对无误，可以保存。').waitFor();
    await page.getByLabel('施行日期').fill('2027-01-01');
    await page.getByText('核对无误，可以保存。').waitFor();
    await examine(page, 'scheme-editor');
    await page.getByRole('button', { name: '保存为新版本' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('与henan-baseline@1相比有4处不同：').waitFor();
    await dialog.getByText('权重 · 派出所 · 在社区工作时间占比：由 18 改为 17').waitFor();
    await examine(page, 'scheme-save');
    await dialog.getByRole('button', { name: '保存' }).click();
    await page
      .getByRole('heading', { name: 'henan-baseline@2与henan-baseline@1有5处不同' })
      .waitFor();
    await page.getByText('权重 · 派出所 · 在社区工作时间占比：由 18 改为 17').waitFor();
    const stored = await schemeOf('henan-baseline@2');
    expect(stored.weights.station).toMatchObject({ time_in_community: 17, diverted_time: 8 });
    expect(stored.minimumDenominators.dispute_resolution_rate).toBe(6);
    expect(await kept()).toBe(null);
    expect(complaints.filter((one) => !REFUSED.test(one))).toEqual([]);

    await page.goto(`${demo.url}/schemes`);
    await heading(page, '3个考核办法，2个施行');
    await page.getByText('henan-admin').waitFor();
    await page.context().close();
  });

  it('takes a restricted KPI only with its approval, and a document as JSON', async () => {
    const address = `${demo.url}/schemes/henan-outcomes@1/edit`;
    const { page, complaints } = await opened(browser, address, ADMINISTRATOR);
    await heading(page, '由henan-outcomes@1修改为henan-outcomes@2');
    await page.getByText('核对无误，可以保存。').waitFor();
    await page
      .getByRole('button', { name: /^删除批准：/ })
      .first()
      .click();
    await page.getByText('该指标受限，未经批准不得计分').first().waitFor();
    await page.getByRole('button', { name: '增加批准' }).click();
    await page
      .getByText(/「批准 · 第 \d+ 项 · 法律依据」不能为空/)
      .first()
      .waitFor();
    await examine(page, 'scheme-editor-approvals');
    const json = page.getByRole('textbox', { name: 'JSON' });
    await json.fill('{');
    await page.getByRole('button', { name: '采用' }).click();
    await page.getByText('不是正确的 JSON').waitFor();
    const held = await schemeOf('henan-outcomes@1');
    await json.fill(JSON.stringify({ ...held, version: 1 }));
    await page.getByRole('button', { name: '采用' }).click();
    await page.getByText('该版本已存在，请改为2').first().waitFor();
    await page.getByLabel('版本', { exact: true }).fill('2');
    await page.getByText('核对无误，可以保存。').waitFor();
    const base = await schemeOf('henan-baseline@1');
    await inEnglish(page, 'scheme-editor', ...chineseOf(held), ...chineseOf(base));
    expect(complaints.filter((one) => !REFUSED.test(one))).toEqual([]);
    await page.getByRole('button', { name: 'Discard the changes' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard the changes' }).click();
    expect(
      await page.evaluate(() => sessionStorage.getItem('fengqiao.draft.scheme.henan-outcomes@1')),
    ).toBe(null);
    await page.context().close();
  });
});
