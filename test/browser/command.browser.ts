/** The pages of those above the stations, in Chromium on a whole system. */
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, type Day } from '../../shared/calendar/day.ts';
import { launch } from '../support/browser.ts';
import { County, documentOf, NOW, STATION, TODAY } from '../support/county.ts';
import { gbk } from '../support/gbk.ts';
import { examine, heading, inEnglish, opened } from '../support/pages.ts';
import { type Json, PROVINCE } from '../support/served.ts';

const CLERK = /寺坡街道 · 填报员/;
const REVIEWER = /舞钢市 · 审核员/;

/** The last day whose deadline has passed. */
const yesterday = addDays(TODAY, -1);

/** Stations of the county; STATION is the first. */
const NAMES = [
  ...['寺坡街道', '朱兰街道', '垭口街道', '院岭街道', '红山街道', '矿建街道', '八台镇', '尚店镇'],
  ...['庙街乡', '武功乡', '杨庄乡', '枣林镇', '铁山街道', '尹集镇', '尹集镇石漫滩国家森林公园'],
  ...['龙凤湖街道', '二郎山镇', '灯台架镇'],
];
const STATIONS = NAMES.map((name, index) => ({
  ...{ name, code: `410481${String(index + 2).padStart(3, '0')}000` },
}));
const NEIGHBOURS = [
  { name: '安良镇', code: '410425001000' },
  { name: '冢头镇', code: '410425002000' },
];
const SILENT = [STATIONS[6], STATIONS[14]] as { name: string; code: string }[];
const gridOf = (station: string) => `${station.slice(0, 9)}001`;

const station = ({ name, code }: { name: string; code: string }) =>
  `${code},${name},station,${code.slice(0, 6)}000000,rural`;
const UNITS = `code,name,level,parent,area
410000000000,河南省,province,,rural
410400000000,平顶山市,city,410000000000,rural
410425000000,郏县,county,410400000000,rural
410481000000,舞钢市,county,410400000000,rural
${[...NEIGHBOURS, ...STATIONS].map(station).join('\n')}
`;
const GRIDS = `code,name,station,kind,households,population
${[...NEIGHBOURS, ...STATIONS]
  .map(({ code, name }) => `${gridOf(code)},${name}一社区,${code},community,500,1500`)
  .join('\n')}
`;

describe('the command pages, in Chromium', () => {
  let county: County;
  let browser: Browser;

  /** Sends a day as its station's clerk; `seconds` is how long the form was open. */
  async function send(code: string, day: Day, seconds?: number): Promise<void> {
    const response = await fetch(`${county.cloud.url}/v1/submissions`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await county.cloud.token({ role: 'clerk', unit: code })}`,
        'content-type': 'application/json',
        ...(seconds !== undefined && { 'fengqiao-form-seconds': String(seconds) }),
      },
      body: JSON.stringify(documentOf(code, day)),
    });
    if (response.status !== 201) throw new Error(`${code}: ${await response.text()}`);
  }

  beforeAll(async () => {
    county = await County.start(NOW);
    for (const [kind, csv] of [
      ['units', UNITS],
      ['grids', GRIDS],
    ] as const) {
      const path = `/v1/reference/${kind}?effective=${addDays(TODAY, -200)}`;
      const { status, body } = await county.ask('administrator', PROVINCE, 'PUT', path, csv);
      if (status !== 200) throw new Error(`${kind}: ${JSON.stringify(body)}`);
    }
    for (const one of [...STATIONS, ...NEIGHBOURS]) {
      if (SILENT.includes(one)) continue;
      await send(one.code, yesterday, one.code === STATION ? 240 : undefined);
    }
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await county?.dispose();
  });

  const open = (path: string, account: RegExp) => opened(browser, county.cloud.url + path, account);

  describe('today', () => {
    it('says who is missing, leads to the calendar, and what reporting costs', async () => {
      const { page, complaints } = await open('/today', REVIEWER);
      await heading(page, '昨日18个派出所已报16个，2个缺报');
      const missing = page.getByRole('list', { name: '缺报派出所' });
      expect(await missing.getByRole('link').allInnerTexts()).toEqual(
        SILENT.map(({ name }) => name),
      );
      // One form of four minutes.
      await page
        .getByRole('heading', { name: /每份日报中位用时4(\.\d)?分钟，每天的报送有\d+项数据/ })
        .waitFor();
      expect(await page.locator('tbody tr').innerText()).toMatch(/舞钢市\s+1 \/ 16\s+4/);
      await examine(page, 'today');
      await inEnglish(page, 'today', ...NAMES);
      await page.getByRole('button', { name: '中文' }).click();

      await page.getByRole('link', { name: '前一天' }).click();
      await heading(page, '11月25日18个派出所已报0个，18个缺报');
      expect(page.url()).toContain(`/today?date=${addDays(yesterday, -1)}`);
      await page.goBack();
      await page.getByRole('link', { name: SILENT[0]?.name ?? '' }).click();
      await heading(page, /缺报\d+天/);
      expect(page.url()).toContain(`/stations/${SILENT[0]?.code}?month=${yesterday.slice(0, 7)}`);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('tells the province county by county', async () => {
      const { page, complaints } = await open('/today', /河南省 · 查看员/);
      await heading(page, '昨日20个派出所已报18个，2个缺报');
      await page.getByText('1个县(市、区)有缺报').waitFor();
      await page.getByText('1个县(市、区)全部已报').waitFor();
      await examine(page, 'today-province');
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('shows a station itself alone', async () => {
      const { page, complaints } = await open('/today', CLERK);
      await heading(page, '昨日已报');
      const shown = await page.locator('body').innerText();
      for (const { name } of STATIONS.slice(1)) expect(shown).not.toContain(name);
      await page.getByRole('link', { name: '打开报送日历' }).click();
      await page.getByRole('grid', { name: /报送日历$/ }).waitFor();
      expect(complaints).toEqual([]);
      await page.context().close();
    });
  });

  it('takes a file of many days, tells how far it is, and which lines it refused', async () => {
    const { page, complaints } = await open('/bulk', REVIEWER);
    await heading(page, '批量补报');
    await examine(page, 'bulk');
    await page.evaluate(() => {
      const titles: string[] = [];
      const look = () => {
        for (const title of document.querySelectorAll('h1, h2')) {
          if (titles.at(-1) !== title.textContent) titles.push(title.textContent);
        }
      };
      new MutationObserver(look).observe(document.body, {
        ...{ subtree: true, childList: true, characterData: true },
      });
      Object.assign(window, { titles });
    });
    const lines = Array.from({ length: 300 }, (_, index) => {
      const { code } = STATIONS[index % 10] ?? { code: '' };
      const document: Record<string, unknown> = {
        ...documentOf(code, addDays(yesterday, -60 + Math.floor(index / 10))),
      };
      if (index === 6) return '{"schemaVersion":1,';
      if (index === 99) document.officerTime = [{ officer: 'a-1', activity: 'sleep', minutes: 60 }];
      if (index === 249) document.station = '410105001000';
      return JSON.stringify(document);
    });
    const buffer = Buffer.from(`${lines.join('\n')}\n`);
    const mimeType = 'application/x-ndjson';
    await page.locator('input[type=file]').setInputFiles({ name: '补报.ndjson', mimeType, buffer });
    await heading(page, '处理完成，300行中3行被退回');
    const titles = await page.evaluate(() => (window as unknown as { titles: string[] }).titles);
    expect(titles.join()).toMatch(/正在上传补报\.ndjson.*(等待处理|正在处理)/);
    expect(await page.locator('.command-counts').innerText()).toMatch(
      /行数\s+300\s+已接收\s+297\s+与已有相同\s+0\s+退回\s+3/,
    );
    const refused = page.getByRole('region', { name: '退回的3行' });
    const numbers = await refused.locator('tbody tr td:first-child').allInnerTexts();
    expect(numbers).toEqual(['7', '100', '250']);
    expect(await refused.innerText()).toContain('not_allowed');
    await examine(page, 'bulk-done');
    await inEnglish(page, 'bulk-done');
    await page.getByRole('button', { name: '中文' }).click();

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载结果文件' }).click(),
    ]);
    const results = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\n');
    const outcomes = results.map((line) => (JSON.parse(line) as Json).outcome);
    expect(outcomes).toHaveLength(300);
    expect(outcomes.filter((outcome) => outcome === 'refused')).toHaveLength(3);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("puts another system's cases into the stations' drafts, once", async () => {
    const { page, complaints } = await open('/imports', REVIEWER);
    await heading(page, '数据导入');
    const day = yesterday.replaceAll('-', '/');
    const csv = gbk(
      [
        '办案单位,编号,案由,立案日期,发案村',
        `寺坡街道派出所,A410481-2026-00001,盗窃案,${day},寺坡街道一社区`,
        `寺坡街道派出所,A410481-2026-00002,入室盗抢,${day},寺坡街道一社区`,
        `朱兰街道派出所,A410481-2026-00003,诈骗案,${day},朱兰街道一社区`,
        `朱兰街道派出所,A410481-2026-00004,诈骗案,${day},没有这个村`,
      ].join('\r\n'),
    );
    const choose = () =>
      page
        .locator('input[type=file]')
        .setInputFiles({ name: '警综导出.csv', mimeType: 'text/csv', buffer: csv });
    await choose();
    await page.getByText('警综导出.csv：5列，4行').waitFor();
    const from = (field: string) => page.getByLabel(`${field}：来自哪一列`);
    await page.getByRole('button', { name: '保存并检查' }).click();
    await page.getByText(/有\d处需要填写或改正/).waitFor();
    await examine(page, 'imports-unmatched');

    await from('派出所').selectOption('办案单位');
    await from('日期').selectOption('立案日期');
    await from('案件编号').selectOption('编号');
    await from('事件').selectOption('固定值');
    await page.getByLabel('事件：固定值').selectOption('立案');
    await from('类别').selectOption('案由');
    await from('村(社区)').selectOption('发案村');
    // 盗窃案 and 诈骗案 are guessed, 入室盗抢 is not.
    expect(await page.getByLabel('类别 盗窃案').inputValue()).toBe('theft');
    expect(await page.getByLabel('派出所 寺坡街道派出所').inputValue()).toBe(STATION);
    await page.getByText('还有1个值没有对应').waitFor();
    await page.getByLabel('类别 入室盗抢').selectOption('抢劫');
    await page.getByLabel('名称').fill('警综平台案件');
    await examine(page, 'imports-mapping');
    await page.getByRole('button', { name: '保存并检查' }).click();
    await page.getByRole('heading', { name: '三、检查结果：共4行，3行可以写入草稿' }).waitFor();
    const errors = page.locator('tbody tr').filter({ hasText: '发案村' });
    expect(await errors.innerText()).toMatch(/^5\s+发案村\s/);
    await examine(page, 'imports-checked');
    const theirs = ['办案单位', '编号', '案由', '立案日期', '发案村', '寺坡街道派出所'];
    const words = ['朱兰街道派出所', '盗窃案', '入室盗抢', '诈骗案', '警综平台案件', '没有这个村'];
    await inEnglish(page, 'imports-checked', ...NAMES, ...words, ...theirs);
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('button', { name: '把3行写入草稿' }).click();
    await page.getByRole('heading', { name: '已把3行写入2个派出所的草稿，等待确认' }).waitFor();

    // The same file again, another day: the mapping is chosen, and nothing is added twice.
    await page.reload();
    await choose();
    await page.getByLabel('已保存的对应关系').selectOption('警综平台案件');
    expect(await page.getByLabel('类别 入室盗抢').inputValue()).toBe('robbery');
    await page.getByRole('button', { name: '保存并检查' }).click();
    await page.getByText('3行以前已收到或已在草稿中，不重复写入').waitFor();
    expect(await page.getByRole('button', { name: '没有可写入的行' }).isDisabled()).toBe(true);
    expect(complaints).toEqual([]);
    await page.context().close();

    const clerk = await open(`/stations/${STATION}/days/${yesterday}`, CLERK);
    await clerk.page.getByText('其他系统已有 2 条，确认后才会报送').waitFor();
    await clerk.page.getByText('A410481-2026-00002').waitFor();
    expect(await clerk.page.locator('body').innerText()).not.toContain('A410481-2026-00003');
    expect(clerk.complaints).toEqual([]);
    await clerk.page.context().close();
  });
});
