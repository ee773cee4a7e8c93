/** Rankings over the demo, in Chromium: what tables and plots say is what the API says. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Figures, KpiDefinition, List, Ranking } from '../../web/api.ts';
import { correlation, count, kpiValue, points } from '../../web/format.ts';
import { placeName } from '../../web/made-up.ts';
import type { KpiRanking } from '../../web/ranking/entry.ts';
import type { Simulation } from '../../web/ranking/use-simulation.ts';
import { wordsOf } from '../../web/words.ts';
import { launch } from '../support/browser.ts';
import { sharedDemo } from '../support/demo.ts';
import { examine, heading, inEnglish, opened } from '../support/pages.ts';
import { COUNTY, PROVINCE } from '../support/served.ts';

const PERIOD = '2026-10';
const RANKING = `/rankings/${PERIOD}?within=${COUNTY}`;
const COUNTY_VIEWER = /舞钢市 · 查看员/;
/** Sees positions also where the differences between stations are mostly chance. */
const COUNTY_REVIEWER = /舞钢市 · 审核员/;
const STATION = '410481002000';

describe('rankings, in Chromium', () => {
  const demo = sharedDemo();
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
  });

  const open = (path: string, account: RegExp) => opened(browser, demo.url + path, account);
  const rows = (page: Page) => page.locator('.ranking-table tbody tr');
  /** The text of the rows, each without its line breaks. */
  const texts = async (page: Page) =>
    (await rows(page).allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
  const settled = (page: Page) =>
    expect.poll(() => page.locator('.stale, [aria-busy="true"]').count()).toBe(0);
  const view = (page: Page, name: string) =>
    page.getByRole('navigation', { name: '看法' }).getByRole('link', { name }).click();

  it('prints every rank, score and interval of the API, sorts, filters, and goes back', async () => {
    const { page, complaints } = await open(RANKING, COUNTY_REVIEWER);
    const { items } = await demo.ask<Ranking>('reviewer', COUNTY, `${RANKING}&level=station`);
    const [first] = items;
    if (!first) throw new Error('no ranking');
    await heading(page, `${placeName(first.unit.name)}居首，${points(first.score.value ?? 0)}分`);
    const shown = await texts(page);
    expect(shown).toHaveLength(items.length);
    for (const [index, { unit, rank, score, interval }] of items.entries()) {
      const [low, high] = score.interval ?? [0, 0];
      const text = shown[index] ?? '';
      expect(text.startsWith(`${rank} ${placeName(unit.name)} `)).toBe(true);
      expect(text).toContain(` ${points(score.value ?? 0)} ${points(low)}–${points(high)} `);
      const [best, worst] = interval ?? [0, 0];
      expect(text).toContain(wordsOf('zh').rankInterval(best, worst));
    }
    // Two lines part three echelons.
    expect(await page.locator('.ranking-begin').count()).toBe(2);
    await examine(page, 'ranking');

    await page.getByRole('button', { name: '单位', exact: true }).click();
    expect(page.url()).toContain('sort=unit');
    const names = items.map(({ unit }) => placeName(unit.name));
    const byName = names.toSorted(new Intl.Collator('zh').compare);
    expect((await texts(page)).map((text) => text.split(' ')[1])).toEqual(byName);
    await page.getByRole('button', { name: '得分' }).click();
    expect((await texts(page)).map((text) => Number(text.split(' ')[0]))).toEqual(
      items.map(({ rank }) => rank),
    );

    await page.getByLabel('单位名称').fill('街道');
    const streets = names.filter((name) => name.includes('街道'));
    await expect.poll(() => rows(page).count()).toBe(streets.length);
    await page.getByText(`显示${streets.length} / ${items.length}个单位`).waitFor();
    await page.getByLabel('只看方阵有显著差别的').check();
    const certain = items.filter(
      ({ unit, distinguishable }) => unit.name.includes('街道') && distinguishable,
    );
    await expect.poll(() => rows(page).count()).toBe(certain.length);

    const [one] = certain;
    if (!one) throw new Error('nothing is certain');
    await page.getByRole('link', { name: `打开${placeName(one.unit.name)}的成绩单` }).click();
    await page.waitForURL(`**/scorecards/${PERIOD}/${one.unit.code}`);
    await page.goBack();
    await expect.poll(() => rows(page).count()).toBe(certain.length);
    await page.getByLabel('单位名称').fill('没有这样的');
    await page.getByText('没有符合条件的单位').waitFor();
    await page.getByRole('button', { name: '清除筛选' }).click();
    await expect.poll(() => rows(page).count()).toBe(items.length);
    expect(complaints).toEqual([]);
    await inEnglish(page, 'ranking');
    await page.context().close();
  });

  it('ranks by any KPI, with its counts and the shrunken value that it goes by', async () => {
    const { page, complaints } = await open(`${RANKING}&kpi=case_rate`, COUNTY_REVIEWER);
    const [ranked, catalogue] = await Promise.all([
      demo.ask<KpiRanking>('reviewer', COUNTY, `/rankings/${PERIOD}/kpis/case_rate?level=station`),
      demo.ask<List<KpiDefinition>>('reviewer', COUNTY, '/kpis'),
    ]);
    const kpi = catalogue.items.find(({ id }) => id === 'case_rate');
    if (!kpi) throw new Error('no such KPI');
    const print = (value: number | null) => kpiValue(value, kpi, 'zh');
    await heading(page, /^按平滑值，.+的刑事案件发案率最低：/);
    await settled(page);
    const shown = await texts(page);
    expect(shown).toHaveLength(ranked.items.length);
    for (const [index, row] of ranked.items.entries()) {
      const [low, high] = row.interval ?? [null, null];
      const cells = [
        ...[row.rank, placeName(row.unit.name), print(row.value), `${print(low)}–${print(high)}`],
        ...[print(row.shrunken), count(row.numerator), count(row.denominator)],
      ];
      expect(shown[index]).toContain(cells.join(' '));
    }
    await page.getByText('受限指标').first().waitFor();
    await examine(page, 'ranking-kpi');

    await page.getByLabel('排名内容').click();
    await page.getByTitle('矛盾纠纷化解率').click();
    await heading(page, /矛盾纠纷化解率最高/);
    await page.goBack();
    await heading(page, /刑事案件发案率最低/);
    expect(complaints).toEqual([]);
    // The list that was opened keeps its words, unseen, until it is opened again.
    await page.reload();
    await heading(page, /刑事案件发案率最低/);
    await inEnglish(page, 'ranking-kpi');
    await page.context().close();
  });

  it('shows no row of one KPI under the name of another, and says where none is better', async () => {
    const { page, complaints } = await open(`${RANKING}&kpi=case_rate`, COUNTY_REVIEWER);
    await heading(page, /刑事案件发案率最低：/);
    const { items } = await demo.ask<List<KpiDefinition>>('reviewer', COUNTY, '/kpis');
    const other = items.find(
      ({ better, levels }) => better === null && levels.some((level) => level === 'station'),
    );
    if (!other) throw new Error('every KPI has a better side');
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(`**/kpis/${other.id}?*`, async (route) => {
      await released;
      await route.continue();
    });
    await page.evaluate((address) => {
      history.pushState(null, '', address);
      dispatchEvent(new PopStateEvent('popstate'));
    }, `${RANKING}&kpi=${other.id}`);
    await heading(page, `${other.name.zh}没有好坏之分，不作排名`);
    expect(await rows(page).count()).toBe(0);
    release();
    await settled(page);
    const shown = await texts(page);
    expect(shown.length).toBeGreaterThan(0);
    for (const text of shown)
      expect(text).toMatch(/没有好坏之分，不作排名|没有数值|不适用|报送不足/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('plots how sure the ranking is, and who is really different', async () => {
    const { page, complaints } = await open(RANKING, COUNTY_REVIEWER);
    await view(page, '毛毛虫图');
    const { items } = await demo.ask<Ranking>('reviewer', COUNTY, `${RANKING}&level=station`);
    const certain = items.filter(({ distinguishable }) => distinguishable).length;
    const title = `${items.length}个派出所中，${certain}个的方阵归属超出偶然`;
    await page.getByRole('heading', { level: 2, name: title }).waitFor();
    await page.locator('.chart svg').waitFor();
    const plotted = await page.locator('.chart svg text').allTextContents();
    for (const { unit } of items) expect(plotted).toContain(placeName(unit.name));
    await page.getByText('名次区间', { exact: true }).click();
    expect(page.url()).toContain('of=rank');
    await page.getByRole('button', { name: '查看数据' }).click();
    const data = await page.locator('.chart-data tbody tr').allInnerTexts();
    expect(data).toHaveLength(items.length);
    for (const { unit, score } of items) {
      const line = data.find((text) => text.startsWith(placeName(unit.name)));
      expect(line).toContain(points(score.value ?? 0));
    }
    await examine(page, 'ranking-caterpillar');

    await view(page, '漏斗图');
    await page.getByRole('heading', { name: /^漏斗图用于比例和发案率/ }).waitFor();
    await page.getByRole('link', { name: '刑事案件发案率' }).click();
    await page.getByRole('heading', { level: 2, name: /发案率.+99\.8%控制限/ }).waitFor();
    await page.locator('.chart svg').waitFor();
    const path = `/figures/${PERIOD}?level=station&kpis=case_rate`;
    const figures = await demo.ask<Figures>('reviewer', COUNTY, path);
    const whole = figures.within.kpis.case_rate;
    if (!whole) throw new Error('no figure');
    const total = kpiValue(whole.value, { form: 'per_10k', display: 'number' }, 'zh');
    expect((await page.locator('.chart svg text').allTextContents()).join(' ')).toContain(total);
    await page.getByRole('button', { name: '查看数据' }).click();
    const funnel = await page.locator('.chart-data tbody tr').allInnerTexts();
    expect(funnel).toHaveLength(figures.items.length);
    for (const { unit, kpis } of figures.items) {
      const line = funnel.find((text) => text.startsWith(placeName(unit.name)));
      expect(line).toContain(count(kpis.case_rate?.denominator ?? Number.NaN));
    }
    await examine(page, 'ranking-funnel');
    await page.goBack();
    await page.goBack();
    await page.getByRole('heading', { level: 2, name: title }).waitFor();
    expect(complaints).toEqual([]);
    await inEnglish(page, 'ranking-caterpillar');
    await page.context().close();
  });

  it('tells moves since the month before from changes beyond chance', async () => {
    const { page, complaints } = await open(`${RANKING}&view=changes`, COUNTY_REVIEWER);
    const { items } = await demo.ask<Ranking>('reviewer', COUNTY, `${RANKING}&level=station`);
    const moved = (is: (change: number) => boolean) =>
      items.filter(({ change }) => change !== null && is(change)).length;
    const [up, down] = [moved((change) => change > 0), moved((change) => change < 0)];
    const same = moved((change) => change === 0);
    const title = `名次上升${up}，下降${down}，不变${same}；`;
    await page.getByRole('heading', { level: 2, name: title }).waitFor();
    expect(await rows(page).count()).toBe(up + down + same);
    await page.getByText('与2026年9月比较').waitFor();
    await examine(page, 'ranking-changes');
    expect(complaints).toEqual([]);
    await inEnglish(page, 'ranking-changes');
    await page.context().close();
  });

  it('tries out other weights by the keyboard, says that it is a trial, and can be sent', async () => {
    const { page, complaints } = await open(`${RANKING}&view=trial`, COUNTY_REVIEWER);
    await page.getByText('这只是试算').waitFor();
    await page.getByText('移动左边的滑块').waitFor();
    const slider = page.getByRole('slider', { name: '件件有回声的权重' });
    const answered = page.waitForResponse(async (response) => {
      const body = response.request().postData() ?? '';
      return response.url().endsWith('/simulate') && body.includes('"follow_up_rate":40');
    });
    await slider.focus();
    await page.keyboard.press('End');
    const result: Simulation = await (await answered).json();
    const { moved, of, echelonChanged, spearman } = result.summary;
    const title = `${of}个派出所中，${moved}个名次变动，${echelonChanged}个改变方阵`;
    await page.getByRole('heading', { level: 2, name: title }).waitFor();
    await page.getByText(`(Spearman)${correlation(spearman ?? 0)}`).waitFor();
    await page.getByText('权重合计134').waitFor();
    expect(page.url()).toContain('weights=follow_up_rate%3A40');
    const movers = result.items.filter(
      (one) => one.moved !== 0 || one.before.echelon !== one.after.echelon,
    );
    expect(await rows(page).count()).toBe(movers.length);
    for (const { unit, before, after } of movers) {
      const text = (await texts(page)).find((one) => one.startsWith(placeName(unit.name)));
      if (before.rank !== after.rank) expect(text).toContain(`${before.rank} → ${after.rank}`);
    }
    await examine(page, 'ranking-trial');
    await page.reload();
    await page.getByRole('heading', { level: 2, name: title }).waitFor();
    await settled(page);
    await inEnglish(page, 'ranking-trial');
    await page.getByRole('button', { name: '中文' }).click();

    await page.getByRole('button', { name: '恢复原权重' }).click();
    await page.getByText('移动左边的滑块').waitFor();
    await page.getByText('受限指标', { exact: true }).click();
    await page.getByText('没有为受限指标规定计分函数').waitFor();
    await page.getByLabel('考核办法', { exact: true }).click();
    await page.getByText('henan-outcomes@1').last().click();
    await page.getByText('试算中计入了受限指标').waitFor();
    await page.getByRole('slider', { name: '刑事案件发案率的权重' }).waitFor();
    await page.getByText('不得以发案数').waitFor();
    await settled(page);
    await examine(page, 'ranking-trial-scheme');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('leads from the province down to a county, and up again', async () => {
    const { page, complaints } = await open('/rankings/latest', /河南省 · 管理员/);
    await page.getByRole('link', { name: '平顶山市: 各县排名' }).click();
    await page.getByRole('link', { name: '舞钢市: 派出所排名' }).click();
    await expect.poll(() => rows(page).count()).toBe(14);
    await page.getByRole('navigation', { name: '所在层级' }).getByText('河南省').click();
    await page.getByRole('link', { name: '平顶山市: 各县排名' }).waitFor();
    await page.goBack();
    await expect.poll(() => rows(page).count()).toBe(14);
    // Stations of a province or city say where they lie.
    const stations = `/rankings/${PERIOD}?within=410400000000&level=station`;
    await page.goto(demo.url + stations);
    await expect.poll(async () => (await texts(page))[0]).toContain('舞钢市');
    const listed = await demo.ask<Ranking>('administrator', PROVINCE, stations);
    expect(await rows(page).count()).toBe(Math.min(listed.items.length, 60));
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('withholds positions from a viewer where they are mostly chance, unless asked for', async () => {
    const ask = (positions: string) =>
      demo.ask<Ranking>('viewer', COUNTY, `${RANKING}&level=station${positions}`);
    const [withheld, exact] = await Promise.all([ask(''), ask('&positions=exact')]);
    expect(withheld.positions).toBe('withheld');
    const { page, complaints } = await open(RANKING, COUNTY_VIEWER);
    await page.getByText('不是偶然造成的').waitFor();
    await expect.poll(() => rows(page).count()).toBe(withheld.items.length);
    expect((await texts(page)).some((text) => /^\d/.test(text))).toBe(false);
    await examine(page, 'ranking-withheld');
    await page.getByRole('button', { name: '仍要显示名次' }).click();
    const first = exact.items.find(({ rank }) => rank === 1);
    if (!first) throw new Error('nobody is first');
    await heading(page, new RegExp(`^${placeName(first.unit.name)}居首`));
    expect(page.url()).toContain('positions=exact');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('asks nothing beyond the branch of a county, and keeps neighbours’ cards closed to a station', async () => {
    const county = await open('/', COUNTY_VIEWER);
    const asked: string[] = [];
    county.page.on('request', (request) => {
      if (request.url().includes('/v1/')) asked.push(request.url() + (request.postData() ?? ''));
    });
    for (const query of [
      '',
      '&kpi=case_rate',
      '&view=caterpillar',
      '&view=changes',
      '&view=trial',
    ]) {
      await county.page.goto(`${demo.url}${RANKING}${query}`);
      await heading(county.page, /.+/);
      await settled(county.page);
    }
    expect(asked.length).toBeGreaterThan(10);
    const units = asked.flatMap((url) => url.match(/\b41\d{10}\b/g) ?? []);
    expect(units.filter((unit) => !unit.startsWith('410481'))).toEqual([]);
    expect(asked.filter((url) => /flags|drafts|revision=/.test(url))).toEqual([]);
    expect(county.complaints).toEqual([]);
    await county.page.context().close();

    const station = await open('/rankings', /寺坡街道 · 查看员/);
    await expect.poll(() => rows(station.page).count()).toBe(14);
    const links = station.page.locator('.ranking-table a');
    expect(await links.count()).toBe(1);
    expect(await links.getAttribute('href')).toContain(STATION);
    expect(await station.page.locator('.ranking-marked').innerText()).toContain('寺坡街道');
    const views = station.page.getByRole('navigation', { name: '看法' }).getByRole('link');
    expect(await views.allInnerTexts()).toEqual(['表格', '毛毛虫图', '变化']);
    for (const name of ['毛毛虫图', '变化']) {
      await view(station.page, name);
      await station.page.getByRole('heading', { level: 2 }).first().waitFor();
    }
    await examine(station.page, 'ranking-station');
    expect(station.complaints).toEqual([]);
    await station.page.context().close();
  });
});
