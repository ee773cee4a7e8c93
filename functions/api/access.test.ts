import { beforeAll, describe, expect, test } from 'vitest';
import { startRun } from '../../shared/scorecards/runs.ts';
import { registerUpload } from '../../shared/submissions/bulk.ts';
import {
  CITY,
  COUNTY,
  DAY,
  documentOf,
  GRID_OF,
  GRIDS,
  OTHER_COUNTY,
  OTHER_STATION,
  PROVINCE,
  STATION,
  UNITS,
} from '../../shared/testing/county.ts';
import { BASELINE } from '../../shared/testing/scored.ts';
import { ACCESS, ROLES, type Role } from './access-table.ts';
import { prepareReview, REVIEW_RULES } from './review.rules.ts';
import { type Account, bodyOf, startApi, type TestRequest } from './testing.ts';

const UNITS_OF_CALLERS = [PROVINCE, CITY, COUNTY, STATION, OTHER_COUNTY, OTHER_STATION];
/** Each unit with those above it. */
const CHAIN: Readonly<Record<string, readonly string[]>> = {
  [PROVINCE]: [PROVINCE],
  [CITY]: [CITY, PROVINCE],
  [COUNTY]: [COUNTY, CITY, PROVINCE],
  [STATION]: [STATION, COUNTY, CITY, PROVINCE],
};

interface Rule extends TestRequest {
  readonly route: keyof typeof ACCESS;
  readonly path: string;
  readonly role: Role;
  /** The unit that the request is about: seen by itself and those above it. */
  readonly about?: string;
  readonly ok: number;
  /** Where the route looks closer, what else it answers. */
  readonly unless?: (caller: Account) => number | undefined;
}

const RUN = '2024-02.run';
const UPLOAD = 'upload-1';
const isSmall = (role: Role) => role === 'viewer' || role === 'clerk';
const post = (body: unknown) => ({ method: 'POST', body });
/** Officers' rows are for the station itself and for reviewers above it. */
const notOfficersOf =
  (station: string) =>
  ({ role, unit }: Account) =>
    unit !== station && CHAIN[station]?.includes(unit) && isSmall(role) ? 403 : undefined;

const RULES: readonly Rule[] = [
  {
    route: 'POST /v1/submissions',
    path: '/v1/submissions',
    ...post(documentOf(STATION)),
    role: 'clerk',
    about: STATION,
    ok: 200,
  },
  {
    route: 'GET /v1/submissions',
    path: `/v1/submissions?station=${STATION}&from=${DAY}&to=${DAY}`,
    role: 'viewer',
    about: STATION,
    ok: 200,
  },
  {
    route: 'GET /v1/submissions/:station/:date',
    path: `/v1/submissions/${STATION}/${DAY}`,
    role: 'viewer',
    about: STATION,
    ok: 200,
    unless: notOfficersOf(STATION),
  },
  {
    route: 'GET /v1/submissions/missing',
    path: `/v1/submissions/missing?within=${COUNTY}`,
    role: 'viewer',
    about: COUNTY,
    ok: 200,
  },
  {
    route: 'GET /v1/submissions/template',
    path: `/v1/submissions/template?station=${STATION}&format=csv`,
    role: 'clerk',
    about: STATION,
    ok: 200,
  },
  {
    route: 'POST /v1/submissions/workbook',
    path: `/v1/submissions/workbook?station=${STATION}&mode=check`,
    method: 'POST',
    body: `表,日期\n零报告,${DAY}\n`,
    role: 'clerk',
    about: STATION,
    ok: 200,
  },
  {
    route: 'POST /v1/submissions/bulk',
    path: '/v1/submissions/bulk',
    ...post({ filename: 'a' }),
    role: 'clerk',
    ok: 201,
  },
  {
    route: 'GET /v1/submissions/bulk/:id',
    path: `/v1/submissions/bulk/${UPLOAD}`,
    role: 'clerk',
    about: COUNTY,
    ok: 200,
  },
  {
    route: 'GET /v1/submissions/orphans',
    path: `/v1/submissions/orphans?station=${STATION}`,
    role: 'viewer',
    about: STATION,
    ok: 200,
  },
  {
    route: 'GET /v1/submissions/drafts/:station/:date',
    path: `/v1/submissions/drafts/${STATION}/${DAY}`,
    role: 'clerk',
    about: STATION,
    ok: 200,
    unless: notOfficersOf(STATION),
  },
  {
    route: 'PUT /v1/submissions/drafts/:station/:date',
    path: `/v1/submissions/drafts/${STATION}/${DAY}`,
    method: 'PUT',
    body: { version: 9, seconds: 1, document: null, confirmed: [], basedOn: 0 },
    role: 'clerk',
    about: STATION,
    // None of so many saves has been made.
    ok: 409,
    unless: notOfficersOf(STATION),
  },
  {
    route: 'POST /v1/imports',
    path: '/v1/imports?mapping=none&mode=check',
    ...post('a'),
    role: 'clerk',
    ok: 400,
  },
  { route: 'GET /v1/imports/mappings', path: '/v1/imports/mappings', role: 'clerk', ok: 200 },
  {
    route: 'PUT /v1/imports/mappings',
    path: '/v1/imports/mappings',
    method: 'PUT',
    body: {
      name: 'calls',
      list: 'incidents',
      fields: {
        ...{ station: { column: 'a' }, date: { column: 'b' }, kind: { constant: 'accident' } },
        ...{ grid: { column: 'c' }, count: { constant: 1 } },
      },
    },
    role: 'clerk',
    ok: 200,
  },
  {
    route: 'GET /v1/units/:code',
    path: `/v1/units/${COUNTY}`,
    role: 'viewer',
    about: COUNTY,
    ok: 200,
  },
  {
    route: 'GET /v1/units/:code/children',
    path: `/v1/units/${COUNTY}/children`,
    role: 'viewer',
    about: COUNTY,
    ok: 200,
  },
  { route: 'GET /v1/periods', path: '/v1/periods', role: 'viewer', ok: 200 },
  {
    route: 'GET /v1/scorecards/:period/:unit',
    path: `/v1/scorecards/2024-02/${COUNTY}`,
    role: 'viewer',
    about: COUNTY,
    ok: 200,
  },
  {
    route: 'GET /v1/scorecards/:period/:unit',
    path: `/v1/scorecards/2024-02/${COUNTY}?revision=2`,
    role: 'reviewer',
    about: COUNTY,
    ok: 200,
  },
  {
    route: 'GET /v1/scorecards/:unit',
    path: `/v1/scorecards/${COUNTY}?from=2024-01&to=2024-03`,
    role: 'viewer',
    about: COUNTY,
    ok: 200,
  },
  {
    route: 'GET /v1/reports/:period/:unit',
    path: `/v1/reports/2024-02/${COUNTY}`,
    role: 'viewer',
    about: COUNTY,
    ok: 200,
  },
  {
    route: 'GET /v1/reports/:period/:unit',
    path: `/v1/reports/2024-02/${COUNTY}?revision=2`,
    role: 'reviewer',
    about: COUNTY,
    ok: 200,
  },
  // As a workbook it is the same to the same callers.
  {
    route: 'GET /v1/scorecards/:period/:unit',
    path: `/v1/scorecards/2024-02/${COUNTY}?revision=2&format=xlsx`,
    role: 'reviewer',
    about: COUNTY,
    ok: 200,
  },
  {
    route: 'GET /v1/rankings/:period',
    path: `/v1/rankings/2024-02?level=station&within=${CITY}&format=xlsx`,
    role: 'viewer',
    about: CITY,
    ok: 200,
  },
  {
    route: 'GET /v1/scorecards/:period/:unit/kpis/:kpi/evidence',
    path: `/v1/scorecards/2024-02/${COUNTY}/kpis/time_in_community/evidence`,
    role: 'viewer',
    about: COUNTY,
    // Nothing is kept of a revision that no run has made.
    ok: 410,
  },
  {
    route: 'GET /v1/scorecards/:period/:unit/grids',
    path: `/v1/scorecards/2024-02/${STATION}/grids`,
    role: 'viewer',
    about: STATION,
    ok: 410,
  },
  {
    route: 'GET /v1/scorecards/:period/:unit/grids',
    path: `/v1/scorecards/2024-02/${STATION}/grids?revision=2`,
    role: 'reviewer',
    about: STATION,
    ok: 410,
  },
  {
    route: 'GET /v1/scorecards/:period/:unit/grids/:grid',
    path: `/v1/scorecards/2024-02/${STATION}/grids/${GRID_OF[STATION]}`,
    role: 'viewer',
    about: STATION,
    ok: 410,
  },
  {
    route: 'GET /v1/periods/:period/revisions',
    path: '/v1/periods/2024-02/revisions',
    role: 'reviewer',
    ok: 200,
  },
  {
    route: 'GET /v1/periods/:period/differences',
    path: '/v1/periods/2024-02/differences?from=1&to=2',
    role: 'reviewer',
    ok: 410,
  },
  {
    route: 'GET /v1/rankings/:period',
    path: `/v1/rankings/2024-02?level=station&within=${COUNTY}`,
    role: 'viewer',
    about: COUNTY,
    ok: 200,
    // A station sees the table that it stands in.
    unless: ({ unit }) => (unit === STATION ? 200 : undefined),
  },
  {
    route: 'GET /v1/rankings/:period',
    path: `/v1/rankings/2024-02?level=station&within=${COUNTY}&revision=2`,
    role: 'reviewer',
    about: COUNTY,
    ok: 200,
    // But not as a draft.
    unless: ({ role, unit }) => (unit === STATION && isSmall(role) ? 403 : undefined),
  },
  {
    route: 'GET /v1/rankings/:period',
    path: `/v1/rankings/2024-02?level=station&within=${CITY}`,
    role: 'viewer',
    about: CITY,
    ok: 200,
  },
  {
    route: 'GET /v1/rankings/:period/kpis/:kpi',
    path: `/v1/rankings/2024-02/kpis/case_rate?level=station&within=${COUNTY}`,
    role: 'viewer',
    about: COUNTY,
    // The fixture keeps no figures.
    ok: 410,
  },
  {
    route: 'GET /v1/figures/:period',
    path: `/v1/figures/2024-02?level=station&within=${COUNTY}`,
    role: 'viewer',
    about: COUNTY,
    ok: 410,
  },
  {
    route: 'GET /v1/figures/:period',
    path: `/v1/figures/2024-02?level=station&within=${COUNTY}&revision=2`,
    role: 'reviewer',
    about: COUNTY,
    ok: 410,
  },
  {
    route: 'GET /v1/trends/:unit',
    path: `/v1/trends/${COUNTY}?to=2024-02`,
    role: 'viewer',
    about: COUNTY,
    ok: 200,
  },
  { route: 'GET /v1/kpis', path: '/v1/kpis', role: 'viewer', ok: 200 },
  { route: 'GET /v1/kpis/:id', path: '/v1/kpis/case_rate', role: 'viewer', ok: 200 },
  { route: 'GET /v1/schemes', path: '/v1/schemes', role: 'viewer', ok: 200 },
  { route: 'GET /v1/schemes/:id', path: '/v1/schemes/henan-baseline@1', role: 'viewer', ok: 200 },
  {
    route: 'PUT /v1/schemes/:id',
    path: '/v1/schemes/henan-baseline@1',
    method: 'PUT',
    body: BASELINE,
    role: 'administrator',
    ok: 200,
  },
  {
    route: 'GET /v1/schemes/:id/differences',
    path: '/v1/schemes/henan-baseline/differences?to=henan-outcomes',
    role: 'viewer',
    ok: 200,
  },
  {
    route: 'POST /v1/schemes/simulate',
    path: '/v1/schemes/simulate',
    ...post({ period: '2024-02', within: COUNTY }),
    role: 'viewer',
    about: COUNTY,
    // Nothing is kept of a revision that no run has made.
    ok: 410,
  },
  {
    route: 'POST /v1/runs',
    path: '/v1/runs',
    ...post({ period: '2024-02' }),
    role: 'administrator',
    ok: 409,
  },
  { route: 'GET /v1/runs', path: '/v1/runs', role: 'administrator', ok: 200 },
  { route: 'GET /v1/runs/:id', path: `/v1/runs/${RUN}`, role: 'administrator', ok: 200 },
  {
    route: 'DELETE /v1/runs/:id',
    path: '/v1/runs/none',
    method: 'DELETE',
    role: 'administrator',
    ok: 404,
  },
  {
    route: 'POST /v1/periods/:period/publish',
    path: '/v1/periods/2024-02/publish',
    ...post({ revision: 1 }),
    role: 'administrator',
    ok: 200,
  },
  {
    route: 'PUT /v1/reference/:kind',
    path: '/v1/reference/grids',
    method: 'PUT',
    body: GRIDS,
    role: 'administrator',
    ok: 200,
  },
  { route: 'GET /v1/reference/:kind', path: '/v1/reference/grids', role: 'administrator', ok: 200 },
  {
    route: 'GET /v1/burden',
    path: `/v1/burden?period=2024-04&within=${COUNTY}`,
    role: 'viewer',
    about: COUNTY,
    ok: 200,
  },
  { route: 'GET /v1/trail', path: '/v1/trail', role: 'reviewer', ok: 200 },
  { route: 'GET /v1/status', path: '/v1/status', role: 'viewer', ok: 200 },
  ...REVIEW_RULES,
];

let api: Awaited<ReturnType<typeof startApi>>;
/** Ids that the paths of rules have something else for. */
let ids: readonly (readonly [standing: string, id: string])[];

beforeAll(async () => {
  api = await startApi();
  await api.send('/v1/submissions', post(documentOf(STATION)));
  await registerUpload(api, { account: 'r', unit: COUNTY, role: 'reviewer' }, UPLOAD, 'a');
  await api.addRevision('2024-02', 1, 'published');
  await api.addRevision('2024-02', 2, 'draft');
  const { items, runQueue: queue, clock } = api;
  const book = () => api.reference.book();
  const ports = { items, queue, clock, book, newId: () => 'a' };
  const started = await startRun(ports, { period: '2024-02', by: 'test' });
  if (started.outcome !== 'started') throw new Error(started.outcome);
  ids = [[RUN, started.run.id], ...(await prepareReview(api))];
});

function expected(rule: Rule, caller: Account): number {
  const isRoot = caller.unit === PROVINCE;
  const role = caller.role === 'administrator' && !isRoot ? 'reviewer' : caller.role;
  const isTooSmall = ROLES.indexOf(role) < ROLES.indexOf(rule.role);
  if (isTooSmall && ACCESS[rule.route]?.role === rule.role) return 403;
  const closer = rule.unless?.({ ...caller, role });
  if (closer) return closer;
  if (rule.about && !CHAIN[rule.about]?.includes(caller.unit)) return 404;
  return isTooSmall ? 403 : rule.ok;
}

describe.each(RULES)('$route ($path)', (rule) => {
  const callers = ROLES.flatMap((role) => UNITS_OF_CALLERS.map((unit) => ({ role, unit })));
  test.each(callers)('$role of $unit', async (caller) => {
    const path = ids.reduce((text, [standing, id]) => text.replace(standing, id), rule.path);
    const response = await api.send(path, { ...rule, as: caller });
    expect(response.status).toBe(expected(rule, caller));
  });
});

test('every route has its line in the table, and every line its route and rule', () => {
  const routes = api.app.routes
    .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/v1/'))
    .map(({ method, path }) => `${method} ${path}`);
  expect(new Set(routes)).toEqual(new Set(Object.keys(ACCESS)));
  const ruled = new Set<string>(RULES.map(({ route }) => route));
  expect(Object.keys(ACCESS).filter((route) => !ruled.has(route))).toEqual([
    'GET /v1/openapi.json',
  ]);
});

test('a token without unit and role is told so, whatever it asks for', async () => {
  for (const { path, method, body } of RULES) {
    const response = await api.send(path, {
      ...(method && { method }),
      ...(body !== undefined && { body }),
      as: null,
    });
    expect(response.status).toBe(403);
    expect(await bodyOf(response)).toMatchObject({ code: 'no_branch' });
  }
});

test('before there are units, only a province’s administrator can load them', async () => {
  const empty = await startApi({ empty: true });
  const load = (account: Account) =>
    empty.send('/v1/reference/units?effective=2023-01-01', {
      method: 'PUT',
      body: UNITS,
      as: account,
    });
  for (const account of [
    { role: 'administrator', unit: COUNTY },
    { role: 'reviewer', unit: PROVINCE },
  ] as const) {
    expect((await load(account)).status).toBe(403);
  }
  const administrator = { role: 'administrator', unit: PROVINCE } as const;
  const before = await empty.send(`/v1/units/${PROVINCE}`, { as: administrator });
  expect(before.status).toBe(404);
  const early = await empty.send('/v1/submissions', { ...post(documentOf(STATION)) });
  expect([early.status, await bodyOf(early)]).toMatchObject([
    422,
    { errors: [{ code: 'unknown_station', pointer: '/station' }] },
  ]);
  expect(await bodyOf(await load(administrator))).toMatchObject({ kind: 'units', version: 1 });
  expect((await empty.send(`/v1/units/${PROVINCE}`, { as: administrator })).status).toBe(200);
  // Another province's administrator has no place in this tree.
  expect((await load({ role: 'administrator', unit: '420000000000' })).status).toBe(403);
});
