import { describe, expect, test } from 'vitest';
import { encodeFigures, figuresKey, type UnitFigures } from '../../shared/scorecards/figures.ts';
import type { Frozen } from '../../shared/scorecards/frozen.ts';
import { revisionItem, revisionOf } from '../../shared/scorecards/periods.ts';
import {
  CITY,
  COUNTY,
  OTHER_COUNTY,
  OTHER_STATION,
  PROVINCE,
  SECOND_STATION,
  STATION,
} from '../../shared/testing/county.ts';
import { BASELINE, unitWithScore } from '../../shared/testing/scored.ts';
import { bodyOf, startApi } from './testing.ts';

const put = (body: unknown) => ({ method: 'PUT', body });
const post = (body: unknown) => ({ method: 'POST', body });
const SECOND = { ...BASELINE, version: 2, effective: '2024-06-01' };

describe('schemes', () => {
  test('a version is stored once, by whom and when, and read back', async () => {
    const { send } = await startApi();
    const first = await send('/v1/schemes/henan-baseline', put(SECOND));
    expect(first.status).toBe(201);
    const entry = await bodyOf(first);
    expect(entry).toMatchObject({
      scheme: 'henan-baseline@2',
      stored: { by: 'administrator-1', at: '2024-04-20T12:00:00+08:00' },
    });
    const again = await send('/v1/schemes/henan-baseline@2', put(SECOND));
    expect([again.status, await bodyOf(again)]).toEqual([200, entry]);
    const other = await send('/v1/schemes/henan-baseline', put({ ...SECOND, adopted: false }));
    expect([other.status, await bodyOf(other)]).toMatchObject([
      409,
      {
        code: 'scheme_exists',
        nextVersion: 3,
        detail: expect.stringContaining('请把 version 改为 3'),
      },
    ]);
    expect(await bodyOf(await send('/v1/schemes/henan-baseline'))).toEqual(SECOND);
    const { items } = await bodyOf(await send('/v1/schemes'));
    expect(items).toMatchObject([
      { scheme: 'henan-baseline@1', adopted: true, stored: null, approvals: [] },
      entry,
      { scheme: 'henan-outcomes@1', adopted: false, approvals: expect.any(Array) },
    ]);
  });

  test('one that is refused says why in words, and nothing is stored', async () => {
    const { send, items } = await startApi();
    const held = () => items.all().filter(({ pk }) => !pk.startsWith('RATE#'));
    const before = held();
    const flawed = { ...SECOND, jurisdiction: '410999000000', grades: [] };
    const response = await send('/v1/schemes/henan-baseline', put(flawed));
    const body = await bodyOf(response);
    expect([response.status, body.code]).toEqual([422, 'scheme_refused']);
    expect(body.errors).toMatchObject([
      { code: 'out_of_range', pointer: '/grades' },
      { code: 'unknown_unit', pointer: '/jurisdiction' },
    ]);
    for (const [id, pointer] of [
      ['henan-other', '/id'],
      ['henan-baseline@3', '/version'],
    ]) {
      const misplaced = await bodyOf(await send(`/v1/schemes/${id}`, put(SECOND)));
      expect(misplaced.errors).toMatchObject([{ code: 'other_scheme', pointer }]);
    }
    const checked = await send('/v1/schemes/henan-baseline?check=true', put(SECOND));
    expect([checked.status, await bodyOf(checked)]).toEqual([200, { ok: true }]);
    const noJson = await send('/v1/schemes/henan-baseline', put('{'));
    expect([noJson.status, await bodyOf(noJson)]).toMatchObject([
      400,
      { errors: [{ code: 'not_json' }] },
    ]);
    expect(held()).toEqual(before);
  });

  test('approvals are of the past, and texts without personal data', async () => {
    const { send } = await startApi();
    const outcomes = await bodyOf(await send('/v1/schemes/henan-outcomes'));
    const [first, ...approvals] = outcomes.approvals as object[];
    const tried = await send('/v1/schemes/henan-outcomes?check=true', {
      ...put({
        ...{ ...outcomes, version: 2, effective: '2024-06-01' },
        name: { zh: '办法 13800138000', en: 'x' },
        approvals: [{ ...first, on: '2024-04-21' }, ...approvals],
      }),
    });
    const body = await bodyOf(tried);
    expect(body.errors).toMatchObject([
      { code: 'personal_data', pointer: '/name/zh' },
      { code: 'approval_in_future', pointer: '/approvals/0/on' },
    ]);
    expect(JSON.stringify(body)).not.toContain('1380013');
  });

  test('another branch’s own is not there', async () => {
    const { send } = await startApi();
    const own = { ...BASELINE, id: 'county', version: 1, jurisdiction: COUNTY };
    const other = { ...own, id: 'other-county', jurisdiction: OTHER_COUNTY };
    for (const scheme of [own, other]) {
      expect((await send(`/v1/schemes/${scheme.id}`, put(scheme))).status).toBe(201);
    }
    const namesFor = async (unit: string) => {
      const { items } = await bodyOf(await send('/v1/schemes', { as: { role: 'reviewer', unit } }));
      return (items as { id: string }[]).map(({ id }) => id);
    };
    const builtIn = ['henan-baseline', 'henan-outcomes'];
    expect(await namesFor(CITY)).toEqual(['county', ...builtIn, 'other-county']);
    expect(await namesFor(STATION)).toEqual(['county', ...builtIn]);
    const as = { role: 'reviewer', unit: COUNTY } as const;
    for (const [path, status] of [
      ['/v1/schemes/county@1', 200],
      ['/v1/schemes/other-county', 404],
      ['/v1/schemes/county/differences?to=other-county', 404],
    ] as const) {
      expect([path, (await send(path, { as })).status]).toEqual([path, status]);
    }
  });

  test('parameters say what is allowed', async () => {
    const { send } = await startApi();
    const wordsOf = async (response: Response) =>
      ((await bodyOf(response)).errors as { pointer: string; messages: { en: string } }[]).map(
        ({ pointer, messages }) => [pointer, messages.en],
      );
    const checked = await send('/v1/schemes/henan-baseline?check=yes', put(SECOND));
    expect(await wordsOf(checked)).toEqual([['/check', 'It is one of true, false']]);
    const compared = await send('/v1/schemes/henan-baseline/differences');
    expect(await wordsOf(compared)).toEqual([['/to', expect.stringContaining('Name the scheme')]]);
    const flawed = {
      ...{ period: '2024-03', revision: 0, level: 'village', weights: { leader_visits: -1 } },
      ...{ normalize: 'yes', positions: 'all', scheme: 1, within: 2 },
    };
    expect(await wordsOf(await send('/v1/schemes/simulate', post(flawed)))).toEqual([
      ['/revision', 'It is a whole number from 1 to 9999'],
      ['/level', 'It is one of province, city, county, station'],
      ['/within', 'It is the code of a unit of the own branch'],
      ['/scheme', 'It is the name of a scheme, such as henan-outcomes@1, or a whole scheme'],
      ['/weights', 'It is an object of KPIs and their weights, each a number from 0 to 100'],
      ['/normalize', 'It is true or false'],
      ['/positions', 'It is one of exact'],
    ]);
  });

  test('two are compared', async () => {
    const { send } = await startApi();
    const path = '/v1/schemes/henan-baseline@1/differences?to=henan-outcomes';
    const body = await bodyOf(await send(path));
    expect(body).toMatchObject({ from: 'henan-baseline@1', to: 'henan-outcomes@1', next: null });
    expect(body.items).toContainEqual({
      ...{ pointer: '/weights/station/case_rate', from: null, to: 5 },
      messages: {
        zh: '权重 · 派出所 · 刑事案件发案率：新增 5',
        en: 'weights · station · Criminal case rate: new, 5',
      },
    });
    const unknown = await send('/v1/schemes/henan-baseline/differences?to=henan-baseline@9');
    expect(unknown.status).toBe(404);
  });
});

/** The figures of a revision: each station is best at one thing. */
function figures(): Uint8Array {
  const named = [
    { code: PROVINCE, level: 'province', parent: null },
    { code: CITY, level: 'city', parent: PROVINCE },
    { code: COUNTY, level: 'county', parent: CITY },
    { code: OTHER_COUNTY, level: 'county', parent: CITY },
    { code: STATION, level: 'station', parent: COUNTY },
    { code: SECOND_STATION, level: 'station', parent: COUNTY },
    { code: OTHER_STATION, level: 'station', parent: OTHER_COUNTY },
  ] as const;
  const shares: Readonly<Record<string, readonly [time: number, followUps: number]>> = {
    [STATION]: [0.85, 0.7],
    [SECOND_STATION]: [0.8, 0.88],
    [OTHER_STATION]: [0.6, 1],
  };
  const units = named.map((unit): UnitFigures => {
    const [time, followUps] = shares[unit.code] ?? [0.8, 0.8];
    const figure = (value: number) => ({
      ...{ numerator: value * 100, denominator: 100, value, note: null },
      ...{ interval: null, error: null, shrunken: null },
    });
    return {
      ...unitWithScore(unit, null).figures,
      kpis: { time_in_community: figure(time), follow_up_rate: figure(followUps) },
    };
  });
  const results = Object.fromEntries(
    named.map(({ code }) => [
      code,
      { score: 50, grade: '未达标', scheme: 'henan-baseline@1', ranks: {} },
    ]),
  );
  const frozen = { months: 1, goalposts: {}, priors: {} as Frozen['priors'], ledger: {}, results };
  return encodeFigures('2024-03', units, frozen satisfies Frozen);
}

describe('simulations', () => {
  async function started() {
    const api = await startApi();
    await api.addRevision('2024-03', 1, 'published');
    await api.addRevision('2024-03', 2, 'draft');
    for (const revision of [1, 2]) {
      await api.lake.put(figuresKey('2024-03', revision), figures());
    }
    return api;
  }
  const ranks = (body: Record<string, unknown>) =>
    (
      body.items as { unit: { code: string }; before: { rank: number }; after: { rank: number } }[]
    ).map(({ unit, before, after }) => [unit.code, before.rank, after.rank]);
  // Time 25 and follow-ups 10 count; with 7 and 28 those who answer come first.
  const weights = {
    time_in_community: 3,
    diverted_time: 4,
    follow_up_rate: 24,
    hazard_fix_rate: 4,
  };

  test('say who would move, over all units of the level', async () => {
    const { send } = await started();
    const asked = { period: '2024-03', level: 'station', weights };
    const response = await send('/v1/schemes/simulate', post(asked));
    const body = await bodyOf(response);
    expect([response.status, body]).toMatchObject([
      200,
      {
        ...{ period: '2024-03', revision: 1, level: 'station', within: PROVINCE },
        ...{ scheme: 'henan-baseline@1', judgedBy: 'henan-baseline@1', restricted: [] },
        ...{ rankability: null, positions: 'shown' },
        summary: { of: 3, moved: 3, echelonChanged: 3 },
      },
    ]);
    expect(ranks(body)).toEqual([
      [SECOND_STATION, 1, 2],
      [STATION, 2, 3],
      [OTHER_STATION, 3, 1],
    ]);
  });

  test('show a branch its own units, with their ranks among all', async () => {
    const { send } = await started();
    const as = { role: 'viewer', unit: STATION } as const;
    const own = await bodyOf(
      await send('/v1/schemes/simulate', { ...post({ period: '2024-03', weights }), as }),
    );
    expect(ranks(own)).toEqual([[STATION, 2, 3]]);
    for (const [body, status] of [
      [{ period: '2024-03', within: COUNTY }, 404],
      [{ period: '2024-03', revision: 2 }, 403],
      [{ period: '2024-02' }, 404],
    ] as const) {
      const response = await send('/v1/schemes/simulate', { ...post(body), as });
      expect([body, response.status]).toEqual([body, status]);
    }
  });

  test('withhold positions that are mostly chance, unless they are asked for', async () => {
    const { send, items } = await started();
    const record = await revisionOf(items, '2024-03', 1);
    if (!record) throw new Error('no revision');
    await items.putAll([revisionItem('2024-03', { ...record, rankability: { station: 0.5 } })]);
    const asked = { period: '2024-03', level: 'station', weights };
    const simulated = async (role: 'viewer' | 'reviewer', more: object = {}) => {
      const as = { role, unit: COUNTY } as const;
      return bodyOf(await send('/v1/schemes/simulate', { ...post({ ...asked, ...more }), as }));
    };
    const withheld = await simulated('viewer');
    expect(withheld).toMatchObject({ positions: 'withheld', rankability: 0.5 });
    expect(withheld.items).toMatchObject(
      [SECOND_STATION, STATION].map((code) => ({
        unit: { code },
        before: { rank: null, echelon: expect.any(String) },
        after: { rank: null },
        moved: null,
      })),
    );
    const shown = await simulated('viewer', { positions: 'exact' });
    expect([shown.positions, ranks(shown)[0]]).toEqual(['shown', [SECOND_STATION, 1, 2]]);
    expect(await simulated('reviewer')).toEqual(shown);
  });

  test('ask for a whole scheme where weights need a scoring function', async () => {
    const { send } = await started();
    const other = { ...weights, follow_up_rate: 23, clearance_rate: 1 };
    const asked = { period: '2024-03', level: 'station', weights: other };
    const { errors } = await bodyOf(await send('/v1/schemes/simulate', post(asked)));
    expect(errors).toMatchObject([
      {
        ...{ code: 'no_function', pointer: '/weights/station/clearance_rate' },
        messages: { zh: expect.stringContaining('请在 scheme 中发送完整的考核办法') },
      },
    ]);
  });

  test('try out other schemes, also restricted KPIs, and say so', async () => {
    const { send } = await started();
    const asked = { period: '2024-03', level: 'station' };
    const named = await bodyOf(
      await send('/v1/schemes/simulate', post({ ...asked, scheme: 'henan-outcomes' })),
    );
    expect(named.restricted).toContain('case_rate');
    expect(named).toMatchObject({ scheme: 'henan-outcomes@1', judgedBy: 'henan-baseline@1' });
    const unapproved = {
      ...(await bodyOf(await send('/v1/schemes/henan-outcomes'))),
      approvals: [],
    };
    const tried = await bodyOf(
      await send('/v1/schemes/simulate', post({ ...asked, scheme: unapproved })),
    );
    expect(tried).toEqual(named);
    const unknown = await send('/v1/schemes/simulate', post({ ...asked, scheme: 'nothing@1' }));
    expect(await bodyOf(unknown)).toMatchObject({ code: 'unknown_scheme' });
  });

  test('refuse weights that do not add up, unless they are to be brought to 100', async () => {
    const { send } = await started();
    const asked = { period: '2024-03', level: 'station', weights: { time_in_community: 43 } };
    const refused = await send('/v1/schemes/simulate', post(asked));
    expect([refused.status, await bodyOf(refused)]).toMatchObject([
      422,
      {
        code: 'scheme_refused',
        errors: [{ code: 'weights_not_100', pointer: '/weights/station' }],
      },
    ]);
    const done = await send('/v1/schemes/simulate', post({ ...asked, normalize: true }));
    const { weights: used } = await bodyOf(done);
    expect(used).toMatchObject({ time_in_community: 43 / 1.25 });
  });
});
