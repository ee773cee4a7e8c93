import { beforeAll, describe, expect, it } from 'vitest';
import { parsePeriod, spanOf } from '../../shared/calendar/period.ts';
import { encodeManifest, manifestKey } from '../../shared/evidence/manifest.ts';
import { readBook } from '../../shared/exports/testing.ts';
import {
  CITY,
  COUNTY,
  DAY,
  documentOf,
  GRID_OF,
  GRIDS as GRID_ROWS,
  OTHER_COUNTY,
  OTHER_STATION,
  SECOND_STATION,
  STATION,
} from '../../shared/testing/county.ts';
import { bodyOf, startApi } from './testing.ts';

const PERIOD = '2024-04';
const GRIDS = `/v1/scorecards/${PERIOD}/${STATION}/grids`;
const GRID = GRID_OF[STATION] ?? '';
/** Days from 1 January 2023 to DAY. */
const OFFSET = 472;

let api: Awaited<ReturnType<typeof startApi>>;

/** What a run keeps that read this revision of the station's day. */
async function keep(revision: number, read: number, gridsVersion = 1): Promise<void> {
  const period = parsePeriod(PERIOD);
  const span = period && spanOf(period, '2024-06-01');
  if (!span) throw new Error('no period');
  const days = `${OFFSET}${read > 1 ? `:${read}` : ''}`;
  const manifest = {
    ...{ span, quota: 5, eightMajor: [], reference: { units: 1, grids: gridsVersion } },
    stations: { [STATION]: { days, others: [] } },
  };
  await api.lake.put(manifestKey(PERIOD, revision), encodeManifest(manifest));
}

const ask = async (path: string, role: 'viewer' | 'reviewer' = 'viewer', unit: string = COUNTY) => {
  const response = await api.send(path, { as: { role, unit } });
  return { status: response.status, body: await bodyOf(response) };
};

beforeAll(async () => {
  api = await startApi();
  for (const visits of [1, 5]) {
    const body = documentOf(STATION, DAY, visits);
    await api.send('/v1/submissions', { method: 'POST', body });
  }
  await api.addRevision(PERIOD, 1, 'published');
  await keep(1, 1);
  await api.addRevision(PERIOD, 2, 'draft');
  await keep(2, 2);
});

describe('the villages of a station', () => {
  it('are those of the published revision, from the documents that its run read', async () => {
    const { status, body } = await ask(GRIDS, 'reviewer');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ period: PERIOD, revision: 1, state: 'published', next: null },
      ...{ first: '2024-04-01', last: '2024-04-30', unit: { code: STATION, level: 'station' } },
      ...{ elsewhere: { minutes: 0 }, fromOthers: { minutes: 0 } },
    });
    expect(body.items).toEqual([
      {
        grid: { code: GRID, name: '社区', kind: 'community', households: 500, population: 1500 },
        ...{ officers: null, minutes: 60, daysPresent: 1 },
        ...{ reported: { expected: 30, sent: 1 }, reportedBefore: { expected: 30, sent: 0 } },
        disputes: { opened: 0, resolved: 0, escalated: 0 },
        cases: { criminal: 0, publicOrder: 0, byCategory: {} },
        casesBefore: null,
        counts: expect.objectContaining({ household_visited: 1, people_reached: 0 }),
        followUps: { raised: 0, closed: 0 },
        incidents: { petition: 0, accident: 0 },
        ...{ zeroCase: true, threeZero: true },
      },
    ]);
  });

  it('are a draft’s for reviewers only', async () => {
    const path = `${GRIDS}?revision=2`;
    expect((await ask(path)).status).toBe(403);
    const { body } = await ask(path, 'reviewer');
    expect(body).toMatchObject({ revision: 2, state: 'draft' });
    expect(body.items).toMatchObject([{ counts: { household_visited: 5 } }]);
  });

  it('tell the station and reviewers how long officers were there, and others that they were', async () => {
    const { body } = await ask(GRIDS);
    expect(body).toMatchObject({ elsewhere: { minutes: null }, fromOthers: { minutes: null } });
    expect(body.items).toMatchObject([{ minutes: null, daysPresent: 1 }]);
    const one = await ask(`${GRIDS}/${GRID}`);
    const days = one.body.days as { date: string; minutes: number | null; isPresent: boolean }[];
    expect(days.every(({ minutes }) => minutes === null)).toBe(true);
    expect(days.filter(({ isPresent }) => isPresent).map(({ date }) => date)).toEqual([DAY]);
    expect((await ask(GRIDS, 'viewer', STATION)).body.items).toMatchObject([{ minutes: 60 }]);
  });

  it('are a workbook, too, with the same numbers, and minutes for the same readers', async () => {
    const minutes = async (role: 'viewer' | 'reviewer') => {
      const response = await api.send(`${GRIDS}?format=xlsx`, { as: { role, unit: COUNTY } });
      expect(response.status).toBe(200);
      const [sheet] = await readBook(new Uint8Array(await response.arrayBuffer()));
      expect(sheet?.value('社区', '人口')).toBe(1500);
      expect(sheet?.value('社区', '见警天数')).toBe(1);
      return sheet?.value('社区', '民辅警在村(社区)分钟');
    };
    expect(await minutes('reviewer')).toBe(60);
    expect(await minutes('viewer')).toMatch(/^—/);
  });

  it('name no officer', async () => {
    for (const path of [GRIDS, `${GRIDS}/${GRID}`]) {
      expect(JSON.stringify((await ask(path, 'reviewer')).body)).not.toContain('P-1');
    }
  });

  it('are asked for of a station in the branch, in a revision that there is', async () => {
    const [county, nobody] = [GRIDS.replace(STATION, COUNTY), GRIDS.replace(STATION, '1')];
    for (const path of [county, nobody, GRIDS.replace(PERIOD, '2024-03'), `${GRIDS}?revision=3`]) {
      expect([path, (await ask(path, 'reviewer', CITY)).status]).toEqual([path, 404]);
    }
    expect((await ask(GRIDS, 'reviewer', OTHER_COUNTY)).status).toBe(404);
    const { body } = await ask(`${GRIDS}?revision=0&limit=x`);
    expect(body.errors).toMatchObject([{ pointer: '/revision' }, { pointer: '/limit' }]);
    expect((await ask(`${GRIDS}?cursor=x`)).status).toBe(400);
  });
});

describe('one village', () => {
  it('has its figures and every day of the period, each with its document', async () => {
    const { body } = await ask(`${GRIDS}/${GRID}`, 'reviewer');
    const list = await ask(GRIDS, 'reviewer');
    expect(body).toMatchObject({ period: PERIOD, revision: 1, unit: { code: STATION } });
    expect([body.village]).toEqual(list.body.items);
    const days = body.days as { date: string; revision: number | null }[];
    expect(days).toHaveLength(30);
    expect(days.filter(({ revision }) => revision !== null)).toEqual([
      {
        ...{ date: DAY, station: STATION, revision: 1, onTime: false, minutes: 60 },
        isPresent: true,
        rows: { officerTime: 1, disputes: 0, cases: 0, followUps: 0, counts: 1, incidents: 0 },
      },
    ]);
  });

  it('is one of the station’s', async () => {
    for (const code of [GRID_OF[SECOND_STATION], '410481001999', 'x']) {
      expect((await ask(`${GRIDS}/${code}`)).status).toBe(404);
    }
  });
});

describe('a village that came from a station of another county', () => {
  const HANDED_OVER = '2024-04-18';
  const grids = `/v1/scorecards/${PERIOD}/${OTHER_STATION}/grids`;

  beforeAll(async () => {
    const rows = GRID_ROWS.replace(`${GRID},社区,${STATION}`, `${GRID},社区,${OTHER_STATION}`);
    const moved = await api.reference.upload('grids', Buffer.from(rows), HANDED_OVER, 'test');
    expect(moved.ok).toBe(true);
    await api.addRevision(PERIOD, 3, 'published');
    await keep(3, 1, 2);
  });

  async function minutesFor(role: 'viewer' | 'reviewer', unit: string) {
    const [list, one] = [
      (await ask(grids, role, unit)).body,
      (await ask(`${grids}/${GRID}`, role, unit)).body,
    ];
    const items = list.items as { grid: { code: string }; minutes: number | null }[];
    const days = one.days as { station: string; date: string; minutes: number | null }[];
    return {
      listed: items.find(({ grid }) => grid.code === GRID)?.minutes,
      fromOthers: (list.fromOthers as { minutes: number | null }).minutes,
      village: (one.village as { minutes: number | null }).minutes,
      before: days.find(({ date }) => date === DAY),
      after: days.find(({ date }) => date === '2024-04-19')?.minutes,
    };
  }

  it('tells minutes of that station’s officers to reviewers above both only', async () => {
    expect(await minutesFor('reviewer', CITY)).toMatchObject({
      ...{ listed: 60, fromOthers: 60, village: 60, after: 0 },
      before: { station: STATION, minutes: 60 },
    });
    const held = { listed: null, fromOthers: null, village: null, after: 0 };
    for (const [role, unit] of [
      ['viewer', OTHER_STATION],
      ['reviewer', OTHER_STATION],
      ['reviewer', OTHER_COUNTY],
    ] as const) {
      const found = await minutesFor(role, unit);
      expect([role, unit, found]).toMatchObject([role, unit, held]);
      expect(found.before).toMatchObject({ station: STATION, minutes: null, isPresent: true });
    }
  });

  it('tells them as much in the workbook', async () => {
    const minutes = async (unit: string) => {
      const as = { role: 'reviewer', unit } as const;
      const response = await api.send(`${grids}?format=xlsx`, { as });
      const [sheet] = await readBook(new Uint8Array(await response.arrayBuffer()));
      return sheet?.rows.find((row) => row.includes(GRID))?.[
        sheet.rows[0]?.indexOf('民辅警在村(社区)分钟') ?? -1
      ];
    };
    expect(await minutes(CITY)).toBe(60);
    expect(await minutes(OTHER_COUNTY)).toMatch(/^—/);
  });
});
