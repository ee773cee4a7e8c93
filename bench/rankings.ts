/**
 * `npm run rankings`: the ranking of all 2,586 stations of Henan in Chromium, and how quick it is
 * under the hand: from a key in the filter and from a click on a column's head to the frame that
 * shows the result, and scrolling through every row. Ends with a line of JSON; with code 1 where
 * the page shows anything but what was asked for.
 */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ensureAssembly } from '../local/cloud/synthesis.ts';
import { launch, signedIn } from '../test/support/browser.ts';
import { MONTH, Province } from '../test/support/province.ts';
import { PROVINCE } from '../test/support/served.ts';
import { findChromium } from '../tools/debian.ts';
import type { RankingRow } from '../web/api.ts';
import { count } from '../web/format.ts';

/** Typed letter by letter, and taken back so. */
const WORDS = ['城关', '平顶山', '4107', '街道', '郑州', '镇'];
const ROUNDS = 3;
/** How far each frame scrolls, in pixels: nearly three rows, as a hand on a wheel does. */
const STEP = 120;
/** Frames that take longer are felt. */
const LONG_MS = 50;
const SORTS = ['单位', '得分', '较上期', '完整率'];

/** What has to stand on the page when the answer is there. */
interface Wanted {
  readonly selector: string;
  /** Undefined: nothing stands there. */
  readonly text: string | undefined;
}

interface Took {
  /** From what was done to the end of the frame that shows the result. */
  readonly wall: number;
  /** Of the page's main thread. */
  readonly cpu: number;
  readonly script: number;
}

/** Times what is done from the event in the page, not from this process. */
async function timed(
  page: Page,
  cpu: () => Promise<readonly [number, number]>,
  wanted: Wanted,
  act: () => Promise<void>,
): Promise<Took> {
  const before = await cpu();
  await page.evaluate(({ selector, text }) => {
    const wait = new Promise<number>((tell, fail) => {
      let begun = 0;
      const look = (left: number) => {
        const seen = document.querySelector(selector)?.textContent ?? undefined;
        if (text === undefined ? seen === undefined : seen?.includes(text)) {
          // Behind the frame that is being made.
          setTimeout(() => tell(performance.now() - begun));
        } else if (left > 0) requestAnimationFrame(() => look(left - 1));
        else fail(new Error(`${selector} says ${seen} and not ${text}`));
      };
      const begin = ({ timeStamp }: Event) => {
        for (const kind of KINDS) removeEventListener(kind, begin, true);
        begun = timeStamp;
        requestAnimationFrame(() => look(300));
      };
      const KINDS = ['keydown', 'beforeinput', 'pointerup'];
      for (const kind of KINDS) addEventListener(kind, begin, true);
    });
    Object.assign(globalThis, { wait });
  }, wanted);
  await act();
  const wall = await page.evaluate(() => (globalThis as unknown as { wait: Promise<number> }).wait);
  const after = await cpu();
  return { wall, cpu: after[0] - before[0], script: after[1] - before[1] };
}

/** What the page's main thread has worked so far: in all, and on scripts. In milliseconds. */
async function workOf(page: Page): Promise<() => Promise<readonly [number, number]>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const of = (name: string) => 1000 * (metrics.find((one) => one.name === name)?.value ?? 0);
    return [of('TaskDuration'), of('ScriptDuration')];
  };
}

/** How many rows the filter leaves, by the rule that the page says it goes by. */
function foundBy(word: string, rows: readonly RankingRow[], names: ReadonlyMap<string, string>) {
  return rows.filter(({ unit }) => {
    const [county, city] = [unit.parent ?? '', `${unit.code.slice(0, 4)}00000000`];
    return (
      unit.code.startsWith(word) ||
      [unit.name, names.get(county), names.get(city)].some((name) => name?.includes(word))
    );
  }).length;
}

const scrolled = (page: Page) =>
  page.evaluate(
    async ([step, long]) => {
      const table = document.querySelector('.ranking-table-long');
      if (!table) throw new Error('no table that scrolls');
      const tasks: number[] = [];
      const watcher = new PerformanceObserver((list) => {
        tasks.push(...list.getEntries().map(({ duration }) => duration));
      });
      watcher.observe({ type: 'longtask' });
      const frames: number[] = [];
      table.scrollTop = 0;
      await new Promise(requestAnimationFrame);
      let last = performance.now();
      while (table.scrollTop + table.clientHeight < table.scrollHeight - 1) {
        table.scrollTop += step;
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        frames.push(now - last);
        last = now;
      }
      await new Promise((done) => setTimeout(done, 100));
      watcher.disconnect();
      const rows = table.querySelectorAll('tbody tr[aria-rowindex]');
      return {
        ...{ frames, lastRow: Number(rows[rows.length - 1]?.getAttribute('aria-rowindex')) - 1 },
        longFrames: frames.filter((frame) => frame > long).length,
        longTasks: tasks,
      };
    },
    [STEP, LONG_MS] as const,
  );

const rounded = (value: number) => Math.round(value * 10) / 10;

function share(values: readonly number[], part: number): number {
  const ordered = values.toSorted((a, b) => a - b);
  return rounded(ordered[Math.min(ordered.length - 1, Math.floor(part * ordered.length))] ?? 0);
}

const spreadOf = (values: readonly number[]) => ({
  median: share(values, 0.5),
  p95: share(values, 0.95),
});

const chromium = findChromium();
await ensureAssembly(join(import.meta.dirname, '..'), () => undefined);
const province = await Province.start((part) => console.log(part));
try {
  const path = `/v1/rankings/${MONTH}?within=${PROVINCE}&limit=1000&level=`;
  const ask = (level: string) =>
    province.askAll<RankingRow>('administrator', PROVINCE, path + level);
  const [stations, counties, cities] = [
    await ask('station'),
    await ask('county'),
    await ask('city'),
  ];
  const names = new Map([...counties, ...cities].map(({ unit }) => [unit.code, unit.name]));
  const browser = await launch(chromium);
  const { page, complaints } = await signedIn(
    ...([browser, province.cloud.url, 1440, /河南省 · 管理员/] as const),
  );
  await page.goto(
    `${province.cloud.url}/rankings/${MONTH}?within=${PROVINCE}&level=station&positions=exact`,
  );
  await page.locator('.ranking-table tbody tr').first().waitFor();
  await page.getByText('其余正在载入').waitFor({ state: 'hidden' });
  const rows = await page
    .locator('.ranking-table table')
    .evaluateAll((tables) =>
      tables.reduce((sum, table) => sum + Number(table.getAttribute('aria-rowcount')) - 1, 0),
    );
  const cpu = await workOf(page);
  const typed: Took[] = [];
  await page.getByLabel('单位名称').click();
  const key = async (word: string, act: () => Promise<void>) => {
    const found = `显示${count(foundBy(word, stations, names))} / `;
    const text = word === '' ? undefined : found;
    const selector = '.ranking-filters > [role="status"]';
    typed.push(await timed(page, cpu, { selector, text }, act));
  };
  for (const word of Array.from({ length: ROUNDS }, () => WORDS).flat()) {
    for (let length = 1; length <= word.length; length += 1) {
      const letter = word.charAt(length - 1);
      await key(word.slice(0, length), () =>
        /\d/.test(letter) ? page.keyboard.press(letter) : page.keyboard.insertText(letter),
      );
    }
    for (let length = word.length - 1; length >= 0; length -= 1) {
      await key(word.slice(0, length), () => page.keyboard.press('Backspace'));
    }
  }
  const sorts: Took[] = [];
  for (const name of SORTS) {
    const head = page.locator('.ranking-table thead').first().getByRole('button', { name });
    for (let turn = 0; turn < 2; turn += 1) {
      const sorted = { selector: '.ranking-table th[aria-sort]', text: name };
      // Where the head is marked already, the other direction has to be seen.
      const now = await page.locator('.ranking-table th[aria-sort]').first().innerText();
      const mark = now.includes(name) ? (now.includes('▲') ? '▼' : '▲') : '';
      sorts.push(
        await timed(page, cpu, mark ? { ...sorted, text: mark } : sorted, () => head.click()),
      );
    }
  }
  await page.locator('.ranking-table thead').first().getByRole('button', { name: '名次' }).click();
  const before = await cpu();
  const scroll = await scrolled(page);
  const work = (await cpu())[0] - before[0];
  await browser.close();

  const ranked = stations.filter(({ rank }) => rank !== null).length;
  const isRight = rows === stations.length && scroll.lastRow === ranked && complaints.length === 0;
  if (!isRight) console.error({ rows, stations: stations.length, ranked, scroll, complaints });
  process.exitCode = isRight ? 0 : 1;
  console.log(
    JSON.stringify({
      rows,
      filterMs: spreadOf(typed.map(({ wall }) => wall)),
      filterCpuMs: spreadOf(typed.map((one) => one.cpu)),
      filterScriptMs: spreadOf(typed.map(({ script }) => script)),
      keys: typed.length,
      sortMs: spreadOf(sorts.map(({ wall }) => wall)),
      sortCpuMs: spreadOf(sorts.map((one) => one.cpu)),
      scroll: {
        frames: scroll.frames.length,
        medianFrameMs: share(scroll.frames, 0.5),
        p95FrameMs: share(scroll.frames, 0.95),
        longFrames: scroll.longFrames,
        longestFrameMs: rounded(Math.max(...scroll.frames)),
        // Chromium tells of tasks of 50 ms and more; null: there was none.
        longestTaskMs: scroll.longTasks.length > 0 ? rounded(Math.max(...scroll.longTasks)) : null,
        cpuPerFrameMs: rounded(work / scroll.frames.length),
      },
    }),
  );
} finally {
  await province.dispose();
}
