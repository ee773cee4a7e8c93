/** The director's first page over the demo: answers, the way down and back, and a part that fails. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Figures, Ranking, Scorecard } from '../../web/api.ts';
import type { Missing } from '../../web/command/today.ts';
import { kpiValue } from '../../web/format.ts';
import henan from '../../web/map/henan.geo.json' with { type: 'json' };
import { launch } from '../support/browser.ts';
import { County } from '../support/county.ts';
import { ownDemo, sharedDemo } from '../support/demo.ts';
import { examine, heading, inEnglish, opened } from '../support/pages.ts';

const PROVINCE = '410000000000';
const CITY = '410400000000';
const COUNTY = '410481000000';
const PERIOD = '2026-10';
const LEAD = 'time_in_community';
const SHARE = { form: 'ratio', display: 'percent' } as const;
const percent = (value: number | null) => kpiValue(value, SHARE, 'zh');

/** The cities' names, and what of them stands on the map. */
const MAP_NAMES = henan.features.flatMap(({ properties: { name } }) => [
  name,
  name.replace(/市$/, ''),
]);

const demo = sharedDemo();
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
});

const open = (path: string, account: RegExp) => opened(browser, demo.url + path, account);

/** All parts are there, and none is awaited. */
const whole = async (page: Page) => {
  await page.getByRole('heading', { name: '这些数字可信吗' }).waitFor();
  await expect.poll(() => page.locator('.stale, [aria-busy="true"]').count()).toBe(0);
};

const tile = (page: Page, name: string) =>
  page.locator('.overview-tiles > li').filter({ has: page.getByRole('link', { name }) });

describe('the overview, in Chromium', () => {
  it('answers an administrator of the province with the numbers of the API', async () => {
    const { page, complaints } = await open('/', /河南省 · 管理员/);
    const card = await demo.ask<Scorecard>(
      ...(['administrator', PROVINCE, `/scorecards/${PERIOD}/${PROVINCE}`] as const),
    );
    const value = (id: string) => card.kpis.find((kpi) => kpi.id === id);
    await heading(
      page,
      /^河南省2026年10月：派出所在社区时间[\d.]+%，(?:未)?达到\d+%的(?:优秀)?标准/,
    );
    await whole(page);
    const lead = percent(value(LEAD)?.value ?? null);
    expect(await page.locator('.overview-value').innerText()).toBe(lead);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain(lead);
    for (const [name, id] of [
      ['天天见警', 'grid_presence'],
      ['矛盾纠纷化解率', 'dispute_resolution_rate'],
      ['件件有回声', 'follow_up_rate'],
      ['刑事零发案村(社区)占比', 'zero_case_grids'],
      ['群众知晓率', 'awareness_rate'],
      ['群众满意度', 'satisfaction_rate'],
    ] as const) {
      const text = await tile(page, name).innerText();
      expect(text).toContain(percent(value(id)?.value ?? null));
      const [low, high] = value(id)?.interval ?? [];
      expect(text).toContain(`95%区间 ${percent(low ?? null)} 至 ${percent(high ?? null)}`);
    }
    // Both counts stand behind a change, which is watched and not scored.
    const cases = value('criminal_case_change');
    const text = await tile(page, '刑事立案同比').innerText();
    expect(text).toContain(`${cases?.denominator} → ${cases?.numerator}`);
    expect(text).toContain('只监测');

    const figures = await demo.ask<Figures>(
      ...(['administrator', PROVINCE, `/figures/${PERIOD}?level=station&kpis=${LEAD}`] as const),
    );
    const counted = figures.items.filter(({ kpis }) => kpis[LEAD]?.note === null);
    const below = counted.filter(({ kpis }) => (kpis[LEAD]?.value ?? 1) < 0.8).length;
    await page.getByRole('heading', { name: `${below}个派出所在社区时间未达80%` }).waitFor();
    expect(await page.locator('.overview-time .drawn path').count()).toBe(counted.length);
    await page.getByRole('button', { name: '查看数据' }).click();
    const rows = page.getByRole('region', { name: /派出所在社区时间未达/ }).locator('tbody tr');
    expect(await rows.count()).toBe(figures.items.length);
    const lowest = figures.items
      .map(({ kpis }) => kpis[LEAD]?.value ?? 2)
      .sort((a, b) => a - b)
      .at(0);
    expect(await rows.first().innerText()).toContain(percent(lowest ?? null));
    await page.getByRole('button', { name: '收起数据' }).click();

    await page.getByRole('combobox', { name: '标出' }).selectOption({ label: '平顶山市' });
    await page.getByText('深蓝：平顶山市').waitFor();
    expect(page.url()).toContain(`mark=${CITY}`);
    await page.getByText(/条异常标记待核查/).waitFor();
    await examine(page, 'overview-province');
    await inEnglish(page, 'overview-province', ...MAP_NAMES);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('leads down by the table beside the map and back, with the KPI that was chosen', async () => {
    const { page, complaints } = await open('/', /河南省 · 管理员/);
    await whole(page);
    await page.getByRole('combobox', { name: '指标' }).selectOption({ label: '矛盾纠纷化解率' });
    await page.getByRole('heading', { name: /^矛盾纠纷化解率：\d+个市低于河南省/ }).waitFor();
    expect(page.url()).toContain('kpi=dispute_resolution_rate');
    await page.getByRole('link', { name: '平顶山市总览' }).click();
    await heading(page, /^平顶山市2026年10月：/);
    expect(page.url()).toContain(`/overview/${PERIOD}?unit=${CITY}&kpi=dispute_resolution_rate`);
    await page.getByRole('link', { name: '舞钢市总览' }).click();
    await heading(page, /^舞钢市2026年10月：/);
    await whole(page);
    await examine(page, 'overview-county');
    await page.goBack();
    await heading(page, /^平顶山市2026年10月：/);
    await page.goBack();
    await heading(page, /^河南省2026年10月：/);
    await page.getByRole('heading', { name: /^矛盾纠纷化解率：\d+个市低于河南省/ }).waitFor();
    // A click on the map leads the same way.
    await page.locator(`.drawn [data-code="${CITY}"]`).click();
    await heading(page, /^平顶山市2026年10月：/);
    await page.getByRole('navigation', { name: '所在层级' }).getByText('河南省').click();
    await heading(page, /^河南省2026年10月：/);

    await page
      .getByRole('combobox', { name: '期间' })
      .selectOption({ label: '2026年9月 · 已公布' });
    await heading(page, /^河南省2026年9月：/);
    await page.goBack();
    await heading(page, /^河南省2026年10月：/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('asks for nothing outside the county, and for no flags, where a viewer of it looks', async () => {
    const { page, complaints } = await open('/guide', /舞钢市 · 查看员/);
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname, search } = new URL(request.url());
      if (pathname.startsWith('/v1/')) asked.push(pathname + search);
    });
    await page.goto(`${demo.url}/`);
    await heading(page, /^舞钢市2026年10月：/);
    await whole(page);
    expect(asked.length).toBeGreaterThan(8);
    const named = asked.flatMap((path) => path.match(/\d{12}/g) ?? []);
    expect(named.filter((code) => !code.startsWith(COUNTY.slice(0, 6)))).toEqual([]);
    expect(asked.filter((path) => /flags|revision=|draft/.test(path))).toEqual([]);

    const ranking = await demo.ask<Ranking>(
      ...(['viewer', COUNTY, `/rankings/${PERIOD}?within=${COUNTY}`] as const),
    );
    // Over the province the differences between stations are mostly chance, so no viewer is told
    // who is first.
    expect(ranking.positions).toBe('withheld');
    await page.getByRole('heading', { name: '派出所名次不可靠，只列方阵' }).waitFor();
    expect(await page.getByText('异常标记').count()).toBe(0);
    // Every station has its interval and its row.
    const compare = page.locator('.overview-compare');
    expect(await compare.locator('.drawn [data-code]').count()).toBe(ranking.items.length);
    expect(await compare.locator('tbody tr').count()).toBe(ranking.items.length);
    await examine(page, 'overview-viewer');
    await inEnglish(page, 'overview-viewer');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('says which part failed, shows no zero in its place, and gets it on a second try', async () => {
    const { page } = await open('/guide', /河南省 · 管理员/);
    const failing = [
      'scorecards',
      'figures',
      'rankings',
      'trends',
      'submissions',
      'appeals',
      'flags',
    ];
    for (const what of failing) await page.route(`**/v1/${what}**`, (route) => route.abort());
    for (const what of failing) await page.route(`**/v1/${what}/**`, (route) => route.abort());
    await page.goto(`${demo.url}/`);
    const alerts = page.getByRole('alert');
    await expect.poll(() => alerts.count()).toBeGreaterThanOrEqual(7);
    await heading(page, /2026年10月总览$/);
    await page.getByText('没有载入').first().waitFor();
    const text = await page.locator('.overview').innerText();
    expect(text).not.toMatch(/(?<![\d.])0(?:\.0%|%|个|条|件|\s*\/)/);
    expect(await page.locator('.overview-figure').count()).toBe(0);
    await examine(page, 'overview-failed');

    for (const what of failing) await page.unroute(`**/v1/${what}**`);
    for (const what of failing) await page.unroute(`**/v1/${what}/**`);
    while ((await alerts.count()) > 0) {
      await alerts.first().getByRole('button', { name: '重试' }).click();
      await expect.poll(() => page.locator('[aria-busy="true"]').count()).toBe(0);
    }
    await heading(page, /^河南省2026年10月：派出所在社区时间[\d.]+%/);
    await page.context().close();
  });

  it('shows a month in progress, and says so where a unit or a period is not to be seen', async () => {
    const { page } = await open('/overview/2026-11', /舞钢市 · 查看员/);
    await heading(page, /^舞钢市2026年11月：/);
    await whole(page);
    await page.getByText('进行中(暂计)').first().waitFor();
    await page.getByText('本期不在控制图中').first().waitFor();
    await examine(page, 'overview-provisional');
    await page.goto(`${demo.url}/overview/${PERIOD}?unit=${CITY}`);
    await heading(page, '没有这一页');
    await page.goto(`${demo.url}/overview/2031-01`);
    await heading(page, '没有这一页');
    await page.context().close();
  });

  it('names in the morning whom to call about yesterday, which is not due before noon', async () => {
    const own = await ownDemo();
    try {
      own.cloud.clock.turnTo(Date.UTC(2026, 10, 29, 22, 40));
      const missing = await own.ask<Missing>(
        ...(['administrator', PROVINCE, '/submissions/missing?date=2026-11-29'] as const),
      );
      const names = missing.items.flatMap((county) => county.missing.map(({ name }) => name));
      expect(names.length).toBeGreaterThan(0);
      const { page, complaints } = await opened(browser, `${own.url}/`, /河南省 · 管理员/);
      await whole(page);
      const reports = page.locator('.overview-pair > section').first();
      // The day that is closed by unit, then those that are open, the one due first before today.
      await reports.getByRole('heading', { name: /^11月28日应报82个派出所/ }).waitFor();
      const lines = reports.locator('p').filter({ hasText: '还可报送' });
      const [yesterday, today] = await lines.allInnerTexts();
      expect(yesterday).toContain(`昨日 ${82 - names.length} / 82 截止11月30日 12:00`);
      expect(yesterday).toContain(`缺报：${names[0]?.replace('(演示)', '')}`);
      expect(today).toContain('今日 0 / 82 截止12月1日 12:00');
      expect(today).not.toContain('缺报');
      await examine(page, 'overview-morning');
      await inEnglish(page, 'overview-morning', ...MAP_NAMES);
      expect(complaints).toEqual([]);
      await page.context().close();
    } finally {
      await own.dispose();
    }
  });

  it('says who has reported where nothing is published yet', async () => {
    const county = await County.start();
    try {
      await county.loadReference();
      const { page, complaints } = await opened(browser, `${county.cloud.url}/`, /舞钢市 · 审核员/);
      await heading(page, '还没有公布的结果');
      await page.getByRole('heading', { name: /应报2个派出所，缺报2个$/ }).waitFor();
      // Before noon they are named a second time: for yesterday, which is still open.
      await page.getByRole('row').getByText('缺报：寺坡街道、朱兰街道').waitFor();
      await examine(page, 'overview-none');
      expect(complaints).toEqual([]);
      await page.context().close();
    } finally {
      await county.dispose();
    }
  });
});
