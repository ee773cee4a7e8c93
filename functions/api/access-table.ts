/**
 * Who may do what: route × role × branch, in one table. The check before every route reads it, so
 * do the API's page and the walk that tries every line of it over HTTP.
 */

/** Each role may do what those before it may. */
export const ROLES = ['viewer', 'clerk', 'reviewer', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** Where the unit that a request is about stands, seen from the caller's own. */
export const STANDINGS = ['self', 'below', 'above', 'beside'] as const;
export type Standing = (typeof STANDINGS)[number];

/** What follows: an answer, 403, or 404 as for a unit that does not exist. */
export type Outcome = 'answered' | 'forbidden' | 'not_found';

/** What of a request names the unit that it is about; an id does, through what it is the id of. */
export interface Named {
  readonly in: 'path' | 'query' | 'body' | 'id';
  readonly name: string;
}

export interface Access {
  /** The smallest role; a smaller one gets 403 whatever it asks about. */
  readonly role: Role | 'anyone';
  /** Undefined where the request is about no unit; left out of a query it is the caller's own. */
  readonly unit?: Named;
  /** By where that unit stands. */
  readonly outcomes: Readonly<Record<Standing, Outcome>>;
  /**
   * Which units an answer may name. `branch`: the caller's, those below it and those above it;
   * `table`: also those that are ranked with it; `every`: all, for the province's administrators.
   */
  readonly names: 'branch' | 'table' | 'every';
  /**
   * Rows that name officers are read by the station itself and by reviewers: others get 403, or
   * an answer without them.
   */
  readonly officers?: 'forbidden' | 'left_out';
  /** Asked for by `revision`, what is not published is for reviewers: others get 403. */
  readonly drafts?: 'reviewers';
  /** What the route itself looks at beyond this. */
  readonly also?: string;
}

const BRANCH = {
  self: 'answered',
  below: 'answered',
  above: 'not_found',
  beside: 'not_found',
} as const;
/** Whoever is judged does not judge itself. */
const JUDGED = { ...BRANCH, self: 'forbidden' } as const;
/** Nobody speaks for those below it. */
const OWN = { ...BRANCH, below: 'forbidden' } as const;
/** The table in which a unit is ranked is its parent's. */
const RANKED = { ...BRANCH, above: 'answered' } as const;

type Details = Partial<Omit<Access, 'role' | 'unit'>>;

const about =
  (place: Named['in']) =>
  (role: Role, name: string, details: Details = {}) =>
    ({ role, unit: { in: place, name }, outcomes: BRANCH, names: 'branch', ...details }) as const;
const byPath = about('path');
const byQuery = about('query');
const byBody = about('body');
const byId = about('id');
/** About no unit: of the caller's branch, as far as it is of any. */
const open = (role: Role, details: Details = {}): Access => ({
  ...{ role, outcomes: BRANCH, names: 'branch' },
  ...details,
});
/** The province's: below it an administrator's role is that of a reviewer. */
const provincial = (): Access => open('administrator', { names: 'every' });

/** A route that is not here answers nobody. */
export const ACCESS: Readonly<Record<string, Access>> = {
  'GET /v1/openapi.json': { role: 'anyone', outcomes: BRANCH, names: 'branch' },
  'POST /v1/submissions': byBody('clerk', 'station'),
  'GET /v1/submissions': byQuery('viewer', 'station'),
  'GET /v1/submissions/missing': byQuery('viewer', 'within'),
  'GET /v1/submissions/template': byQuery('clerk', 'station', { officers: 'left_out' }),
  'POST /v1/submissions/workbook': byQuery('clerk', 'station'),
  'POST /v1/submissions/bulk': open('clerk', { also: 'each line is received as a submission' }),
  'GET /v1/submissions/bulk/:id': byId('clerk', 'the unit that asked for the upload'),
  'GET /v1/submissions/:station/:date': byPath('viewer', 'station', { officers: 'forbidden' }),
  'GET /v1/submissions/orphans': byQuery('viewer', 'station'),
  'GET /v1/submissions/drafts/:station/:date': byPath('clerk', 'station', {
    officers: 'forbidden',
  }),
  'PUT /v1/submissions/drafts/:station/:date': byPath('clerk', 'station', {
    officers: 'forbidden',
  }),
  'POST /v1/imports': open('clerk', {
    also: 'a row of a station outside the branch fills nothing',
  }),
  'GET /v1/imports/mappings': open('clerk', { also: 'of the own unit and those above it' }),
  'PUT /v1/imports/mappings': open('clerk', { also: "the own unit's" }),
  'GET /v1/units/:code': byPath('viewer', 'code'),
  'GET /v1/units/:code/children': byPath('viewer', 'code'),
  'GET /v1/periods': open('viewer', { also: 'drafts are listed for reviewers' }),
  'GET /v1/scorecards/:period/:unit': byPath('viewer', 'unit', { drafts: 'reviewers' }),
  'GET /v1/scorecards/:unit': byPath('viewer', 'unit'),
  'GET /v1/scorecards/:period/:unit/kpis/:kpi/evidence': byPath('viewer', 'unit', {
    officers: 'left_out',
    drafts: 'reviewers',
  }),
  // A village has one officer, so its minutes are an officer's.
  'GET /v1/scorecards/:period/:unit/grids': byPath('viewer', 'unit', {
    officers: 'left_out',
    drafts: 'reviewers',
  }),
  'GET /v1/scorecards/:period/:unit/grids/:grid': byPath('viewer', 'unit', {
    officers: 'left_out',
    drafts: 'reviewers',
  }),
  'GET /v1/rankings/:period': byQuery('viewer', 'within', {
    outcomes: RANKED,
    names: 'table',
    drafts: 'reviewers',
    also: "above: only the parent's table of the caller's own level, once it is published; else 404",
  }),
  'GET /v1/rankings/:period/kpis/:kpi': byQuery('viewer', 'within', { drafts: 'reviewers' }),
  'GET /v1/figures/:period': byQuery('viewer', 'within', { drafts: 'reviewers' }),
  'GET /v1/trends/:unit': byPath('viewer', 'unit'),
  'GET /v1/reports/:period/:unit': byPath('viewer', 'unit', { drafts: 'reviewers' }),
  'GET /v1/kpis': open('viewer'),
  'GET /v1/kpis/:id': open('viewer'),
  'GET /v1/schemes': open('viewer', { also: 'of the branch and of units above it' }),
  'GET /v1/schemes/:id': byId('viewer', "the scheme's jurisdiction", { outcomes: RANKED }),
  'PUT /v1/schemes/:id': provincial(),
  'GET /v1/schemes/:id/differences': byId('viewer', "the scheme's jurisdiction", {
    outcomes: RANKED,
  }),
  'POST /v1/schemes/simulate': byBody('viewer', 'within', { drafts: 'reviewers' }),
  'POST /v1/runs': provincial(),
  'GET /v1/runs': provincial(),
  'GET /v1/runs/:id': provincial(),
  'DELETE /v1/runs/:id': provincial(),
  'POST /v1/periods/:period/publish': provincial(),
  'GET /v1/periods/:period/publications': open('reviewer'),
  'GET /v1/periods/:period/revisions': open('reviewer'),
  'GET /v1/periods/:period/differences': open('reviewer'),
  'GET /v1/flags': byQuery('reviewer', 'within'),
  'GET /v1/flags/:id': byId('reviewer', "the flag's unit"),
  'POST /v1/flags/:id/review': byId('reviewer', "the flag's unit", {
    outcomes: JUDGED,
    also: 'what a level further up has said, 403',
  }),
  'GET /v1/audits': byQuery('reviewer', 'within', {
    also: 'a station sees its own once they are called back',
  }),
  'POST /v1/audits/:id/outcome': byId('reviewer', "the sample's station", {
    outcomes: JUDGED,
    also: 'to the station itself 404 as long as it is open',
  }),
  'GET /v1/ledger': byQuery('viewer', 'unit'),
  'POST /v1/ledger': provincial(),
  'POST /v1/ledger/:id/withdraw': provincial(),
  'GET /v1/appeals': byQuery('viewer', 'unit'),
  'POST /v1/appeals': byBody('clerk', 'unit', {
    outcomes: OWN,
    also: 'the province has nobody to appeal to, 403',
  }),
  'POST /v1/appeals/:id/comment': byId('reviewer', "the appeal's unit", {
    outcomes: JUDGED,
    also: 'the province only where it is the level above, else 403',
  }),
  'POST /v1/appeals/:id/decision': byId('reviewer', "the appeal's unit", {
    outcomes: JUDGED,
    also: 'the province only, else 403',
  }),
  'PUT /v1/reference/:kind': provincial(),
  'GET /v1/reference/:kind': provincial(),
  'GET /v1/burden': byQuery('viewer', 'within'),
  'GET /v1/status': open('viewer'),
  'GET /v1/trail': open('reviewer', { also: "the system's own acts are told to administrators" }),
};
