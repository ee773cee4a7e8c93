/**
 * Who calls, and the check before every route under `/v1`, by the table of who may do what. The
 * table's fence is the same for all days; what a unit did on a day, the routes look at themselves,
 * since units move.
 */

import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { matchedRoutes } from 'hono/route';
import { z } from 'zod';
import { type Day, dayAt } from '../../shared/calendar/day.ts';
import type { Sender } from '../../shared/submissions/receive.ts';
import type { ReferenceBook } from '../../shared/units/book.ts';
import type { UnitTree } from '../../shared/units/tree.ts';
import {
  ACCESS,
  type Access,
  type Named,
  ROLES,
  type Role,
  type Standing,
} from './access-table.ts';
import type { ApiContext, ApiEnvironment, Services } from './environment.ts';
import { problem } from './problems.ts';

/** The account that calls. */
export interface Caller {
  readonly account: string;
  /** The branch that it sees. */
  readonly unit: string;
  readonly role: Role;
}

/** OpenID Connect Core 1.0, section 2: a subject has 255 characters at most. */
const subjectSchema = z.object({ sub: z.string().min(1).max(255) });

const claimsSchema = z.object({
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
 * Whether the caller reads the rows of a station that name its officers: the station itself does,
 * and reviewers. Whether the station is in the branch is asked for elsewhere.
 */
export function readsOfficers(caller: Caller, station: string): boolean {
  return caller.unit === station || atLeast(caller, 'reviewer');
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

/** The trees of all days that are known: what has been, is, and will be. */
function treesOf(book: ReferenceBook): UnitTree[] {
  const versions = book.versions.filter(({ kind }) => kind === 'units');
  return versions.map(({ effective }) => book.unitsOn(effective));
}

/** Where a unit stands, seen from another, on any of these days. */
function standingOf(trees: readonly UnitTree[], own: string, unit: string): Standing {
  if (unit === own) return 'self';
  if (trees.some((tree) => tree.isWithin(own, unit))) return 'below';
  return trees.some((tree) => tree.isWithin(unit, own)) ? 'above' : 'beside';
}

/** The unit that a path or a query names; bodies and ids are read by the routes. */
function unitNamed(c: Context, pattern: string, named: Named | undefined): string | undefined {
  if (named?.in === 'query') return c.req.query(named.name);
  if (named?.in !== 'path') return undefined;
  return c.req.path.split('/')[pattern.split('/').indexOf(`:${named.name}`)];
}

/** What the table says of the route that a request has found. */
function accessOf(c: Context): Access | undefined {
  const route = routeOf(c);
  return route && ACCESS[`${route.method} ${route.path}`];
}

/** What the token says, which the HTTP API has checked. */
const claimsOf = (c: ApiContext): unknown => c.env.event?.requestContext?.authorizer?.jwt?.claims;

/** Finds out whose token it is, where a route wants to know. Sets `account`. */
export const authenticate = createMiddleware<ApiEnvironment>(async (c, next) => {
  if (!routeOf(c) || accessOf(c)?.role === 'anyone') return next();
  const subject = subjectSchema.safeParse(claimsOf(c));
  if (!subject.success) return problem(c, 'no_branch');
  c.set('account', subject.data.sub);
  return next();
});

/**
 * Finds out for which branch the account calls. Sets `caller`, `book` and `today`; an account
 * of no unit that there is or was gets no further.
 */
export function identify({ reference, clock }: Pick<Services, 'reference' | 'clock'>) {
  return createMiddleware<ApiEnvironment>(async (c, next) => {
    const account = c.get('account');
    if (account === undefined) return next();
    const claims = claimsSchema.safeParse(claimsOf(c));
    if (!claims.success) return problem(c, 'no_branch');
    const { fengqiao_unit: unit, fengqiao_role: role } = claims.data;
    const book = await reference.book();
    const today = dayAt(clock());
    const trees = treesOf(book);
    // A unit that never was: another province's, or a slip. Before there are units anybody's may be.
    if (trees.length > 0 && !trees.some((tree) => tree.unit(unit))) return problem(c, 'no_branch');
    c.set('caller', { account, unit, role: roleOf(role, unit, book, today) });
    c.set('book', book);
    c.set('today', today);
    return next();
  });
}

/**
 * Checks the caller against the table: first the role, then the unit that the request names. A
 * unit that never was in the caller's branch is not there for any route.
 */
export const accessCheck = createMiddleware<ApiEnvironment>(async (c, next) => {
  const route = routeOf(c);
  const caller: Caller | undefined = c.get('caller');
  // Only what anyone may ask, and what is not there, has no caller.
  if (!route || !caller) return next();
  const access = accessOf(c);
  if (!access || access.role === 'anyone' || !atLeast(caller, access.role)) {
    return problem(c, 'forbidden');
  }
  const named = unitNamed(c, route.path, access.unit);
  if (named === undefined) return next();
  const outcome = access.outcomes[standingOf(treesOf(c.get('book')), caller.unit, named)];
  return outcome === 'answered' ? next() : problem(c, outcome);
});
