/** A month's work with the rights of the template: every grant that a function has is needed here or elsewhere. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Day, eachDay } from '../shared/calendar/day.ts';
import { County, documentOf, NEIGHBOUR, STATION } from './support/county.ts';
import { COUNTY, eventually, type Json, PROVINCE } from './support/served.ts';

const PERIOD = '2024-04';

/** Alike every day, which no real day is; with a visit that a call back can ask about. */
const dayOf = (station: string, date: Day, visits = 1): Json => {
  const grid = `${station.slice(0, 9)}001`;
  const work = ['publicity', 'household_visit', 'community_patrol'].map((activity) => ({
    ...{ officer: 'a-1', grid, activity, minutes: 97 },
  }));
  return {
    ...documentOf(station, date),
    officerTime: [...work, { officer: 'a-1', activity: 'paperwork', minutes: 100 }],
    counts: visits > 0 ? [{ kind: 'household_visited', grid, officer: 'a-1', count: visits }] : [],
  };
};

describe("a month's work, with the rights of the template", () => {
  let county: County;
  beforeAll(async () => {
    county = await County.start();
    county.cloud.clock.turnTo(Date.parse('2024-05-05T08:00:00+08:00'));
    await county.loadReference();
  });
  afterAll(() => county.dispose());

  const as = <Body = Json>(role: 'administrator' | 'clerk' | 'reviewer', unit: string) => ({
    get: async (path: string) => {
      const { status, body } = await county.ask<Body>(role, unit, 'GET', `/v1/${path}`);
      expect([path, status]).toEqual([path, 200]);
      return body;
    },
    send: async (method: string, path: string, content: Json, wanted = 200) => {
      const { status, body } = await county.ask<Body>(role, unit, method, `/v1/${path}`, content);
      expect([path, status]).toEqual([path, wanted]);
      return body;
    },
  });

  it('days are sent, also by file, and compacted by the hour', async () => {
    const clerk = as('clerk', COUNTY);
    for (const date of eachDay('2024-04-01', '2024-04-30')) {
      await clerk.send('POST', 'submissions', dayOf(STATION, date), 201);
    }
    const { id, upload } = await as<{
      id: string;
      upload: { url: string; headers: Record<string, string> };
    }>('clerk', COUNTY).send('POST', 'submissions/bulk', { filename: 'a.ndjson' }, 201);
    const lines = eachDay('2024-04-01', '2024-04-30').map((date) =>
      JSON.stringify(dayOf(NEIGHBOUR, date)),
    );
    const sent = { method: 'PUT', headers: upload.headers, body: lines.join('\n') };
    expect((await fetch(upload.url, sent)).status).toBe(200);
    await eventually(async () => {
      const { state } = await clerk.get(`submissions/bulk/${id}`);
      return state === 'done' ? true : undefined;
    });
    await county.cloud.fire('Compaction');
    // A line takes a moment.
    await eventually(async () => /"partitions":[1-9]/.test(county.logs()) || undefined);
  });

  it('a run finds flags and draws a sample; a later one takes back what was corrected', async () => {
    const reviewer = as<{ items: { id: string; station: { code: string }; date: Day }[] }>(
      'reviewer',
      PROVINCE,
    );
    await county.runAndPublish(PERIOD);
    const flags = (await reviewer.get(`flags?period=${PERIOD}`)).items;
    expect(flags).not.toHaveLength(0);
    const flag = await as<{ rowsUrl: string }>('reviewer', PROVINCE).get(`flags/${flags[0]?.id}`);
    expect((await fetch(flag.rowsUrl)).status).toBe(200);
    const drawn = (await reviewer.get(`audits?period=${PERIOD}`)).items;
    const [first] = drawn;
    if (!first) throw new Error('nothing was drawn');
    const corrected = dayOf(first.station.code, first.date, 0);
    await as('clerk', COUNTY).send('POST', 'submissions', corrected, 201);
    await county.runAndPublish(PERIOD);
    const after = (await reviewer.get(`audits?period=${PERIOD}`)).items;
    expect(after.map(({ id }) => id)).not.toContain(first.id);
  });

  it('forms, figures, mappings and decisions are read and written', async () => {
    const clerk = as('clerk', STATION);
    const date = '2024-05-04';
    const draft = `submissions/drafts/${STATION}/${date}`;
    await clerk.get(draft);
    const lists = { disputes: [], cases: [], followUps: [], counts: [], incidents: [] };
    await clerk.send('PUT', draft, {
      ...{ version: 0, seconds: 12.5, confirmed: [], basedOn: 0 },
      document: { ...lists, officerTime: [{ activity: 'leave' }] },
    });
    await clerk.get(draft);
    await clerk.get(`submissions?station=${STATION}&from=2024-04-01&to=${date}`);
    const province = as('administrator', PROVINCE);
    await province.get(`figures/${PERIOD}`);
    await province.get('status');
    await province.get('runs');
    await province.send('PUT', 'imports/mappings', {
      name: 'calls',
      list: 'incidents',
      fields: {
        station: { column: 'a' },
        date: { column: 'b' },
        kind: { constant: 'accident' },
        grid: { column: 'c' },
        count: { constant: 1 },
      },
    });
    const bonus = {
      ...{ period: PERIOD, unit: STATION, kind: 'bonus', points: 2, merit: 'M-1' },
      ...{ reason: '跨所协作破案', evidence: '豫公通〔2024〕15号' },
    };
    const entered = await as<{ items: { id: string }[] }>('administrator', PROVINCE).send(
      ...(['POST', 'ledger', bonus, 201] as const),
    );
    await province.send('POST', `ledger/${entered.items[0]?.id}/withdraw`, {
      reason: '单位有误',
    });
  });
});
