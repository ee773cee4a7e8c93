/** Months, from a correction to the publication of what it changed, in Chromium over the demo. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ranking } from '../../web/api.ts';
import { points } from '../../web/format.ts';
import { launch } from '../support/browser.ts';
import { ownDemo, sharedDemo } from '../support/demo.ts';
import { examine as examined, heading, inEnglish, opened } from '../support/pages.ts';
import { COUNTY, type Json, PROVINCE } from '../support/served.ts';

const ADMINISTRATOR = /河南省 · 管理员/;
const REVIEWER = /舞钢市 · 审核员/;
const VIEWER = /舞钢市 · 查看员/;

const MONTH = '2026-10';
const STATION = '410481001000';
const CORRECTED = ['2026-10-12', '2026-10-13', '2026-10-14'];

interface Differences {
  readonly next: string | null;
  readonly items: readonly {
    readonly unit: { readonly code: string; readonly name: string };
    readonly score: { readonly from: number | null; readonly to: number | null };
    readonly grade: { readonly from: string | null; readonly to: string | null };
    readonly ranks: readonly unknown[];
  }[];
}

/** Looks at the page once nothing is on its way any more. */
async function examine(page: Page, name: string): Promise<void> {
  await expect.poll(() => page.locator('.stale, [aria-busy="true"]').count()).toBe(0);
  await examined(page, name);
}

/** What the page asks the API for, with what it sends. */
function asksOf(page: Page): string[] {
  const asks: string[] = [];
  page.on('request', (request) => {
    if (/\/v1\/(?:rankings|figures|schemes\/simulate)/.test(request.url())) {
      asks.push(request.url() + (request.postData() ?? ''));
    }
  });
  return asks;
}

describe('months, in Chromium', () => {
  let demo: Awaited<ReturnType<typeof ownDemo>>;
  let browser: Browser;
  beforeAll(async () => {
    [demo, browser] = await Promise.all([ownDemo(), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.dispose();
  });

  const asked = <Body = Json>(path: string) => demo.ask<Body>('administrator', PROVINCE, path);

  /** What the two revisions differ in: every page of it. */
  async function differences(): Promise<Differences['items']> {
    const address = `/periods/${MONTH}/differences?from=1&to=2`;
    let page = await asked<Differences>(address);
    const items = [...page.items];
    while (page.next !== null) {
      page = await asked<Differences>(`${address}&cursor=${encodeURIComponent(page.next)}`);
      items.push(...page.items);
    }
    return items;
  }

  /** Sends a day again with all time in the community left out. */
  async function correct(day: string): Promise<void> {
    const held = await asked<{
      readonly document: { readonly officerTime: readonly { readonly grid?: string }[] };
    }>(`/submissions/${STATION}/${day}`);
    const officerTime = held.document.officerTime.filter(({ grid }) => grid === undefined);
    const response = await fetch(`${demo.url}/v1/submissions`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await demo.cloud.token({ role: 'administrator', unit: PROVINCE })}`,
        'content-type': 'application/json',
        'if-match': '*',
      },
      body: JSON.stringify({ ...held.document, officerTime }),
    });
    expect([response.status, await response.text()]).toEqual([201, expect.anything()]);
  }

  /** The ranking of the draft: marked as one, in every view, and for reviewers alone. */
  async function draftRanking(page: Page): Promise<void> {
    const address = `/rankings/${MONTH}?within=${COUNTY}&level=station&revision=2`;
    await page.locator(`a[href="/rankings/${MONTH}?revision=2"]`).first().click();
    const mark = page.getByText('草稿 第2版，未公布');
    await mark.waitFor();
    const asks = asksOf(page);
    await page.goto(demo.url + address);
    await mark.waitFor();
    const { items } = await asked<Ranking>(address);
    const rows = page.locator('.ranking-table tbody tr');
    expect(await rows.count()).toBe(items.length);
    for (const [place, { unit, score }] of items.entries()) {
      expect(await rows.nth(place).innerText()).toContain(points(score.value ?? Number.NaN));
      const card = `/scorecards/${MONTH}/${unit.code}?revision=2`;
      expect(await rows.nth(place).locator('a').getAttribute('href')).toBe(card);
    }
    await examine(page, 'ranking-draft');
    for (const view of ['view=funnel&kpi=case_rate', 'view=trial&weights=follow_up_rate:40']) {
      await page.goto(`${demo.url}${address}&${view}`);
      await mark.waitFor();
      await page.locator('.figure').first().waitFor();
    }
    expect(asks.some((one) => one.includes('/simulate') && one.includes('"revision":2'))).toBe(
      true,
    );
    expect(asks.some((one) => one.includes('/figures/'))).toBe(true);
    expect(asks.filter((one) => !/revision=2|"revision":2/.test(one))).toEqual([]);
    await page.getByRole('link', { name: '看公布的版本' }).click();
    // The line that leads back to the draft stands below the breadcrumbs, not upon them.
    const line = await page.getByRole('link', { name: '另有草稿第2版' }).boundingBox();
    const above = await page.locator('.breadcrumbs ol').boundingBox();
    expect(line?.y).toBeGreaterThanOrEqual((above?.y ?? 0) + (above?.height ?? 0));
    expect(page.url()).not.toContain('revision');

    const viewer = await opened(browser, demo.url, VIEWER);
    const plain = asksOf(viewer.page);
    await viewer.page.goto(demo.url + address);
    await viewer.page.getByText(/ · 已公布 · 第1版/).waitFor();
    expect(plain.length).toBeGreaterThan(0);
    expect(plain.filter((one) => one.includes('revision'))).toEqual([]);
    expect(await viewer.page.getByText(/草稿/).count()).toBe(0);
    expect(viewer.complaints).toEqual([]);
    await viewer.page.context().close();
  }

  it('runs, reviews, compares and publishes what a correction changed', async () => {
    for (const day of CORRECTED) await correct(day);
    const openFlags = async () =>
      (await asked<{ items: Json[] }>(`/flags?period=${MONTH}&state=open`)).items.length;
    const before = await openFlags();
    expect(before).toBeGreaterThan(1);
    const { page, complaints } = await opened(browser, `${demo.url}/months`, ADMINISTRATOR);
    await heading(page, '没有待发布的草稿');
    const row = page.getByRole('row', { name: /^2026年10月/ }).first();
    await row.getByRole('cell', { name: String(before), exact: true }).waitFor();
    await examine(page, 'months');
    await inEnglish(page, 'months', '第1版');
    await page.getByRole('button', { name: '中文' }).click();

    await page.getByLabel('期间').selectOption({ label: '2026年10月' });
    await page.getByRole('button', { name: '开始计算' }).click();
    await page.waitForURL(/\/months\/2026-10\?run=/);
    await page.getByRole('heading', { level: 2, name: /^正在计算：/ }).waitFor();
    await page.getByRole('button', { name: '停止计算' }).waitFor();
    // A run of the demo takes minutes on a busy machine.
    await page
      .getByRole('heading', { level: 2, name: '计算完成，得出第2版' })
      .waitFor({ timeout: 400_000 });
    // Days that came after the first run may be flagged as well.
    const open = await openFlags();
    await heading(page, `2026年10月：第2版草稿待发布，${open}项异常标记待核查`);
    const steps = page.getByRole('list', { name: '进度' }).getByRole('listitem');
    expect(await steps.count()).toBe(7);
    await examine(page, 'month-draft');

    // What changed is what the API says.
    const found = await differences();
    // More than are listed at once: the rest is asked for.
    expect(found.length).toBeGreaterThan(100);
    await page.getByRole('heading', { name: '第1版到第2版，100+个单位的成绩单有变化' }).waitFor();
    await page
      .locator('section[aria-labelledby="differences"]')
      .getByRole('button', { name: '继续显示' })
      .click();
    await page
      .getByRole('heading', { name: `第1版到第2版，${found.length}个单位的成绩单有变化` })
      .waitFor();
    const table = page.getByRole('region', { name: '版本差异' });
    const changed = found.find(({ unit }) => unit.code === STATION);
    if (typeof changed?.score.from !== 'number' || typeof changed.score.to !== 'number') {
      throw new Error('the corrected station has no scores');
    }
    const line = table.getByRole('row', { name: /^垭口街道/ });
    await line
      .getByText(`${changed.score.from.toFixed(1)} → ${changed.score.to.toFixed(1)}`)
      .waitFor();
    await line.getByText(`补正报送${CORRECTED.length}站日`).waitFor();
    await line.getByText('在社区工作时间占比').waitFor();

    await draftRanking(page);
    await page.goto(`${demo.url}/months/${MONTH}`);
    await heading(page, `2026年10月：第2版草稿待发布，${open}项异常标记待核查`);

    // A flag's station is named with where it lies, and leads to its card of the same revision.
    const flagged = page
      .locator('.sheet tbody th')
      .filter({ has: page.getByRole('link') })
      .first();
    expect(await flagged.innerText()).toMatch(/街道|镇|乡/);
    expect(await flagged.locator('.months-where').innerText()).toMatch(/市 .+[县市区]/);
    expect(await flagged.getByRole('link').getAttribute('href')).toMatch(
      new RegExp(`^/scorecards/${MONTH}/\\d{12}\\?revision=\\d+$`),
    );
    // A flag is opened, its review refused where it is not whole, then kept.
    await page.getByRole('button', { name: '核查：铁山街道 · 月末集中排查' }).click();
    await page.getByText('共28行，以下列出28行').waitFor();
    await page.getByRole('button', { name: '保存结论' }).click();
    await page.getByText('请选择结论').waitFor();
    await examine(page, 'month-flag');
    await page.getByLabel('排除：数据属实').check();
    await page.getByLabel('核查情况').fill('已逐件核对台账，属月末集中排查。');
    await page.getByRole('button', { name: '保存结论' }).click();
    await page.getByText('已保存：铁山街道 · 月末集中排查 · 已排除').waitFor();
    await heading(page, `2026年10月：第2版草稿待发布，${open - 1}项异常标记待核查`);

    // A call-back.
    await page
      .getByRole('button', { name: /^登记结果：垭口街道/ })
      .first()
      .click();
    await page.getByLabel('回访结果').selectOption({ label: '属实' });
    await page.getByRole('button', { name: '登记结果', exact: true }).first().click();
    await page.getByText(/^已保存：垭口街道 · .+属实$/).waitFor();
    await page.getByRole('heading', { name: /^回访核查：抽样\d+件，已登记1件$/ }).waitFor();

    // Publication says what will change, and takes a reason while flags are open.
    const effects = [
      found.filter(({ score }) => score.from !== score.to).length,
      found.filter(({ grade }) => grade.from !== grade.to).length,
      found.filter(({ ranks }) => ranks.length > 0).length,
    ];
    await page.getByRole('button', { name: '发布第2版' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('第2版将取代已公布的第1版。').waitFor();
    await dialog
      .getByText(`${effects[0]}个单位得分不同，${effects[1]}个等次不同，${effects[2]}个名次不同`)
      .waitFor();
    await dialog.getByText(`还有${open - 1}项异常标记未核查`).waitFor();
    await dialog.getByRole('button', { name: '发布第2版' }).click();
    await dialog.getByText('请填写').waitFor();
    await examine(page, 'month-publish');
    await dialog.getByLabel('未核查完即发布的理由').fill('补正已核实，其余标记随后核查。');
    await dialog.getByRole('button', { name: '发布第2版' }).click();
    await heading(page, `2026年10月已公布第2版，${open - 1}项异常标记待核查`);
    await page.getByText('第2版已公布。').waitFor();
    const history = page.getByRole('region', { name: '公布过2次' });
    await history.getByText('补正已核实，其余标记随后核查。').waitFor();
    await examine(page, 'month-published');
    const [period] = (await demo.ask<{ items: Json[] }>('viewer', COUNTY, '/periods')).items.filter(
      (one) => one.period === MONTH,
    );
    expect(period).toMatchObject({ state: 'published', revision: 2 });
    await inEnglish(page, 'month', '补正已核实，其余标记随后核查。', '演示：异常标记留待核查');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('enters in the ledger, and withdraws', async () => {
    const { page, complaints } = await opened(browser, `${demo.url}/months/2026-09`, ADMINISTRATOR);
    await heading(page, /^2026年9月已公布第1版/);
    await page.getByRole('heading', { name: '没有加减分记录' }).waitFor();
    await page.getByRole('button', { name: '登记加减分' }).click();
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByText('请填写大于 0 的数').waitFor();
    await page.getByLabel('分值').fill('2.5');
    const unit = page.getByRole('group', { name: '单位', exact: true });
    await unit.getByLabel('河南省 ›').selectOption({ label: '平顶山市' });
    await unit.getByLabel('平顶山市 ›').selectOption({ label: '舞钢市' });
    await unit.getByLabel('舞钢市 ›').selectOption({ label: '垭口街道' });
    const shared = page.getByRole('group', { name: '同功同奖的单位' });
    await shared.getByLabel('河南省 ›').selectOption({ label: '平顶山市' });
    await shared.getByLabel('平顶山市 ›').selectOption({ label: '舞钢市' });
    await shared.getByLabel('舞钢市 ›').selectOption({ label: '寺坡街道' });
    await page.getByRole('button', { name: '加入同功同奖' }).click();
    await page.getByLabel('理由').fill('调处跨所纠纷有功。');
    await page.getByLabel(/^依据/).fill('舞公〔2026〕12 号');
    await examine(page, 'month-ledger-form');
    await page.getByRole('button', { name: '登记', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('加分 2.5，涉及垭口街道、寺坡街道').waitFor();
    await dialog.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByRole('heading', { name: '2项加减分有效' }).waitFor();
    await page.getByRole('button', { name: '撤销：寺坡街道 · 加分' }).click();
    await dialog.getByLabel('理由').fill('登记有误。');
    await dialog.getByRole('button', { name: '撤销' }).click();
    await page.getByRole('heading', { name: '1项加减分有效' }).waitFor();
    const { items } = await asked<{ items: Json[] }>('/ledger?period=2026-09');
    expect(items.map(({ points, state }) => [points, state])).toEqual([
      [2.5, 'active'],
      [2.5, 'withdrawn'],
    ]);
    await examine(page, 'month-ledger');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('refuses a second run at once in words, leads to the first and stops it', async () => {
    const { page, complaints } = await opened(browser, `${demo.url}/months/2026`, ADMINISTRATOR);
    await heading(page, '2026年还没有结果');
    await examine(page, 'month-none');
    await page.getByRole('button', { name: '开始计算' }).click();
    // Somebody else was quicker.
    const started = await fetch(`${demo.url}/v1/runs`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await demo.cloud.token({ role: 'administrator', unit: PROVINCE })}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ period: '2026' }),
    });
    expect(started.status).toBe(202);
    await page.getByRole('button', { name: '重新计算' }).last().click();
    await page.getByText('该考核期正在计算，请等待完成或先停止').waitFor();
    await page.getByRole('link', { name: '查看正在进行的计算' }).click();
    await page.getByRole('button', { name: '停止计算' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('不产生草稿').waitFor();
    await dialog.getByRole('button', { name: '停止计算' }).click();
    await page.getByRole('heading', { name: '计算没有完成，没有改变任何结果' }).waitFor();
    await page.getByText('按要求停止。需要时可重新计算。').waitFor();
    await examine(page, 'month-stopped');
    expect(complaints.filter((one) => !/409/.test(one))).toEqual([]);
    await page.context().close();
  });

  it('lets a reviewer look at drafts, and publish nothing', async () => {
    const asks: string[] = [];
    const { page, complaints } = await opened(browser, `${demo.url}/months`, REVIEWER);
    page.on('request', (request) => asks.push(new URL(request.url()).pathname));
    await page.reload();
    await heading(page, '没有待发布的草稿');
    expect(await page.getByRole('button', { name: '开始计算' }).count()).toBe(0);
    await page.getByRole('link', { name: '2026年10月' }).click();
    await heading(page, /^2026年10月/);
    await page
      .getByRole('heading', { name: '历次版本' })
      .or(page.getByText(/^算过\d版$/))
      .waitFor();
    expect(await page.getByRole('button', { name: /发布第|登记加减分|停止计算/ }).count()).toBe(0);
    expect(asks.filter((path) => path.startsWith('/v1/runs'))).toEqual([]);
    await examine(page, 'month-reviewer');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is none of a viewer, who is led back', async () => {
    const shared = sharedDemo();
    const { page, complaints } = await opened(browser, `${shared.url}/months/${MONTH}`, VIEWER);
    await heading(page, '没有查看权限');
    expect(await page.getByRole('link', { name: '考核月' }).count()).toBe(0);
    await examine(page, 'months-viewer');
    await page.getByRole('link', { name: '返回首页' }).click();
    await page.waitForURL((url) => url.pathname === '/');
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
