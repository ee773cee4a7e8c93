import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  expectGoldenFigures,
  goldenAnswers,
  goldenLines,
  loadGoldenReference,
  shuffled,
} from './support/golden.ts';
import { ADMINISTRATOR, COUNTY, type Json, Served } from './support/served.ts';

const LINES = goldenLines();

/** Every card and ranking of April, after March was published, as text. */
async function cardsOf(served: Served): Promise<ReadonlyMap<string, string>> {
  for (const period of ['2024-03', '2024-04']) {
    const { state, revision } = await served.run(period);
    expect(state).toBe('succeeded');
    const path = `/v1/periods/${period}/publish`;
    const published = await served.ask(ADMINISTRATOR, 'POST', path, { json: { revision } });
    expect([published.status, published.body]).toEqual([200, expect.anything()]);
  }
  const paths = [
    ...Object.keys(goldenAnswers('2024-04')).map((unit) => `/v1/scorecards/2024-04/${unit}`),
    `/v1/rankings/2024-04?level=station&within=${COUNTY}`,
  ];
  const texts = new Map<string, string>();
  for (const path of paths) {
    const { status, body } = await served.ask<Json>(ADMINISTRATOR, 'GET', path);
    expect(status).toBe(200);
    const { revision: _, computedAt: __, ...rest } = body;
    texts.set(path, JSON.stringify(rest));
  }
  return texts;
}

describe('the golden data in another order', () => {
  // Far from Shanghai, and where the small letter of I is not i.
  const served = new Served({ TZ: 'America/St_Johns', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' });
  beforeAll(async () => {
    await served.start();
    await loadGoldenReference(served);
  });
  afterAll(() => served.dispose());

  it('give the known figures, sent one by one by many clients', async () => {
    const queue = shuffled(LINES, 20240415).values();
    const statuses = new Map<number, number>();
    // Corrections come after their originals: the documents of one station go one at a time.
    const waiting = new Map<string, Promise<void>>();
    const send = async (line: string) => {
      const { status } = await served.ask(ADMINISTRATOR, 'POST', '/v1/submissions', {
        body: line,
        headers: { 'content-type': 'application/json' },
      });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    };
    const clients = Array.from({ length: 16 }, async () => {
      for (const line of queue) {
        const { station } = JSON.parse(line) as { station: string };
        const before = waiting.get(station) ?? Promise.resolve();
        const mine = before.then(() => send(line));
        waiting.set(station, mine);
        await mine;
      }
    });
    await Promise.all(clients);
    expect([...statuses].sort()).toEqual([
      [200, 15],
      [201, 2196],
    ]);
    await expectGoldenFigures(served, undefined, ['2024-04', '2024-Q1']);
  });

  it('give the same bytes in another process, time zone and locale', async () => {
    const other = await new Served({ TZ: 'Asia/Shanghai', LANG: 'C', LC_ALL: 'C' }).start();
    try {
      await loadGoldenReference(other);
      const { state } = await other.bulk(ADMINISTRATOR, `${LINES.join('\n')}\n`);
      expect(state).toMatchObject({ state: 'done', refused: 0 });
      expect(await cardsOf(other)).toEqual(await cardsOf(served));
    } finally {
      await other.dispose();
    }
  });
});
