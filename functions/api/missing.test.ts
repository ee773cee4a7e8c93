import { describe, expect, test } from 'vitest';
import {
  CITY,
  COUNTY,
  documentOf,
  OTHER_COUNTY,
  OTHER_STATION,
  PROVINCE,
  SECOND_STATION,
  STATION,
  UNITS,
} from '../../shared/testing/county.ts';
import { bodyOf, startApi } from './testing.ts';

const viewer = (unit: string) => ({ as: { role: 'viewer', unit } as const });

type Api = Awaited<ReturnType<typeof startApi>>;

/** Sends a day, with the form's seconds where they are given. */
async function submit({ send }: Api, station: string, date: string, seconds?: string) {
  const response = await send('/v1/submissions', {
    method: 'POST',
    body: documentOf(station, date),
    headers: seconds === undefined ? {} : { 'fengqiao-form-seconds': seconds },
  });
  expect(response.status).toBe(201);
}

describe('who is missing', () => {
  test('by county, on the last day whose deadline has passed', async () => {
    const api = await startApi();
    await submit(api, STATION, '2024-04-18');
    expect(await bodyOf(await api.send('/v1/submissions/missing', viewer(CITY)))).toEqual({
      date: '2024-04-18',
      deadline: '2024-04-19T12:00:00+08:00',
      isOver: true,
      ...{ expected: 3, submitted: 1, onTime: 0 },
      items: [
        {
          county: { code: COUNTY, name: '舞钢市' },
          ...{ expected: 2, submitted: 1, onTime: 0 },
          missing: [{ code: SECOND_STATION, name: '寺坡街道' }],
        },
        {
          county: { code: OTHER_COUNTY, name: '叶县' },
          ...{ expected: 1, submitted: 0, onTime: 0 },
          missing: [{ code: OTHER_STATION, name: '昆阳街道' }],
        },
      ],
    });
  });

  test('a station sees itself, and nothing of its neighbours', async () => {
    const api = await startApi();
    const path = '/v1/submissions/missing?date=2024-04-20';
    const of = async (unit: string) => bodyOf(await api.send(path, viewer(unit)));
    expect(await of(STATION)).toMatchObject({
      ...{ isOver: false, expected: 1, submitted: 0 },
      items: [{ county: { code: COUNTY }, expected: 1, missing: [{ code: STATION }] }],
    });
    await submit(api, STATION, '2024-04-20');
    expect(await of(STATION)).toMatchObject({
      ...{ expected: 1, submitted: 1, onTime: 1 },
      items: [{ county: { code: COUNTY }, missing: [] }],
    });
  });

  test('a day that has not come, or on which there were no units, is refused', async () => {
    const { send } = await startApi();
    const future = await send('/v1/submissions/missing?date=2024-04-21');
    expect([future.status, await bodyOf(future)]).toMatchObject([
      400,
      { code: 'invalid_request', errors: [{ pointer: '/date' }] },
    ]);
    expect((await send('/v1/submissions/missing?date=2022-12-31')).status).toBe(404);
    expect((await send('/v1/submissions/missing?within=410999000000')).status).toBe(404);
  });
});

describe('the burden', () => {
  test('is told by county, with the median of the forms and the values that a day holds', async () => {
    const api = await startApi();
    await submit(api, STATION, '2024-04-18', '200');
    await submit(api, SECOND_STATION, '2024-04-18', '290');
    await submit(api, STATION, '2024-03-31', '30');
    await submit(api, OTHER_STATION, '2024-04-18');
    const of = async (period: string, unit: string) =>
      bodyOf(await api.send(`/v1/burden?period=${period}`, viewer(unit)));
    const county = { submissions: 2, forms: 2, medianMinutes: 4, fieldsPerDay: 7 };
    const other = { submissions: 1, forms: 0, medianMinutes: null, fieldsPerDay: 7 };
    expect(await of('2024-04', PROVINCE)).toEqual({
      ...{ period: '2024-04', within: PROVINCE },
      items: [
        { unit: { code: OTHER_COUNTY, name: '叶县' }, ...other },
        { unit: { code: COUNTY, name: '舞钢市' }, ...county },
      ],
      total: { ...county, submissions: 3 },
    });
    expect(await of('2024-H1', COUNTY)).toMatchObject({
      items: [{ unit: { code: COUNTY }, submissions: 3, forms: 3, medianMinutes: 3.25 }],
    });
    // A station sees its county's, where no one is told apart.
    expect(await of('2024-04', STATION)).toMatchObject({
      items: [{ unit: { code: COUNTY }, ...county }],
      total: county,
    });
    const nothing = { submissions: 0, forms: 0, medianMinutes: null, fieldsPerDay: null };
    expect(await of('2024-02', COUNTY)).toMatchObject({ items: [nothing], total: nothing });
  });

  test('ignores a header that makes no sense', async () => {
    const api = await startApi();
    for (const [index, seconds] of ['0', '86401', '-5', '3.5', 'x', ''].entries()) {
      await submit(api, STATION, `2024-04-1${index}`, seconds);
    }
    const answer = await bodyOf(await api.send('/v1/burden?period=2024-04', viewer(COUNTY)));
    expect(answer).toMatchObject({ total: { submissions: 6, forms: 0 } });
  });

  test('counts for the county of the day, also when a station has moved since', async () => {
    const api = await startApi();
    const moved = UNITS.replace(`station,${COUNTY},urban\n`, `station,${OTHER_COUNTY},urban\n`);
    await api.reference.upload('units', Buffer.from(moved), '2024-04-16', 'test');
    await submit(api, STATION, '2024-04-15', '60');
    await submit(api, STATION, '2024-04-16', '60');
    expect(await bodyOf(await api.send('/v1/burden?period=2024-04', viewer(CITY)))).toMatchObject({
      items: [
        { unit: { code: OTHER_COUNTY }, submissions: 1 },
        { unit: { code: COUNTY }, submissions: 1 },
      ],
    });
  });

  test('a receipt stands where the count fails, and the fault is reported', async () => {
    const api = await startApi();
    const { transact } = api.items;
    Object.assign(api.items, {
      transact: async (writes: Parameters<typeof transact>[0]) => {
        const isCount = writes.some(
          (one) => 'update' in one && one.update.pk.startsWith('BURDEN#'),
        );
        if (isCount) throw new Error('the table is down');
        return transact(writes);
      },
    });
    await submit(api, STATION, '2024-04-18', '60');
    expect(api.faults).toMatchObject([
      { requestId: 'request-1', method: 'POST', route: '/v1/submissions' },
    ]);
  });
});
