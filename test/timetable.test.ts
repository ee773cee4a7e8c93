import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cloud, startCloud } from '../local/cloud/cloud.ts';
import type { Role } from '../local/cloud/identity/tokens.ts';
import { eventually } from './support/served.ts';

const PROVINCE = '410000000000';
const STATION = '410481002000';
const UNITS = `code,name,level,parent,area
410000000000,河南省,province,,rural
410400000000,平顶山市,city,410000000000,rural
410481000000,舞钢市,county,410400000000,rural
410481002000,寺坡街道,station,410481000000,urban
410481003000,朱兰街道,station,410481000000,urban
`;
const GRIDS = `code,name,station,kind,households,population
410481002001,奋飞社区,410481002000,community,1000,3000
410481003001,柏庄社区,410481003000,community,1000,3000
`;
const at = (time: string) => Date.parse(`${time}+08:00`);

describe('a month on the timetable, with the clock turned', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'fengqiao-timetable-'));
  let cloud: Cloud;
  beforeAll(async () => {
    const cdkOut = join(import.meta.dirname, '../cdk.out');
    cloud = await startCloud({ dataDir, port: 0, cdkOut, schedules: 'paused' });
  });
  afterAll(async () => {
    await cloud.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function ask(role: Role, unit: string, method: string, path: string, body?: string) {
    const response = await fetch(cloud.url + path, {
      method,
      headers: {
        authorization: `Bearer ${await cloud.token({ role, unit })}`,
        'content-type': path.includes('/reference/') ? 'text/csv' : 'application/json',
      },
      ...(body === undefined ? {} : { body }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  const send = (date: string, station = STATION) =>
    ask(
      'clerk',
      station,
      'POST',
      '/v1/submissions',
      JSON.stringify({
        schemaVersion: 1,
        station,
        date,
        officerTime: [
          {
            officer: 'a-1',
            grid: `${station.slice(0, 9)}001`,
            activity: 'publicity',
            minutes: 400,
          },
          { officer: 'a-1', activity: 'paperwork', minutes: 100 },
        ],
        disputes: [],
        cases: [],
        followUps: [],
        counts: [],
        incidents: [],
      }),
    );

  const card = (role: Role, unit: string, query = '') =>
    ask(role, unit, 'GET', `/v1/scorecards/2024-04/${STATION}${query}`);

  it('receipts say what the clock says: on time until noon of the next day', async () => {
    cloud.clock.turnTo(at('2024-04-01T08:00:00'));
    for (const [kind, csv] of [
      ['units', UNITS],
      ['grids', GRIDS],
    ] as const) {
      const loaded = await ask(
        'administrator',
        PROVINCE,
        'PUT',
        `/v1/reference/${kind}?effective=2024-01-01`,
        csv,
      );
      expect(loaded.status).toBe(200);
    }
    cloud.clock.turnTo(at('2024-04-02T11:59:00'));
    expect((await send('2024-04-01')).body).toMatchObject({ onTime: true });
    cloud.clock.turnTo(at('2024-04-03T12:01:00'));
    expect((await send('2024-04-02')).body).toMatchObject({ onTime: false });
    expect((await send('2024-04-04')).status).toBe(422);
  });

  it('the daily run gives a provisional card of the days so far', async () => {
    cloud.clock.turnTo(at('2024-04-03T12:30:00'));
    expect((await card('clerk', STATION)).status).toBe(404);
    await cloud.fire('DailyRun');
    const { body } = await eventually(async () => {
      const answer = await card('clerk', STATION);
      return answer.status === 200 ? answer : undefined;
    });
    expect(body).toMatchObject({
      state: 'provisional',
      completeness: { expected: 2, submitted: 2, onTime: 1 },
    });
    const refused = await ask(
      'administrator',
      PROVINCE,
      'POST',
      '/v1/periods/2024-04/publish',
      `{"revision":${body.revision}}`,
    );
    expect(refused.status).toBe(409);
  });

  it('the monthly run comes by itself on the ninth and stops at a draft', async () => {
    cloud.resumeSchedules();
    cloud.clock.turnTo(at('2024-05-09T02:00:01'));
    const draft = await eventually(async () => {
      const { body } = await ask('administrator', PROVINCE, 'GET', '/v1/periods');
      const items = body.items as { period: string; draft: { revision: number } | null }[];
      return items.find(({ period }) => period === '2024-04')?.draft ?? undefined;
    });
    cloud.pauseSchedules();
    const query = `?revision=${draft.revision}`;
    expect((await card('viewer', PROVINCE, query)).status).toBe(403);
    expect((await card('viewer', PROVINCE)).body).toMatchObject({ state: 'provisional' });
    expect((await card('reviewer', PROVINCE, query)).body).toMatchObject({
      state: 'draft',
      completeness: { expected: 30, submitted: 2, onTime: 1 },
      unranked: 'incomplete',
      computedAt: expect.stringMatching(/^2024-05-09T02:0\d:\d\d\+08:00$/),
    });

    const published = await ask(
      'administrator',
      PROVINCE,
      'POST',
      '/v1/periods/2024-04/publish',
      `{"revision":${draft.revision}}`,
    );
    expect(published.status).toBe(200);
    expect((await card('viewer', STATION)).body).toMatchObject({
      state: 'published',
      revision: draft.revision,
    });
  });
});
