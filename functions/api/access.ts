/** Who may do what: one table, one check before every route under `/v1`. */

import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { matchedRoutes } from 'hono/route';
import { z } from 'zod';
import { type Day, dayAt } from '../../shared/calendar/day.ts';
import type { Sender } from '../../shared/submissions/receive.ts';
import type { ReferenceBook } from '../../shared/units/book.ts';
import type { ApiContext, ApiEnvironment, Services } from './environment.ts';
import { problem } from './problems.ts';

/** Each role may do what those before it may. */
const ROLES = ['viewer', 'clerk', 'reviewer', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** The smallest role that a route asks for; a route that is not here answers nobody. */
export const ACCESS: Readonly<Record<string, Role | 'anyone'>> = {
  'GET /v1/openapi.json': 'anyone',
  'POST /v1/submissions': 'clerk',
  'GET /v1/submissions': 'viewer',
  'GET /v1/submissions/missing': 'viewer',
  'GET /v1/submissions/template': 'clerk',
  'POST /v1/submissions/workbook': 'clerk',
  'POST /v1/submissions/bulk': 'clerk',
  'GET /v1/submissions/bulk/:id': 'clerk',
  // The document's rows name officers: the route looks closer.
  'GET /v1/submissions/:station/:date': 'viewer',
  'GET /v1/submissions/orphans': 'viewer',
  // Drafts name officers: the routes look closer.
  'GET /v1/submissions/drafts/:station/:date': 'clerk',
  'PUT /v1/submissions/drafts/:station/:date': 'clerk',
  'POST /v1/imports': 'clerk',
  'GET /v1/imports/mappings': 'clerk',
  'PUT /v1/imports/mappings': 'clerk',
  'GET /v1/units/:code': 'viewer',
  'GET /v1/units/:code/children': 'viewer',
  'GET /v1/periods': 'viewer',
  'GET /v1/scorecards/:period/:unit': 'viewer',
  'GET /v1/scorecards/:unit': 'viewer',
  // Rows name officers: the route looks closer.
  'GET /v1/scorecards/:period/:unit/kpis/:kpi/evidence': 'viewer',
  // Of officers they tell how many, of rows how many.
  'GET /v1/scorecards/:period/:unit/grids': 'viewer',
  'GET /v1/scorecards/:period/:unit/grids/:grid': 'viewer',
  'GET /v1/rankings/:period': 'viewer',
  'GET /v1/rankings/:period/kpis/:kpi': 'viewer',
  'GET /v1/figures/:period': 'viewer',
  'GET /v1/trends/:unit': 'viewer',
  'GET /v1/reports/:period/:unit': 'viewer',
  'GET /v1/kpis': 'viewer',
  'GET /v1/kpis/:id': 'viewer',
  'GET /v1/schemes': 'viewer',
  'GET /v1/schemes/:id': 'viewer',
  'PUT /v1/schemes/:id': 'administrator',
  'GET /v1/schemes/:id/differences': 'viewer',
  'POST /v1/schemes/simulate': 'viewer',
  'POST /v1/runs': 'administrator',
  'GET /v1/runs': 'administrator',
  'GET /v1/runs/:id': 'administrator',
  'DELETE /v1/runs/:id': 'administrator',
  'POST /v1/periods/:period/publish': 'administrator',
  'GET /v1/periods/:period/publications': 'reviewer',
  'GET /v1/periods/:period/revisions': 'reviewer',
  'GET /v1/periods/:period/differences': 'reviewer',
  'GET /v1/flags': 'reviewer',
  'GET /v1/flags/:id': 'reviewer',
  'POST /v1/flags/:id/review': 'reviewer',
  'GET /v1/audits': 'reviewer',
  'POST /v1/audits/:id/outcome': 'reviewer',
  'GET /v1/ledger': 'viewer',
  'POST /v1/ledger': 'administrator',
  'POST /v1/ledger/:id/withdraw': 'administrator',
  'GET /v1/appeals': 'viewer',
  'POST /v1/appeals': 'clerk',
  'POST /v1/appeals/:id/comment': 'reviewer',
  'POST /v1/appeals/:id/decision': 'reviewer',
  'PUT /v1/reference/:kind': 'administrator',
  'GET /v1/reference/:kind': 'administrator',
  'GET /v1/burden': 'viewer',
  'GET /v1/status': 'viewer',
  'GET /v1/trail': 'reviewer',
};

/** The account that calls. */
export interface Caller {
  readonly account: string;
  /** The branch that it sees. */
  readonly unit: string;
  readonly role: Role;
}

const claimsSchema = z.object({
  sub: z.string().min(1),
  fengqiao_unit: z.string().regex(/^\d{12}$/),
  fengqiao_role: z.enum(ROLES),
});

/** Whether the caller's role includes `role`. */
export function atLeast(caller: Caller, role: Role): boolean {
  return ROLES.indexOf(caller.role) >= ROLES.indexOf(role);
}

/**
 * Whether `unit` is in the caller's branch on the day. Where it is not, the answer is 404, as
 * for a unit that does not exist.
 */
export function sees(caller: Caller, book: ReferenceBook, unit: string, day: Day): boolean {
  return book.unitsOn(day).isWithin(caller.unit, unit);
}

/**
 * Whether what a station did on the day is in the caller's branch: the station was there on that
 * day, or is there today and has brought its past with it.
 */
export function seesDay(c: ApiContext, station: string, day: Day): boolean {
  const [caller, book] = [c.get('caller'), c.get('book')];
  return sees(caller, book, station, day) || sees(caller, book, station, c.get('today'));
}

/**
 * Whether the caller may judge a unit: those above it may, it itself may not (403), and to
 * others it is not there (404).
 */
export function judges(
  caller: Caller,
  book: ReferenceBook,
  unit: string,
  day: Day,
): 'yes' | 'not_found' | 'forbidden' {
  if (!sees(caller, book, unit, day)) return 'not_found';
  return caller.unit === unit ? 'forbidden' : 'yes';
}

/** On whose account the caller's submissions arrive; the table lets no viewer come here. */
export function senderOf({ account, unit, role }: Caller): Sender {
  if (role === 'viewer') throw new Error('a viewer sends no submissions');
  return { account, unit, role };
}

/**
 * Administrators are the province's: below it the role is that of a reviewer. As long as no
 * units are loaded a code that can only be a province's is taken for one, since somebody has
 * to load them.
 */
function roleOf(role: Role, unit: string, book: ReferenceBook, today: Day): Role {
  if (role !== 'administrator') return role;
  const units = book.unitsOn(today);
  const isProvince =
    units.units.length === 0 ? /^\d{2}0{10}$/.test(unit) : units.unit(unit)?.level === 'province';
  return isProvince ? role : 'reviewer';
}

/** The route that a request has found, with its pattern as path; undefined where there is none. */
export function routeOf(
  c: Context,
): { readonly method: string; readonly path: string } | undefined {
  return matchedRoutes(c).find(({ method }) => method !== 'ALL');
}

/** Checks the caller's role against the table; sets `caller`, `book` and `today`. */
export function accessCheck({ reference, clock }: Pick<Services, 'reference' | 'clock'>) {
  return createMiddleware<ApiEnvironment>(async (c, next) => {
    const route = routeOf(c);
    if (!route) return next();
    const needed = ACCESS[`${route.method} ${route.path}`];
    if (needed === 'anyone') return next();
    const claims = claimsSchema.safeParse(c.env.event?.requestContext?.authorizer?.jwt?.claims);
    if (!claims.success) return problem(c, 'no_branch');
    const { sub, fengqiao_unit: unit, fengqiao_role: role } = claims.data;
    const book = await reference.book();
    const today = dayAt(clock());
    const caller = { account: sub, unit, role: roleOf(role, unit, book, today) };
    if (needed === undefined || !atLeast(caller, needed)) return problem(c, 'forbidden');
    c.set('caller', caller);
    c.set('book', book);
    c.set('today', today);
    return next();
  });
}
