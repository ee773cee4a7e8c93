/** How each route is asked: one entry a route. What has to follow stands in the table of access. */
import type { Access } from '../../functions/api/access-table.ts';
import type { Json } from '../support/served.ts';
import { PLACES, PROVINCE, placeOf, STATION, STATIONS, standingOf } from './units.ts';
import {
  CURRENT,
  dayOf,
  LAST,
  mappingOf,
  OPEN_DAY,
  PERIOD,
  REFERENCE,
  schemeOf,
  type World,
} from './world.ts';

/** Who asks, with the role that the API takes the account to have. */
export interface Asker {
  readonly role: Exclude<Access['role'], 'anyone'>;
  readonly unit: string;
}

/** One request about one unit. */
export interface Trial {
  readonly path: string;
  /** Text is sent as CSV, anything else as JSON. */
  readonly body?: Json | string;
  /** What it answers to whoever may ask. */
  readonly ok: readonly number[];
  /** It asks for what is not published. */
  readonly isDraft?: boolean;
}

export interface Line {
  readonly route: string;
  /** Units that requests are about: all, stations, those that an id is of, or none in particular. */
  readonly about?: 'units' | 'stations' | 'schemes';
  readonly ask: (world: World, unit: string) => Trial | readonly Trial[];
  /** What the route's remark in the table says: the status where it decides. */
  readonly closer?: (asker: Asker, unit: string, trial: Trial) => number | undefined;
  /** After the requests that are answered. */
  readonly settle?: (world: World) => Promise<unknown>;
}

/** A request, and the same as a workbook. */
const both = (path: string, ok: readonly number[] = [200]): Trial[] => [
  { path, ok },
  { path: `${path}${path.includes('?') ? '&' : '?'}format=xlsx`, ok },
];
/** What is published, and the draft; each also as a workbook where there is one. */
const withDraft = (path: string, hasBook = false): Trial[] => {
  const joint = path.includes('?') ? '&' : '?';
  const draft = `${path}${joint}revision=2`;
  const read = hasBook
    ? [...both(path), ...both(draft)]
    : [
        { path, ok: [200] },
        { path: draft, ok: [200] },
      ];
  return read.map((trial) =>
    trial.path.includes('revision=2') ? { ...trial, isDraft: true } : trial,
  );
};
const levelOf = (unit: string) => placeOf(unit).level;
const isProvinces = ({ unit }: Asker) => unit === PROVINCE;
const idOf = (ids: ReadonlyMap<string, string>, unit: string) =>
  encodeURIComponent(ids.get(unit) ?? 'none');
/** A unit without the units of a ranking below it has no table: its level is no level to rank. */
const hasTable = (unit: string) => levelOf(unit) !== 'station';
const deduction = { kind: 'deduction', points: 1, reason: '情况通报', evidence: '2号' };

/** Those that read come first, those that end what the others ask about last. */
export const LINES: readonly Line[] = [
  {
    route: 'GET /v1/submissions',
    about: 'stations',
    ask: (_, unit) => ({
      path: `/v1/submissions?station=${unit}&from=${LAST}&to=${LAST}`,
      ok: [200],
    }),
  },
  {
    route: 'GET /v1/submissions/:station/:date',
    about: 'stations',
    ask: (_, unit) => [
      { path: `/v1/submissions/${unit}/${LAST}`, ok: [200] },
      { path: `/v1/submissions/${unit}/${LAST}?revision=1`, ok: [200] },
    ],
  },
  {
    route: 'GET /v1/submissions/missing',
    about: 'units',
    ask: (_, unit) => both(`/v1/submissions/missing?within=${unit}&date=2024-05-07`),
  },
  {
    route: 'GET /v1/submissions/template',
    about: 'stations',
    ask: (_, unit) => [
      { path: `/v1/submissions/template?station=${unit}&format=xlsx&date=${LAST}`, ok: [200] },
      { path: `/v1/submissions/template?station=${unit}&format=csv`, ok: [200] },
    ],
  },
  {
    route: 'GET /v1/submissions/orphans',
    about: 'stations',
    ask: (_, unit) => ({ path: `/v1/submissions/orphans?station=${unit}`, ok: [200] }),
  },
  {
    route: 'GET /v1/submissions/bulk/:id',
    about: 'units',
    ask: ({ bulks }, unit) => ({ path: `/v1/submissions/bulk/${idOf(bulks, unit)}`, ok: [200] }),
  },
  {
    route: 'GET /v1/submissions/drafts/:station/:date',
    about: 'stations',
    ask: (_, unit) => ({ path: `/v1/submissions/drafts/${unit}/${OPEN_DAY}`, ok: [200] }),
  },
  { route: 'GET /v1/imports/mappings', ask: () => ({ path: '/v1/imports/mappings', ok: [200] }) },
  {
    route: 'GET /v1/units/:code',
    about: 'units',
    ask: (_, unit) => ({ path: `/v1/units/${unit}`, ok: [200] }),
  },
  {
    route: 'GET /v1/units/:code/children',
    about: 'units',
    ask: (_, unit) => ({ path: `/v1/units/${unit}/children`, ok: [200] }),
  },
  { route: 'GET /v1/periods', ask: () => both('/v1/periods') },
  {
    route: 'GET /v1/scorecards/:period/:unit',
    about: 'units',
    ask: (_, unit) => [
      ...withDraft(`/v1/scorecards/${PERIOD}/${unit}`, true),
      ...both(`/v1/scorecards/${CURRENT}/${unit}`),
    ],
  },
  {
    route: 'GET /v1/scorecards/:unit',
    about: 'units',
    ask: (_, unit) => both(`/v1/scorecards/${unit}?from=2024-03&to=${CURRENT}`),
  },
  {
    route: 'GET /v1/scorecards/:period/:unit/kpis/:kpi/evidence',
    about: 'units',
    ask: (_, unit) => [
      ...withDraft(`/v1/scorecards/${PERIOD}/${unit}/kpis/time_in_community/evidence`),
      ...withDraft(`/v1/scorecards/${PERIOD}/${unit}/kpis/dispute_resolution_rate/evidence`),
    ],
  },
  {
    route: 'GET /v1/scorecards/:period/:unit/grids',
    about: 'stations',
    ask: (_, unit) => withDraft(`/v1/scorecards/${PERIOD}/${unit}/grids`, true),
  },
  {
    route: 'GET /v1/scorecards/:period/:unit/grids/:grid',
    about: 'stations',
    ask: (_, unit) => withDraft(`/v1/scorecards/${PERIOD}/${unit}/grids/${unit.slice(0, 9)}001`),
  },
  {
    route: 'GET /v1/rankings/:period',
    about: 'units',
    ask: (_, unit) => [
      ...(hasTable(unit) ? withDraft(`/v1/rankings/${PERIOD}?within=${unit}`, true) : []),
      ...(hasTable(unit) ? withDraft(`/v1/rankings/${PERIOD}?within=${unit}&level=station`) : []),
      { path: `/v1/rankings/${CURRENT}?within=${unit}&level=station`, ok: [404] },
    ],
    closer(asker, unit, { path, isDraft }) {
      if (standingOf(asker.unit, unit) !== 'above') return undefined;
      // The parent's table of the own level, as it is published.
      const { parent, level } = placeOf(asker.unit);
      const isAsked = path.includes('level=station') ? level === 'station' : true;
      if (unit !== parent || !isAsked) return 404;
      if (isDraft && asker.role !== 'reviewer') return 403;
      return isDraft ? 404 : undefined;
    },
  },
  {
    route: 'GET /v1/rankings/:period/kpis/:kpi',
    about: 'units',
    ask: (_, unit) =>
      withDraft(`/v1/rankings/${PERIOD}/kpis/time_in_community?within=${unit}`, true),
  },
  {
    route: 'GET /v1/figures/:period',
    about: 'units',
    ask: (_, unit) => withDraft(`/v1/figures/${PERIOD}?within=${unit}&level=station`, true),
  },
  {
    route: 'GET /v1/trends/:unit',
    about: 'units',
    ask: (_, unit) => ({ path: `/v1/trends/${unit}`, ok: [200] }),
  },
  {
    route: 'GET /v1/reports/:period/:unit',
    about: 'units',
    ask: (_, unit) => withDraft(`/v1/reports/${PERIOD}/${unit}`),
  },
  { route: 'GET /v1/kpis', ask: () => ({ path: '/v1/kpis', ok: [200] }) },
  { route: 'GET /v1/kpis/:id', ask: () => ({ path: '/v1/kpis/case_rate', ok: [200] }) },
  { route: 'GET /v1/schemes', ask: () => both('/v1/schemes') },
  {
    route: 'GET /v1/schemes/:id',
    about: 'schemes',
    ask: (_, unit) => ({ path: `/v1/schemes/own-${unit}@1`, ok: [200] }),
  },
  {
    route: 'GET /v1/schemes/:id/differences',
    about: 'schemes',
    ask: (_, unit) => [
      { path: `/v1/schemes/own-${unit}@1/differences?to=henan-baseline`, ok: [200] },
      { path: `/v1/schemes/henan-baseline/differences?to=own-${unit}`, ok: [200] },
    ],
  },
  {
    route: 'POST /v1/schemes/simulate',
    about: 'units',
    ask: (_, unit) => [
      { path: '/v1/schemes/simulate', body: { period: PERIOD, within: unit }, ok: [200] },
      {
        ...{ path: '/v1/schemes/simulate', ok: [200], isDraft: true },
        body: { period: PERIOD, within: unit, revision: 2 },
      },
    ],
  },
  { route: 'GET /v1/runs', ask: () => ({ path: '/v1/runs', ok: [200] }) },
  { route: 'GET /v1/runs/:id', ask: ({ run }) => ({ path: `/v1/runs/${run}`, ok: [200] }) },
  {
    route: 'GET /v1/periods/:period/publications',
    ask: () => ({ path: `/v1/periods/${PERIOD}/publications`, ok: [200] }),
  },
  {
    route: 'GET /v1/periods/:period/revisions',
    ask: () => ({ path: `/v1/periods/${PERIOD}/revisions`, ok: [200] }),
  },
  {
    route: 'GET /v1/periods/:period/differences',
    ask: () => both(`/v1/periods/${PERIOD}/differences?from=1&to=2`),
  },
  {
    route: 'GET /v1/flags',
    about: 'units',
    ask: (_, unit) => both(`/v1/flags?period=${PERIOD}&within=${unit}`),
  },
  {
    route: 'GET /v1/flags/:id',
    about: 'stations',
    ask: ({ flags }, unit) => ({ path: `/v1/flags/${idOf(flags, unit)}`, ok: [200] }),
  },
  {
    route: 'GET /v1/audits',
    about: 'units',
    ask: (_, unit) => both(`/v1/audits?period=${PERIOD}&within=${unit}`),
  },
  {
    route: 'GET /v1/ledger',
    about: 'units',
    ask: (_, unit) => both(`/v1/ledger?period=${PERIOD}&unit=${unit}`),
  },
  {
    route: 'GET /v1/appeals',
    about: 'units',
    ask: (_, unit) => [
      ...both(`/v1/appeals?period=${PERIOD}&unit=${unit}`),
      { path: `/v1/appeals?unit=${unit}`, ok: [200] },
    ],
  },
  {
    route: 'GET /v1/reference/:kind',
    ask: () =>
      Object.keys(REFERENCE).flatMap((kind) => [
        { path: `/v1/reference/${kind}`, ok: [200] },
        { path: `/v1/reference/${kind}?on=${LAST}`, ok: [200] },
      ]),
  },
  {
    route: 'GET /v1/burden',
    about: 'units',
    ask: (_, unit) => ({ path: `/v1/burden?period=${PERIOD}&within=${unit}`, ok: [200] }),
  },
  { route: 'GET /v1/status', ask: () => ({ path: '/v1/status', ok: [200] }) },
  { route: 'GET /v1/trail', ask: () => ({ path: '/v1/trail', ok: [200] }) },

  {
    route: 'POST /v1/submissions',
    about: 'stations',
    ask: (_, unit) => ({ path: '/v1/submissions', body: dayOf(placeOf(unit), LAST), ok: [200] }),
  },
  {
    route: 'POST /v1/submissions/workbook',
    about: 'stations',
    ask: (_, unit) =>
      ['check', 'marked', 'send'].map((mode) => ({
        path: `/v1/submissions/workbook?station=${unit}&mode=${mode}`,
        ...{ body: `表,日期\n零报告,2024-05-07\n`, ok: [200] },
      })),
  },
  {
    route: 'POST /v1/submissions/bulk',
    ask: () => ({ path: '/v1/submissions/bulk', body: { filename: 'a.ndjson' }, ok: [201] }),
  },
  {
    route: 'PUT /v1/submissions/drafts/:station/:date',
    about: 'stations',
    // Of so many saves none was made.
    ask: (_, unit) => ({
      path: `/v1/submissions/drafts/${unit}/${OPEN_DAY}`,
      body: { ...{ version: 99, seconds: 1, document: null }, confirmed: [], basedOn: 0 },
      ok: [409],
    }),
  },
  {
    route: 'PUT /v1/imports/mappings',
    ask: () => ({
      path: '/v1/imports/mappings',
      body: { name: 'walk', ...mappingOf(placeOf(STATION)) },
      ok: [200],
    }),
  },
  {
    route: 'POST /v1/imports',
    // A row of every station: those outside the branch fill nothing.
    ask: () =>
      ['check', 'fill'].map((mode) => ({
        path: `/v1/imports?mapping=walk&mode=${mode}`,
        body: `a,b,c\n${STATIONS.map(({ code }) => `${code},${OPEN_DAY},${code.slice(0, 9)}001\n`).join('')}`,
        ok: [200],
      })),
  },
  {
    route: 'PUT /v1/schemes/:id',
    ask: () => ({ path: `/v1/schemes/own-${STATION}@1`, body: schemeOf(STATION), ok: [200] }),
  },
  {
    route: 'POST /v1/flags/:id/review',
    about: 'stations',
    ask: ({ flags }, unit) => ({
      path: `/v1/flags/${idOf(flags, unit)}/review`,
      body: { state: 'dismissed', note: '已核实' },
      // The province may have reviewed it already.
      ok: [200, 403],
    }),
  },
  {
    route: 'POST /v1/audits/:id/outcome',
    about: 'stations',
    ask: ({ audits }, unit) => ({
      path: `/v1/audits/${idOf(audits, unit)}/outcome`,
      body: { outcome: 'confirmed' },
      ok: [200],
    }),
    // Refused requests come first, so to the station itself the sample is still to be called back.
    closer: ({ unit: own }, unit) => (own === unit ? 404 : undefined),
  },
  {
    route: 'POST /v1/ledger',
    ask: () => ({
      path: '/v1/ledger',
      body: { ...deduction, period: PERIOD, unit: STATION },
      ok: [201],
    }),
  },
  {
    route: 'POST /v1/ledger/:id/withdraw',
    ask: ({ ledger }) => ({
      path: `/v1/ledger/${idOf(ledger, STATION)}/withdraw`,
      body: { reason: '登记有误' },
      ok: [200, 409],
    }),
  },
  {
    route: 'POST /v1/appeals',
    about: 'units',
    // They have all appealed it.
    ask: (_, unit) => ({
      path: '/v1/appeals',
      body: { period: PERIOD, unit, kpi: 'time_in_community', reason: '数据有误' },
      ok: [409],
    }),
    closer: (asker) => (isProvinces(asker) ? 403 : undefined),
  },
  {
    route: 'POST /v1/appeals/:id/comment',
    about: 'units',
    ask: ({ appeals }, unit) => ({
      path: `/v1/appeals/${idOf(appeals, unit)}/comment`,
      body: { text: '情况属实' },
      ok: [200],
    }),
    closer(asker, unit) {
      // The province has appealed nothing.
      if (unit === PROVINCE) return 404;
      return isProvinces(asker) && placeOf(unit).parent !== PROVINCE ? 403 : undefined;
    },
  },
  {
    route: 'POST /v1/appeals/:id/decision',
    about: 'units',
    ask: ({ appeals }, unit) => ({
      path: `/v1/appeals/${idOf(appeals, unit)}/decision`,
      body: { outcome: 'rejected', note: '维持' },
      ok: [200, 409],
    }),
    closer(asker, unit) {
      if (unit === PROVINCE) return 404;
      return isProvinces(asker) ? undefined : 403;
    },
  },
  {
    route: 'PUT /v1/reference/:kind',
    ask: () => ({
      path: '/v1/reference/grids?effective=2024-05-11',
      body: REFERENCE.grids,
      ok: [200],
    }),
  },
  {
    route: 'POST /v1/runs',
    ask: () => ({ path: '/v1/runs', body: { period: CURRENT }, ok: [202, 409] }),
    settle: async (world) => {
      const { items } = await world.must<{ items: readonly Json[] }>(
        { role: 'administrator', unit: PROVINCE },
        'GET',
        '/v1/runs',
      );
      await Promise.all(items.map(({ id }) => world.ended(String(id))));
      await world.drained();
    },
  },
  {
    route: 'DELETE /v1/runs/:id',
    ask: ({ run }) => ({ path: `/v1/runs/${run}`, ok: [200] }),
  },
  {
    route: 'POST /v1/periods/:period/publish',
    ask: () => ({
      path: `/v1/periods/${PERIOD}/publish`,
      body: { revision: 1, reason: 'walk' },
      ok: [200],
    }),
  },
];

/** The units that a line's requests are about. */
export function unitsOf({ about }: Line): readonly (string | undefined)[] {
  switch (about) {
    case 'units':
      return PLACES.map(({ code }) => code);
    case 'stations':
      return STATIONS.map(({ code }) => code);
    case 'schemes':
      return ['410100000000', '410200000000', STATION];
    default:
      return [undefined];
  }
}

/** Lists with a cursor, asked for a page of one by the province and gone on with by everybody. */
export const PAGED: readonly { readonly route: string; readonly path: string }[] = [
  { route: 'GET /v1/trail', path: '/v1/trail?limit=1' },
  { route: 'GET /v1/flags', path: `/v1/flags?period=${PERIOD}&limit=1` },
  { route: 'GET /v1/audits', path: `/v1/audits?period=${PERIOD}&limit=1` },
  { route: 'GET /v1/ledger', path: `/v1/ledger?period=${PERIOD}&limit=1` },
  { route: 'GET /v1/appeals', path: `/v1/appeals?period=${PERIOD}&limit=1` },
  { route: 'GET /v1/appeals', path: '/v1/appeals?limit=1' },
  { route: 'GET /v1/rankings/:period', path: `/v1/rankings/${PERIOD}?level=station&limit=1` },
  {
    route: 'GET /v1/rankings/:period/kpis/:kpi',
    path: `/v1/rankings/${PERIOD}/kpis/time_in_community?level=station&limit=1`,
  },
  {
    route: 'GET /v1/periods/:period/differences',
    path: `/v1/periods/${PERIOD}/differences?from=1&to=2&limit=1`,
  },
];
