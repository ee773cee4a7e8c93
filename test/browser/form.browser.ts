import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../shared/calendar/day.ts';
import { launch, picture, violations, widthOf } from '../support/browser.ts';
import { GRIDS, loadBusyStation, OFFICERS } from '../support/busy-station.ts';
import { County, NOW, STATION, TODAY } from '../support/county.ts';
import {
  button,
  clerkOn,
  dayStart,
  households,
  openDay,
  receipt,
  received,
  saved,
} from '../support/day-form.ts';

/** Days without a submission, one a test. */
const EMPTY = {
  ordinary: addDays(TODAY, -1),
  wide: addDays(TODAY, -2),
  asked: addDays(TODAY, -3),
  narrow: TODAY,
};
/** Days that were sent, so that they can be corrected. */
const SENT = {
  corrected: addDays(TODAY, -9),
  contested: addDays(TODAY, -10),
  wide: addDays(TODAY, -11),
  narrow: addDays(TODAY, -12),
};

const FIRST = OFFICERS[0] ?? '';
const LAST = OFFICERS.at(-1) ?? '';

describe("a day's form, in Chromium", () => {
  let county: County;
  let browser: Browser;
  beforeAll(async () => {
    county = await County.start(NOW);
    await loadBusyStation(county, Object.values(EMPTY));
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await county?.dispose();
  });

  const clerk = (date: string, width = 1440) => clerkOn(browser, county, date, width);

  it('takes an ordinary day by the keyboard alone', async () => {
    const date = EMPTY.ordinary;
    const { page, complaints } = await clerk(date);
    const { known } = await dayStart(county, date);
    await page.evaluate(() => {
      addEventListener('pointerdown', () => console.error('the pointer was used'), true);
    });
    const press = (key: string) => page.keyboard.press(key);
    // The first officer's button has the focus, and each confirmation leads to the next.
    for (const officer of OFFICERS.slice(0, -1)) {
      await page.locator(`:focus[aria-label="确认 ${officer}"]`).waitFor();
      await press('Enter');
    }
    const [open] = known.disputes;
    const endings = page.getByRole('group', { name: open?.dispute ?? '' });
    await tabTo(page, endings.getByRole('button', { name: '警务室' }));
    await press('Space');
    await tabTo(page, button(page, '+ 新增纠纷'));
    await press('Enter');
    for (const key of '103') await press(key);
    const [, closed] = known.followUps;
    const ended = page.getByRole('group', { name: closed?.item ?? '' });
    await tabTo(page, ended.getByRole('button', { name: '办结' }));
    await press('Enter');
    await tabTo(page, households(page));
    for (const households of ['8', '', '12']) {
      for (const key of households) await press(key);
      await press('Enter');
    }
    await tabTo(page, button(page, '发送'));
    await press('Enter');
    await page.getByRole('dialog', { name: '1 名民辅警的时间未确认' }).waitFor();
    await tabTo(page, button(page, '仍然发送'));
    await press('Enter');
    await receipt(page, 1);

    const counted = (at: number, count: number) => ({
      ...{ kind: 'household_visited', grid: GRIDS[at]?.code, count },
    });
    expect(await received(county, date)).toEqual({
      revisions: [1],
      document: {
        ...{ schemaVersion: 1, station: STATION, date },
        // Every usual day but that of the one who was not confirmed.
        officerTime: known.patterns
          .filter(({ officer }) => officer !== LAST)
          .flatMap(({ officer, rows }) => rows.map((row) => ({ officer, ...row }))),
        disputes: [
          { dispute: open?.dispute, event: 'resolved', level: 'office' },
          {
            ...{ dispute: known.numbers.dispute, event: 'opened', category: 'neighbour' },
            ...{ grid: GRIDS[2]?.code, officer: OFFICERS[2] },
          },
        ],
        cases: [],
        followUps: [{ item: closed?.item, kind: 'tip', event: 'closed' }],
        counts: [counted(0, 8), counted(2, 12)],
        incidents: [],
      },
    });
    expect(known.patterns.map(({ officer }) => officer)).toEqual(OFFICERS);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('shows what a correction changes, and sends it as the next revision', async () => {
    const date = SENT.corrected;
    const { page, context, complaints } = await clerk(date);
    await page.getByText('正在更正第 1 版').waitFor();
    await households(page).fill('99');
    await page.getByRole('button', { name: '撤案' }).first().click();
    await button(page, '核对改动并发送').click();
    const difference = page.getByRole('region', { name: '与第 1 版相比的改动' });
    await difference.waitFor();
    const changes = await difference.getByRole('listitem').allInnerTexts();
    expect(changes).toHaveLength(2);
    expect(changes[0]).toMatch(/^新增 案件/);
    expect(changes[1]).toMatch(/^修改 工作数量.*走访户数.*99/);
    await button(page, '返回修改').click();
    await households(page).waitFor();
    expect((await received(county, date)).revisions).toEqual([1]);
    await button(page, '核对改动并发送').click();
    await button(page, '确认发送').click();
    await receipt(page, 2);
    const { revisions, document } = await received(county, date);
    expect(revisions).toEqual([1, 2]);
    expect(document?.counts[0]?.count).toBe(99);
    await page.getByRole('link', { name: '第1版' }).click();
    await page.getByText('这一版已被更正，现行的是第2版。').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('loses nothing where another browser corrects the same day meanwhile', async () => {
    const date = SENT.contested;
    const [mine, theirs] = [await clerk(date), await clerk(date)];
    await households(theirs.page).fill('50');
    await button(theirs.page, '核对改动并发送').click();
    await button(theirs.page, '确认发送').click();
    await receipt(theirs.page, 2);

    await households(mine.page, GRIDS[1]?.name).fill('60');
    // What the other one sent cannot be read at first.
    const revision = `**/v1/submissions/${STATION}/${date}`;
    await mine.page.route(revision, (route) => route.abort());
    await button(mine.page, '核对改动并发送').click();
    await button(mine.page, '确认发送').click();
    await mine.page.getByText('已由他人更正，但读不到最新版').waitFor();
    await mine.page.unroute(revision);
    await button(mine.page, '立即重试').click();
    await mine.page.getByText('这一天已由他人更正为第 2 版').waitFor();
    expect(await violations(mine.page)).toEqual([]);
    await picture(mine.page, 'form-corrected-meanwhile');
    expect(await households(mine.page, GRIDS[1]?.name).inputValue()).toBe('60');
    expect((await received(county, date)).revisions).toEqual([1, 2]);
    await button(mine.page, '以最新版为基础，保留我填的').click();
    await button(mine.page, '核对改动并发送').click();
    const difference = mine.page.getByRole('region', { name: '与第 2 版相比的改动' });
    await difference.waitFor();
    expect(await difference.getByRole('listitem').count()).toBe(2);
    await button(mine.page, '确认发送').click();
    await receipt(mine.page, 3);
    expect((await received(county, date)).revisions).toEqual([1, 2, 3]);
    await mine.context.close();
    await theirs.context.close();
  });

  it.each([
    [1440, 'wide'],
    [360, 'narrow'],
  ] as const)('fits and can be read by all at %d px', async (width, days) => {
    const { page, context, complaints } = await clerk(EMPTY[days], width);
    const look = async (state: string) => {
      expect(await widthOf(page), state).toBeLessThanOrEqual(width);
      expect(await violations(page), state).toEqual([]);
      if (width < 760) expect(await tooSmall(page), state).toEqual([]);
      await picture(page, `form-${state}-${width}`);
    };
    await look('start');
    await button(page, `修改 ${FIRST}`).click();
    await button(page, `再加一项 ${FIRST}`).click();
    await button(page, '+ 新增纠纷').click();
    await page.getByRole('textbox', { name: '纠纷编号' }).fill('no number');
    await households(page).fill('x');
    await button(page, '发送').click();
    await page.getByText(/^没有发送：有 \d+ 处错误/).waitFor();
    await saved(page);
    await look('errors');
    await page.getByRole('button', { name: /处错误$/ }).click();
    expect(await page.getByRole('list', { name: /^错误列表/ }).count()).toBe(0);
    await openDay(page, county, SENT[days]);
    await households(page).fill('77');
    await saved(page);
    await button(page, '核对改动并发送').click();
    await button(page, '确认发送').waitFor();
    await look('difference');
    await openDay(page, county, EMPTY.asked);
    await button(page, '发送').click();
    await page.getByRole('dialog').waitFor();
    await look('dialog');
    expect(complaints).toEqual([]);
    await context.close();
  });
});

/** Goes on by Tab until the target has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 500; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab does not lead there');
}

/** What a finger would miss: everything in the form to be touched that is smaller than 44 pixels. */
const tooSmall = (page: Page): Promise<string[]> =>
  page.locator('main :is(button, input, select, [role=option])').evaluateAll((targets) =>
    targets.flatMap((target) => {
      const { width, height } = target.getBoundingClientRect();
      const isShown = width > 0 && height > 0;
      return isShown && Math.min(width, height) < 44 ? [target.outerHTML] : [];
    }),
  );
