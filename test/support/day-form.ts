/** A station's day in the page: opening it, its fields by name, what is said at a field. */
import type { Browser, Locator, Page } from 'playwright-core';
import type { Submission } from '../../shared/submissions/contract.ts';
import type { DayStart } from '../../web/form/shapes.ts';
import { type SignedIn, signedIn } from './browser.ts';
import { GRIDS } from './busy-station.ts';
import type { County } from './county.ts';
import { STATION } from './county.ts';

/** The account of the station's clerk on the sign-in page. */
export const CLERK = /寺坡街道 · 填报员/;

const addressOf = (county: County, date: string) =>
  `${county.cloud.url}/stations/${STATION}/days/${date}`;

/** A day's form, ready to be used, on a page where the station's clerk has signed in. */
export async function clerkOn(
  browser: Browser,
  county: County,
  date: string,
  width = 1440,
): Promise<SignedIn> {
  const clerk = await signedIn(browser, addressOf(county, date), width, CLERK);
  await section(clerk.page, '工作时间').waitFor();
  return clerk;
}

/** Goes to another day's form and waits until it can be used. */
export async function openDay(page: Page, county: County, date: string): Promise<void> {
  await page.goto(addressOf(county, date));
  await section(page, '工作时间').waitFor();
}

/** One of the six lists. */
export const section = (page: Page, name: string): Locator => page.getByRole('region', { name });

/** A button of the page by its whole name. */
export const button = (page: Page, name: string): Locator =>
  page.getByRole('button', { name, exact: true });

/** Where the households visited in a grid are counted, by default in the first. */
export const households = (page: Page, grid = GRIDS[0]?.name): Locator =>
  section(page, '工作数量').getByRole('textbox', { name: `${grid} 走访户数` });

/** Waits for the receipt of a revision. */
export const receipt = (page: Page, revision: number): Promise<void> =>
  page.getByRole('heading', { level: 1, name: `已报送，第${revision}版` }).waitFor();

/** Opens a file in the form, as chosen in the browser's own dialogue. */
export const openFile = (page: Page, content: unknown, name = 'day.json'): Promise<void> =>
  page.locator('input[type=file]').setInputFiles({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
  });

/** Waits until the server has the draft, as the bar says. */
export const saved = (page: Page): Promise<void> => page.getByText(/^已保存/).waitFor();

/** Where something stands that has an error. */
export interface Place {
  /** The row's name; empty for a field in no row. */
  readonly row: string;
  /** The field's name; empty for a row as a whole. */
  readonly field: string;
  readonly isInvalid: boolean;
  /** The errors that describe it, or what is written in it. */
  readonly said: string;
}

/** What has the focus, and what is said about it. */
export const focused = (page: Page): Promise<Place> =>
  page.evaluate(() => {
    const at = document.activeElement;
    const described = document.getElementById(at?.getAttribute('aria-describedby') ?? '');
    return {
      row: at?.closest('fieldset')?.querySelector('legend')?.textContent ?? '',
      field: at?.getAttribute('aria-label') ?? '',
      isInvalid: at?.getAttribute('aria-invalid') === 'true',
      said: (described ?? at)?.textContent ?? '',
    };
  });

/** The errors that describe a field; undefined where it is not marked as wrong. */
export const errorsAt = (field: Locator): Promise<string | undefined> =>
  field.evaluate((input) => {
    if (input.getAttribute('aria-invalid') !== 'true') return undefined;
    return document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent ?? '';
  });

/** What the server has of a day's form. */
export async function dayStart(county: County, date: string): Promise<DayStart> {
  const path = `/v1/submissions/drafts/${STATION}/${date}`;
  return (await county.ask<DayStart>('clerk', STATION, 'GET', path)).body;
}

/** The revisions of a day that the ledger holds, and the document of the last. */
export async function received(
  county: County,
  date: string,
): Promise<{ readonly revisions: number[]; readonly document: Submission | undefined }> {
  const path = `/v1/submissions/${STATION}/${date}`;
  const { status, body } = await county.ask<{
    receipts: { revision: number }[];
    document: Submission;
  }>('clerk', STATION, 'GET', path);
  if (status === 404) return { revisions: [], document: undefined };
  return { revisions: body.receipts.map(({ revision }) => revision), document: body.document };
}
