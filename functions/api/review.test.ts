import { describe, expect, test } from 'vitest';
import { parsePeriod } from '../../shared/calendar/period.ts';
import { storeSample } from '../../shared/review/audits.ts';
import { type FoundFlag, flagItemsOf, flagRecordsOf } from '../../shared/review/flags.ts';
import { revisionOf } from '../../shared/scorecards/compute.ts';
import { periodKey } from '../../shared/scorecards/periods.ts';
import { itemsOf } from '../../shared/scorecards/store.ts';
import { writesOf } from '../../shared/submissions/ledger.ts';
import {
  CITY,
  COUNTY,
  DAY,
  NOON,
  OTHER_COUNTY,
  OTHER_STATION,
  PROVINCE,
  SECOND_STATION,
  STATION,
} from '../../shared/testing/county.ts';
import { CERTAIN, unitWithMeasures } from '../../shared/testing/scored.ts';
import { type Account, bodyOf, startApi } from './testing.ts';

const PERIOD = '2024-03';
const CLERK = { role: 'clerk', unit: STATION } as const;
const reviewerOf = (unit: string): Account => ({ role: 'reviewer', unit });
const MOBILE = '13800138000';

/** The API with a draft of March, and shorthands. */
async function started(found: readonly FoundFlag[] = []) {
  const api = await startApi();
  await api.addRevision(PERIOD, 1, 'draft');
  const flags = flagRecordsOf(PERIOD, 1, found);
  await api.items.putAll(flagItemsOf(flags.map(({ record }) => record)));
  for (const { record, lines } of flags) await api.lake.put(record.rows.key, lines);
  const call = async (path: string, as?: Account, body?: unknown) => {
    const request = { ...(as && { as }), ...(body !== undefined && { method: 'POST', body }) };
    const response = await api.send(`/v1/${path}`, request);
    return { status: response.status, ...(await bodyOf(response)) } as Record<string, unknown>;
  };
  const publish = (reason?: string) =>
    call(`periods/${PERIOD}/publish`, undefined, { revision: 1, reason });
  return { ...api, call, publish, ids: flags.map(({ record }) => record.id) };
}

const flagAt = (unit: string, flag: string, rows: number): FoundFlag => ({
  ...{ unit, flag, statistic: { days: rows } },
  rows: Array.from({ length: rows }, (_, position) => ({ list: 'officerTime', position })),
});

describe('flags', () => {
  const FLAGS = [
    flagAt(STATION, 'copied_days', 250),
    flagAt(SECOND_STATION, 'above_95', 1),
    flagAt(OTHER_STATION, 'jump', 2),
  ];

  test('are listed by branch, page and state, with their names and reviews', async () => {
    const { call, ids } = await started(FLAGS);
    const county = await call(`flags?period=${PERIOD}`, reviewerOf(COUNTY));
    expect(county).toMatchObject({
      ...{ status: 200, revision: 1, next: null },
      items: [
        {
          unit: { code: STATION, name: '垭口街道', above: [] },
          rows: 250,
          name: { zh: expect.any(String) },
        },
        { unit: { code: SECOND_STATION }, flag: 'above_95', state: 'open', note: null },
      ],
    });
    const first = await call(`flags?period=${PERIOD}&limit=2`);
    expect(first).toMatchObject({ items: [{ flag: 'jump' }, { flag: 'copied_days' }] });
    // To the province a station's name alone may be one of several.
    expect(first).toMatchObject({
      items: [{ unit: { above: [{ name: '平顶山市' }, { name: '叶县' }] } }, {}],
    });
    const rest = await call(`flags?period=${PERIOD}&limit=2&cursor=${first.next}`);
    expect(rest).toMatchObject({ items: [{ flag: 'above_95' }], next: null });
    const review = { state: 'confirmed', note: '六天数据完全相同' };
    await call(`flags/${ids[0]}/review`, reviewerOf(COUNTY), review);
    const open = await call(`flags?period=${PERIOD}&state=open`);
    expect(open).toMatchObject({ items: [{ flag: 'jump' }, { flag: 'above_95' }] });
    const confirmed = await call(`flags?period=${PERIOD}&state=confirmed&within=${COUNTY}`);
    expect(confirmed).toMatchObject({
      items: [{ flag: 'copied_days', ...review, by: 'reviewer-1' }],
    });
    expect((await call(`flags?period=${PERIOD}&revision=2`)).status).toBe(404);
    expect((await call(`flags?period=${PERIOD}&cursor=x`)).status).toBe(400);
  });

  test('show the rows that they rest on, the first of them at once', async () => {
    const { call, ids } = await started(FLAGS);
    const flag = await call(`flags/${ids[0]}`, reviewerOf(CITY));
    expect(flag).toMatchObject({
      explanation: { zh: expect.any(String) },
      rowsUrl: expect.stringContaining('copied_days'),
      history: [],
    });
    expect(flag.firstRows).toHaveLength(200);
    expect((flag.firstRows as unknown[])[1]).toEqual({ list: 'officerTime', position: 1 });
    expect((await call(`flags/${ids[0]}`, reviewerOf(OTHER_COUNTY))).status).toBe(404);
  });

  test('hold publication until they are reviewed, or a reason is given', async () => {
    const { call, publish, ids } = await started(FLAGS);
    const note = { state: 'dismissed', note: '已电话核实' };
    await call(`flags/${ids[0]}/review`, reviewerOf(COUNTY), note);
    const held = await publish();
    expect(held).toMatchObject({ status: 409, code: 'flags_open' });
    expect(held.flags).toEqual([
      { id: ids[2], unit: OTHER_STATION, flag: 'jump' },
      { id: ids[1], unit: SECOND_STATION, flag: 'above_95' },
    ]);
    expect((await publish(' ')).status).toBe(400);
    const publications = (unit = PROVINCE) =>
      call(`periods/${PERIOD}/publications`, reviewerOf(unit));
    expect(await publications()).toMatchObject({ items: [] });
    expect(await publish('按期公布')).toMatchObject({ status: 200, state: 'published' });
    expect(await publications()).toMatchObject({
      items: [{ revision: 1, reason: '按期公布', by: 'administrator-1', openFlagCount: 2 }],
    });
    // A branch learns of its own flags, and not what was said of all.
    const own = { reason: null, openFlags: [ids[1]], openFlagCount: 1 };
    expect(await publications(COUNTY)).toMatchObject({ items: [own] });
    expect(await publications(STATION)).toMatchObject({
      items: [{ revision: 1, reason: null, openFlags: [], openFlagCount: 0 }],
    });
  });

  test('of a longer period are those of its months, page by page', async () => {
    const { call, addRevision, items, ids } = await started(FLAGS);
    await addRevision('2024-Q1', 1, 'draft');
    const january = flagRecordsOf('2024-01', 2, [flagAt(STATION, 'jump', 1)]);
    const [{ record }] = january as [(typeof january)[number]];
    await items.putAll(flagItemsOf([record]));
    const state = { publishedRevision: 2, draftRevision: 3 };
    await items.transact([{ update: periodKey('2024-01'), set: state }]);
    await call(`flags/${record.id}/review`, undefined, { state: 'dismissed', note: '已核实' });
    const first = await call('flags?period=2024-Q1&limit=2', reviewerOf(CITY));
    expect(first).toMatchObject({
      ...{ period: '2024-Q1', revision: 1 },
      items: [{ id: record.id, state: 'dismissed', revision: 2 }, { id: ids[2] }],
    });
    const query = `period=2024-Q1&limit=2&cursor=${first.next}`;
    const rest = await call(`flags?${query}`, reviewerOf(CITY));
    expect(rest).toMatchObject({ items: [{ id: ids[0] }, { id: ids[1] }], next: null });
    const open = await call('flags?period=2024-Q1&state=open', reviewerOf(COUNTY));
    expect(open).toMatchObject({ items: [{ id: ids[0] }, { id: ids[1] }] });
    const held = await call('periods/2024-Q1/publish', undefined, { revision: 1 });
    expect(held).toMatchObject({ status: 409, code: 'flags_open' });
    expect(held.flags).toHaveLength(3);
  });

  test('tell a branch of no station outside it', async () => {
    const others = [SECOND_STATION, OTHER_STATION];
    const rows = others.map((otherStation) => ({ officer: 'P-1', otherStation }));
    const flag = { unit: STATION, flag: 'two_stations', statistic: { officers: 1 }, rows };
    const inside = { ...flag, unit: SECOND_STATION, rows: rows.slice(0, 1) };
    const { call, ids } = await started([flag, inside]);
    const path = `flags/${ids[0]}`;
    expect(await call(path, reviewerOf(CITY))).toMatchObject({
      firstRows: rows,
      rowsUrl: expect.any(String),
    });
    const seen = await call(path, reviewerOf(COUNTY));
    expect(seen).toMatchObject({ status: 200, rows: 2, rowsUrl: null });
    expect(seen.firstRows).toEqual([rows[0], { officer: 'P-1' }]);
    expect(await call(`flags/${ids[1]}`, reviewerOf(COUNTY))).toMatchObject({
      firstRows: [rows[0]],
      rowsUrl: expect.any(String),
    });
  });

  test('decided by a level further up stay as it decided', async () => {
    const { call, ids } = await started(FLAGS);
    const review = (unit: string, state: string) =>
      call(`flags/${ids[0]}/review`, reviewerOf(unit), { state, note: '已核实' });
    expect(await review(COUNTY, 'dismissed')).toMatchObject({ status: 200 });
    expect(await review(CITY, 'confirmed')).toMatchObject({ status: 200 });
    expect(await review(COUNTY, 'dismissed')).toMatchObject({
      ...{ status: 403, code: 'forbidden', detail: expect.stringContaining('上级') },
    });
    expect(await review(PROVINCE, 'dismissed')).toMatchObject({ state: 'dismissed' });
    expect(await review(COUNTY, 'none')).toMatchObject({
      status: 400,
      errors: [
        { pointer: '/state', messages: { en: expect.stringContaining('confirmed, dismissed') } },
      ],
    });
  });

  test('notes are written, short, and hold nobody’s number; it is never repeated', async () => {
    const { call, ids } = await started(FLAGS);
    const review = (note: unknown) =>
      call(`flags/${ids[0]}/review`, reviewerOf(COUNTY), { state: 'confirmed', note });
    for (const note of [undefined, '', ' ', 'x'.repeat(2001)]) {
      expect(await review(note)).toMatchObject({ status: 400, errors: [{ pointer: '/note' }] });
    }
    const refused = await review(`电话 ${MOBILE}`);
    expect(refused).toMatchObject({
      status: 400,
      errors: [{ code: 'personal_data', pointer: '/note' }],
    });
    expect(JSON.stringify(refused)).not.toContain(MOBILE);
  });
});

test('samples are listed by branch and state, and their outcome recorded from above', async () => {
  const { call, items } = await started();
  const sample = { kind: 'visit', date: '2024-03-05', list: 'counts', ref: 'G-1' } as const;
  const drawn = [STATION, OTHER_STATION].map((station) => ({ ...sample, station, position: 3 }));
  await storeSample(items, PERIOD, drawn, (station) => [station, COUNTY, CITY, PROVINCE]);
  const own = await call(`audits?period=${PERIOD}`, reviewerOf(COUNTY));
  expect(own).toMatchObject({ items: [{ station: { code: STATION }, ...sample, state: 'open' }] });
  const [{ id }] = own.items as [{ id: string }];
  // A station could prepare for what it knows is drawn.
  const ofStation = () => call(`audits?period=${PERIOD}`, reviewerOf(STATION));
  expect(await ofStation()).toMatchObject({ status: 200, items: [] });
  const outcome = { outcome: 'wrong', note: '住户称无人来访' };
  const byItself = () => call(`audits/${id}/outcome`, reviewerOf(STATION), outcome);
  expect((await byItself()).status).toBe(404);
  expect(await call(`audits/${id}/outcome`, reviewerOf(COUNTY), outcome)).toMatchObject({
    ...{ status: 200, state: 'wrong', note: '住户称无人来访', by: 'reviewer-1' },
    history: [{ action: 'wrong' }],
  });
  expect(await ofStation()).toMatchObject({ items: [{ id, state: 'wrong' }] });
  expect((await byItself()).status).toBe(403);
  expect(await call(`audits/${id}/outcome`, reviewerOf(COUNTY), { outcome: 'fine' })).toMatchObject(
    {
      status: 400,
      errors: [{ pointer: '/outcome', messages: { en: expect.stringContaining('not_reachable') } }],
    },
  );
  expect(await call(`audits?period=${PERIOD}&state=open`)).toMatchObject({
    items: [{ station: { code: OTHER_STATION } }],
  });
  expect((await call('audits?period=2024-Q1')).status).toBe(400);
  const none = await call('audits/none/outcome', undefined, outcome);
  expect(none.status).toBe(404);
});

describe('the ledger', () => {
  const bonus = {
    ...{ period: PERIOD, unit: STATION, kind: 'bonus', points: 2 },
    ...{ reason: '跨所协作破案', evidence: '豫公通〔2024〕15号' },
  };

  test('takes what is whole, and says what is not', async () => {
    const { call } = await started();
    const post = (change: object) => call('ledger', undefined, { ...bonus, ...change });
    const veto = { kind: 'veto', points: undefined };
    expect(await post({ ...veto, gradeCap: '达标' })).toMatchObject({
      status: 201,
      items: [{ kind: 'veto', points: null, gradeCap: '达标', merit: null, state: 'active' }],
    });
    const wrong: [object, number, string?, string?][] = [
      [{ points: 0 }, 400, '/points', '20'],
      [{ points: 20.5 }, 400, '/points', '20'],
      [{ points: undefined }, 400, '/points', '20'],
      // The baseline's caps: 5 points and 10.
      [{ points: 6 }, 400, '/points', 'henan-baseline@1'],
      [{ kind: 'deduction', points: 11 }, 400, '/points', '10'],
      [{ kind: 'veto' }, 400],
      [{ ...veto, gradeCap: '甲等' }, 400, '/gradeCap', '良好, 达标, 未达标'],
      [{ ...veto, gradeCap: '优秀' }, 400, '/gradeCap', '良好, 达标, 未达标'],
      [{ kind: 'praise' }, 400, '/kind', 'veto, deduction, bonus'],
      [{ kind: undefined }, 400, '/kind', 'veto, deduction, bonus'],
      [{ evidence: '' }, 400, '/evidence'],
      [{ reason: `见 ${MOBILE}` }, 400, '/reason'],
      [{ sharedWith: ['410999001000'] }, 400, '/sharedWith/0'],
      [{ sharedWith: [SECOND_STATION, SECOND_STATION] }, 400, '/sharedWith/1'],
      [{ unit: '410999001000' }, 400, '/unit', 'no such unit'],
      [{ period: '2024-05' }, 422],
    ];
    for (const [change, status, pointer, words = ''] of wrong) {
      const answer = await post(change);
      expect(answer.status).toBe(status);
      const messages = { zh: expect.any(String), en: expect.stringContaining(words) };
      if (pointer) expect(answer.errors).toMatchObject([{ pointer, messages }]);
    }
  });

  test('counts a shared merit once a side, and tells a branch of no other', async () => {
    const { call } = await started();
    const shared = { ...bonus, merit: 'M-1', sharedWith: [OTHER_STATION] };
    const entered = await call('ledger', undefined, shared);
    expect(entered).toMatchObject({
      items: [
        { unit: { code: STATION }, sharedWith: [{ code: OTHER_STATION }], merit: 'M-1' },
        { unit: { code: OTHER_STATION } },
      ],
    });
    const again = { ...shared, unit: OTHER_STATION, sharedWith: [] };
    expect(await call('ledger', undefined, again)).toMatchObject({
      ...{ status: 409, code: 'merit_entered', unit: OTHER_STATION },
    });
    expect(await call(`ledger?period=${PERIOD}`, { role: 'viewer', unit: COUNTY })).toMatchObject({
      items: [{ unit: { code: STATION }, sharedWith: [] }],
    });
    const one = await call(`ledger?period=${PERIOD}&unit=${CITY}`);
    expect(one).toMatchObject({ status: 200, items: [] });
    const [{ id }] = entered.items as [{ id: string }];
    const withdraw = () => call(`ledger/${id}/withdraw`, undefined, { reason: '单位有误' });
    expect(await withdraw()).toMatchObject({ status: 200, state: 'withdrawn' });
    expect(await withdraw()).toMatchObject({ status: 409, code: 'ledger_withdrawn' });
  });
});

describe('appeals', () => {
  const KPI = 'grid_presence';
  const appeal = { period: PERIOD, kpi: KPI, reason: '三月十日已补报' };

  /** March published, with cards that have KPIs. */
  async function published() {
    const api = await started();
    const period = parsePeriod(PERIOD);
    if (!period) throw new Error('no period');
    const { units } = (await api.reference.book()).unitsOn(DAY);
    const none = { previous: undefined, yearAgo: undefined };
    const { cards, rankings } = revisionOf(
      period,
      units.map((unit) => unitWithMeasures(unit, {})),
      CERTAIN,
      { ...none, history: new Map(), pastRanks: new Map(), isOver: true },
    );
    await api.items.putAll(itemsOf(PERIOD, 1, cards, rankings));
    await api.publish();
    const file = (as: Account, change: object = {}) =>
      api.call('appeals', as, { ...appeal, ...change });
    /** A revision of a day, as a submission leaves it; the day's only one. */
    const correct = (station: string, day: string, receivedAt: number) => {
      const next = { station, day, city: CITY, revision: 1, hash: '', key: '', receivedAt };
      const rest = { onTime: false, sender: 'clerk-1', origin: null, counts: {} };
      const succession = { latest: undefined, firstReceivedAt: receivedAt };
      return api.items.transact(writesOf([{ next: { ...next, ...rest }, ...succession }]));
    };
    return { ...api, file, correct };
  }

  test('go from the unit by the level above to the province, and stay on the record', async () => {
    const { call, file, correct } = await published();
    const filed = await file(CLERK);
    expect(filed).toMatchObject({
      ...{ status: 201, state: 'open', revision: 1, kpi: KPI, ledger: null, filedBy: 'clerk-1' },
      ...{ unit: { code: STATION }, deadline: '2024-04-27T12:00:00+08:00' },
    });
    const { id } = filed;
    expect(await file(CLERK)).toMatchObject({ status: 409, code: 'appeal_exists', appeal: id });
    const comment = (as: Account) => call(`appeals/${id}/comment`, as, { text: '情况属实' });
    expect(await comment(reviewerOf(COUNTY))).toMatchObject({
      ...{ status: 200, state: 'commented', comment: { by: 'reviewer-1', text: '情况属实' } },
    });
    const accept = { outcome: 'accepted', note: '数据已更正' };
    const decide = (as: Account, body: object) => call(`appeals/${id}/decision`, as, body);
    const province = reviewerOf(PROVINCE);
    for (const wrong of [accept, { ...accept, outcome: 'rejected', remedy: 'correction' }]) {
      expect(await decide(province, wrong)).toMatchObject({
        ...{ status: 400, errors: [{ pointer: '/remedy' }] },
      });
    }
    expect(await decide(province, { ...accept, remedy: 'scheme_fault' })).toMatchObject({
      ...{ status: 400, errors: [{ pointer: '/reference' }] },
    });
    const remedy = { remedy: 'correction', reference: '已补报 2024-03-10、2024-03-11' };
    const decideCorrected = () => decide(province, { ...accept, ...remedy });
    const missing = { code: 'correction_missing', pointer: '/reference' };
    // Not received yet; before the publication; of another station; of a day that is not named.
    await correct(STATION, '2024-03-10', NOON - 1);
    await correct(OTHER_STATION, '2024-03-10', NOON + 1);
    await correct(STATION, '2024-03-12', NOON + 1);
    expect(await decideCorrected()).toMatchObject({ status: 400, errors: [missing] });
    await correct(STATION, '2024-03-11', NOON + 1);
    const elsewhere = { ...remedy, reference: '2024-04-01' };
    await correct(STATION, '2024-04-01', NOON + 1);
    expect(await decide(province, { ...accept, ...elsewhere })).toMatchObject({
      ...{ status: 400, errors: [missing] },
    });
    expect(await decideCorrected()).toMatchObject({
      ...{ status: 200, state: 'accepted', decision: { ...remedy, by: 'reviewer-1' } },
      history: [{ action: 'filed' }, { action: 'commented' }, { action: 'accepted' }],
    });
    expect(await decide(province, { outcome: 'rejected', note: '不成立' })).toMatchObject({
      ...{ status: 409, code: 'appeal_decided' },
    });
    expect((await comment(reviewerOf(CITY))).status).toBe(409);
    // The next one of the same is another appeal, and there is no third.
    const second = `${PERIOD}.${STATION}.${KPI}.02`;
    expect(await file(CLERK)).toMatchObject({ status: 201, id: second });
    const fault = { remedy: 'scheme_fault', reference: 'henan-baseline@1：权重' };
    expect(
      await call(`appeals/${second}/decision`, province, { ...accept, ...fault }),
    ).toMatchObject({ status: 200, decision: fault });
    expect(await file(CLERK)).toMatchObject({
      ...{ status: 409, code: 'appeal_exists', appeal: second },
      detail: expect.stringContaining('2 次'),
    });
  });

  test('are heard for seven days, of what is published and on the own card', async () => {
    const { call, file, items } = await published();
    const publishedAt = (at: number) =>
      items.transact([{ update: periodKey(PERIOD), set: { publishedAt: at } }]);
    const days = (count: number) => NOON - count * 86_400_000;
    await publishedAt(days(7) - 1);
    expect(await file(CLERK)).toMatchObject({
      ...{ status: 422, code: 'appeal_too_late', deadline: '2024-04-20T11:59:59+08:00' },
      detail: expect.stringContaining('2024-04-20'),
    });
    await publishedAt(days(7));
    expect((await file(CLERK)).status).toBe(201);
    expect((await file(CLERK, { period: '2024-01' })).status).toBe(404);
    for (const change of [
      { kpi: 'none' },
      { kpi: undefined },
      { ledger: 'x' },
      { kpi: undefined, ledger: 'x' },
      { reason: MOBILE },
    ]) {
      expect((await file(CLERK, change)).status).toBe(400);
    }
    const entry = { period: PERIOD, unit: COUNTY, kind: 'deduction', points: 3 };
    const reasons = { reason: '执法过错', evidence: '1号' };
    const { items: entries } = await call('ledger', undefined, { ...entry, ...reasons });
    const [{ id: ledger }] = entries as [{ id: string }];
    const against = { kpi: undefined, ledger };
    expect((await file(CLERK, against)).status).toBe(400);
    expect(await file(reviewerOf(COUNTY), against)).toMatchObject({
      status: 201,
      kpi: null,
      ledger,
    });
    expect((await file({ role: 'reviewer', unit: PROVINCE })).status).toBe(403);
  });

  test('are listed by branch, period, unit and state', async () => {
    const { call, file } = await published();
    await file(CLERK);
    await file({ role: 'clerk', unit: OTHER_STATION });
    const list = async (query: string, as?: Account) =>
      (await call(`appeals${query}`, as)).items as { unit: { code: string } }[];
    const unitsOf = async (query: string, as?: Account) =>
      (await list(query, as)).map(({ unit }) => unit.code);
    expect(await unitsOf('')).toEqual([STATION, OTHER_STATION]);
    expect(await unitsOf(`?period=${PERIOD}`)).toEqual([OTHER_STATION, STATION]);
    expect(await unitsOf('?state=open', { role: 'viewer', unit: COUNTY })).toEqual([STATION]);
    expect(await unitsOf('?state=accepted')).toEqual([]);
    expect(await unitsOf(`?unit=${OTHER_STATION}`)).toEqual([OTHER_STATION]);
    expect(await unitsOf('?period=2024-01')).toEqual([]);
    expect((await call(`appeals?unit=${OTHER_STATION}`, CLERK)).status).toBe(404);
    const first = await call('appeals?limit=1');
    expect(first).toMatchObject({ items: [{ unit: { code: STATION } }] });
    expect(await unitsOf(`?limit=1&cursor=${first.next}`)).toEqual([OTHER_STATION]);
  });
});
