import type { Browser, BrowserContext, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../shared/calendar/day.ts';
import { TEXT } from '../../shared/submissions/messages.ts';
import { launch, picture, signInOn, violations } from '../support/browser.ts';
import { GRIDS, loadBusyStation, OFFICERS, ordinaryDay } from '../support/busy-station.ts';
import { County, NOW, STATION, TODAY } from '../support/county.ts';
import {
  button,
  CLERK,
  clerkOn,
  dayStart,
  errorsAt,
  households,
  openDay,
  openFile,
  receipt,
  received,
  saved,
} from '../support/day-form.ts';
import { type Json, pause } from '../support/served.ts';

/** Days without a submission, one a test. */
const EMPTY = {
  personal: addDays(TODAY, -1),
  offline: addDays(TODAY, -2),
  closed: addDays(TODAY, -3),
  drafted: addDays(TODAY, -4),
  held: addDays(TODAY, -5),
  changed: addDays(TODAY, -6),
};

const FIRST = OFFICERS[0] ?? '';

describe('what is typed into a form, in Chromium', () => {
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

  const clerk = (date: string) => clerkOn(browser, county, date);

  it('lets no personal data out of the field into which it was pasted', async () => {
    const date = EMPTY.personal;
    const [id, mobile] = [residentId('11010519491231003'), '13800138000'];
    const { page, context } = await clerk(date);
    const requests = recorded(context);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const paste = async (field: Locator, text: string) => {
      await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
      await field.press('Control+A');
      await field.press('Control+V');
      expect(await field.inputValue()).toBe(text);
      await field.press('Tab');
    };
    const hidden = `${TEXT.personalData.zh} personal_data`;

    await button(page, '+ 新增纠纷').click();
    const dispute = page.getByRole('group', { name: '矛盾纠纷 第1行' });
    for (const [name, text] of [
      ['纠纷编号', id],
      ['村(社区)', mobile],
      ['民辅警编号', id.slice(0, 17).concat(' ', id.slice(17))],
    ] as const) {
      const field = dispute.getByLabel(name, { exact: true }).first();
      await paste(field, text);
      await expect.poll(() => errorsAt(field)).toBe(hidden);
    }
    await paste(households(page), mobile);
    await expect.poll(() => errorsAt(households(page))).toContain('out_of_range');
    const other = page.getByRole('textbox', { name: '花名册以外的民辅警编号' });
    await paste(other, id);
    await other.press('Enter');
    const stray = page.getByRole('group', { name: '工作时间 第1行' });
    await expect
      .poll(() => errorsAt(stray.getByLabel('民辅警编号', { exact: true }).first()))
      .toBe(hidden);
    // What is right goes to the server all the same.
    await households(page, GRIDS[1]?.name).fill('7');
    await saved(page);
    await button(page, '发送').click();
    await page.getByText(/^没有发送：有 \d+ 处错误/).waitFor();
    expect(await page.getByRole('list', { name: /^错误列表/ }).innerText()).toContain(hidden);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'form-personal-data');
    await openFile(page, { ...ordinaryDay(date, 0), [id]: mobile }, `${mobile}.json`);
    await page.getByText('已载入 文件').waitFor();
    // Without network, what can be kept is kept on this machine.
    await context.setOffline(true);
    await households(page, GRIDS[2]?.name).fill('9');
    await page.getByText('已存在本机，联网后自动保存').waitFor();
    const stored = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.title]),
    );
    expect(stored).toContain(`fengqiao.draft.${STATION}.${date}`);
    await context.setOffline(false);
    const draft = async () => JSON.stringify((await dayStart(county, date)).draft);
    await expect.poll(draft).toContain('"count":9');

    // The server itself is given both, and refuses them without a word of them.
    const personal = { ...ordinaryDay(date, 0), cases: [{ case: id, event: mobile }] } as unknown;
    const path = '/v1/submissions';
    const refused = await county.ask('clerk', STATION, 'POST', path, personal as Json);
    expect(refused.status).toBe(422);
    const logs = county.logs();
    expect(requests.filter((one) => one.includes(`/drafts/${STATION}/${date}`))).not.toEqual([]);
    expect(logs).not.toContain('unexpected fault');
    for (const secret of [id, id.slice(0, 17), mobile]) {
      for (const place of [
        requests.join('\n'),
        stored,
        await draft(),
        JSON.stringify(refused),
        logs,
      ]) {
        expect(place.includes(secret)).toBe(false);
      }
    }
    await context.close();
  });

  it('keeps what is typed in a minute without network, and sends it once', async () => {
    const date = EMPTY.offline;
    const { page, context } = await clerk(date);
    await page.clock.install();
    await openDay(page, county, date);
    const attempts = recorded(context, 'PUT');
    await button(page, `确认 ${FIRST}`).click();
    await saved(page);
    const before = attempts.length;
    await context.setOffline(true);
    for (const [place, { name }] of GRIDS.slice(0, 4).entries()) {
      await households(page, name).fill(String(place + 1));
      await page.clock.runFor(15_000);
      await page.getByText('已存在本机，联网后自动保存').waitFor();
    }
    expect(attempts.length - before).toBeGreaterThanOrEqual(4);
    await button(page, '发送').click();
    await button(page, '仍然发送').click();
    await page.getByText('网络断开，还没有发出').waitFor();
    await picture(page, 'form-offline');
    expect((await received(county, date)).revisions).toEqual([]);
    await context.setOffline(false);
    await receipt(page, 1);
    const { revisions, document } = await received(county, date);
    expect(revisions).toEqual([1]);
    expect(document?.counts.map(({ count }) => count)).toEqual([1, 2, 3, 4]);
    expect(new Set(document?.officerTime.map(({ officer }) => officer))).toEqual(new Set([FIRST]));
    // The draft is done with, here and there.
    await expect.poll(async () => (await dayStart(county, date)).draft?.document).toBeNull();
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(['fengqiao.language']);
    await context.close();
  });

  it('loses nothing that comes while a report is on its way', async () => {
    const date = EMPTY.held;
    const { page, context } = await clerk(date);
    await households(page).fill('5');
    await saved(page);
    const release = Promise.withResolvers<void>();
    await page.route('**/v1/submissions', async (route) => {
      await release.promise;
      await route.continue();
    });
    const field = await households(page).elementHandle();
    await button(page, '发送').click();
    await button(page, '仍然发送').click();
    await page.getByText('收到答复前暂不能修改').waitFor();
    await field?.focus();
    await page.keyboard.type('9');
    expect(await field?.inputValue()).toBe('5');
    expect(await violations(page)).toEqual([]);
    await picture(page, 'form-sending');
    // A file can still be dropped anywhere on the page.
    await openFile(page, ordinaryDay(date, 0));
    await page.getByText('已载入 day.json').waitFor();
    release.resolve();
    await page.getByText('第 1 版已收到。之后的改动还没有发送').waitFor();
    expect((await received(county, date)).document?.counts.map(({ count }) => count)).toEqual([5]);
    await expect.poll(async () => (await dayStart(county, date)).draft?.basedOn).toBe(1);

    // The draft outlives its sending: nobody is told that somebody else has corrected the day.
    await page.route('**/v1/submissions/drafts/**', (route) =>
      route.request().method() === 'PUT' ? route.abort() : route.continue(),
    );
    await button(page, '核对改动并发送').click();
    await button(page, '确认发送').click();
    await receipt(page, 2);
    expect((await received(county, date)).document).toEqual(ordinaryDay(date, 0));
    expect((await dayStart(county, date)).draft?.document).not.toBeNull();
    await openDay(page, county, date);
    await page.getByText('正在更正第 2 版').waitFor();
    expect(await page.getByText('已由他人更正').count()).toBe(0);
    await context.close();
  });

  it('sends nothing by itself that was changed since', async () => {
    const date = EMPTY.changed;
    const { page, context } = await clerk(date);
    await households(page).fill('5');
    await saved(page);
    await context.setOffline(true);
    await button(page, '发送').click();
    await button(page, '仍然发送').click();
    await page.getByText('网络断开，还没有发出').waitFor();
    await households(page).fill('9');
    await page.getByText('内容有改动，不再自动发送').waitFor();
    await households(page).fill('12');
    await context.setOffline(false);
    await saved(page);
    await page.getByText('内容有改动，不再自动发送').waitFor();
    expect((await received(county, date)).revisions).toEqual([]);

    // Signing out leaves nothing in a browser that others use, and waits for a slow network.
    await page.route('**/v1/submissions/drafts/**', async (route) => {
      await pause(2000);
      await route.continue();
    });
    await households(page).fill('13');
    await button(page, '退出').click();
    await page.getByRole('button', { name: '登录' }).waitFor();
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(['fengqiao.language']);
    const draft = async () => JSON.stringify((await dayStart(county, date)).draft);
    await expect.poll(draft).toContain('"count":13');
    await context.close();
  });

  it('has what was typed before a tab was closed without network', async () => {
    const date = EMPTY.closed;
    const { page, context } = await clerk(date);
    await button(page, `确认 ${FIRST}`).click();
    await saved(page);
    await context.setOffline(true);
    await households(page).fill('21');
    await button(page, '+ 新增纠纷').click();
    await page.keyboard.type('5');
    await page.getByText('已存在本机，联网后自动保存').waitFor();
    await page.close();
    await context.setOffline(false);
    const again = await context.newPage();
    await signInOn(again, county.cloud.url, CLERK);
    await openDay(again, county, date);
    expect(await households(again).inputValue()).toBe('21');
    const dispute = again.getByRole('group', { name: '矛盾纠纷 第1行' });
    expect(await dispute.getByRole('combobox', { name: '类别' }).inputValue()).toBe('债务');
    await again.getByText('1/16 人已确认').waitFor();
    await saved(again);
    const { draft } = await dayStart(county, date);
    expect(draft?.document?.counts.map(({ count }) => count)).toEqual([21]);
    expect(draft?.confirmed).toEqual([FIRST]);
    await context.close();
  });

  it('has the draft on another machine', async () => {
    const date = EMPTY.drafted;
    const one = await clerk(date);
    await button(one.page, `休假 ${FIRST}`).click();
    await households(one.page).fill('33');
    await saved(one.page);
    await one.context.close();
    const other = await clerk(date);
    expect(await households(other.page).inputValue()).toBe('33');
    await other.page.getByText('1/16 人已确认').waitFor();
    expect(other.complaints).toEqual([]);
    await other.context.close();
  });
});

/** What is asked from now on: address and body, of one method or of all. */
function recorded(context: BrowserContext, method?: string): string[] {
  const requests: string[] = [];
  context.on('request', (request) => {
    if (method !== undefined && request.method() !== method) return;
    requests.push(`${request.method()} ${decodeURIComponent(request.url())} ${request.postData()}`);
  });
  return requests;
}

/** A resident ID number that nobody has been given: 17 digits and the check digit of GB 11643. */
function residentId(digits: string): string {
  const sum = [...digits].reduce((all, digit, place) => all + Number(digit) * 2 ** (17 - place), 0);
  return digits + '10X98765432'.charAt(sum % 11);
}
