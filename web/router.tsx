/** Addresses: everything a page shows is in its address, so that it can be sent and gone back to. */
import { type AnchorHTMLAttributes, useSyncExternalStore } from 'react';
import { isDay } from '../shared/calendar/day.ts';
import { parsePeriod } from '../shared/calendar/period.ts';

/** What an address asks for. */
export type Route =
  | {
      readonly page: 'ranking';
      readonly period: string | undefined;
      readonly within: string | undefined;
      readonly level: string | undefined;
    }
  /** `period` may be `latest`: the one published last. */
  | { readonly page: 'scorecard'; readonly period: string; readonly unit: string }
  | {
      readonly page: 'evidence';
      readonly period: string;
      readonly unit: string;
      readonly kpi: string;
    }
  | {
      readonly page: 'village';
      readonly period: string;
      readonly unit: string;
      readonly grid: string;
    }
  /** Of the own branch, or of a unit in it. */
  | {
      readonly page: 'overview';
      readonly period: string | undefined;
      readonly unit: string | undefined;
    }
  | { readonly page: 'months' }
  | { readonly page: 'month'; readonly period: string }
  | { readonly page: 'schemes' }
  | { readonly page: 'scheme'; readonly scheme: string; readonly isEdited: boolean }
  | { readonly page: 'report'; readonly period: string; readonly unit: string }
  | { readonly page: 'catalogue'; readonly kpi: string | undefined }
  | { readonly page: 'appeals' }
  | { readonly page: 'calendar'; readonly station: string; readonly month: string | undefined }
  | { readonly page: 'day'; readonly station: string; readonly date: string }
  | {
      readonly page: 'revision';
      readonly station: string;
      readonly date: string;
      readonly revision: number;
    }
  | { readonly page: 'upload'; readonly station: string }
  | { readonly page: 'today'; readonly date: string | undefined }
  | { readonly page: 'bulk'; readonly id: string | undefined }
  | { readonly page: 'imports' }
  | { readonly page: 'trail' }
  | { readonly page: 'guide' }
  | { readonly page: 'unknown' };

/** What stands in an address for the period that was published last. */
export const LATEST = 'latest';

/** Pages that deal with a day that cannot be themselves: one takes today, the form says why. */
const SAYS_WHY: readonly Route['page'][] = ['today', 'day'];

/** Reads an address's path and query. A period or a day that cannot be makes it no page's. */
export function routeOf(address: string): Route {
  const route = namedBy(address);
  const isMistyped =
    ('period' in route && !isPeriodOf(route.page, route.period)) ||
    ('date' in route && !SAYS_WHY.includes(route.page) && !isDay(route.date ?? ''));
  return isMistyped ? { page: 'unknown' } : route;
}

function isPeriodOf(page: Route['page'], period: string | undefined): boolean {
  if (period === undefined) return true;
  // The page of a month shows what is still to be published, too: it has no latest.
  return (period === LATEST && page !== 'month') || parsePeriod(period) !== undefined;
}

function namedBy(address: string): Route {
  const url = new URL(address, 'http://page');
  const query = (name: string) => url.searchParams.get(name) ?? undefined;
  const [first, ...rest] = url.pathname.split('/').filter(Boolean);
  const [second, third, fourth, fifth] = rest;
  switch (`${first ?? 'overview'} ${rest.length}`) {
    case 'overview 0':
    case 'overview 1':
      return { page: 'overview', period: second, unit: query('unit') };
    case 'rankings 0':
    case 'rankings 1':
      return { page: 'ranking', period: second, within: query('within'), level: query('level') };
    case 'scorecards 2':
      return { page: 'scorecard', period: second ?? '', unit: third ?? '' };
    case 'scorecards 4':
      if (fourth === 'grids') {
        return { page: 'village', period: second ?? '', unit: third ?? '', grid: fifth ?? '' };
      }
      if (fourth !== 'kpis') break;
      return { page: 'evidence', period: second ?? '', unit: third ?? '', kpi: fifth ?? '' };
    case 'months 0':
      return { page: 'months' };
    case 'months 1':
      return { page: 'month', period: second ?? '' };
    case 'schemes 0':
      return { page: 'schemes' };
    case 'schemes 1':
      return { page: 'scheme', scheme: second ?? '', isEdited: false };
    case 'schemes 2':
      if (third !== 'edit') break;
      return { page: 'scheme', scheme: second ?? '', isEdited: true };
    case 'reports 2':
      return { page: 'report', period: second ?? '', unit: third ?? '' };
    case 'catalogue 0':
    case 'catalogue 1':
      return { page: 'catalogue', kpi: second };
    case 'appeals 0':
      return { page: 'appeals' };
    case 'stations 1':
      return { page: 'calendar', station: second ?? '', month: query('month') };
    case 'stations 2':
      if (third !== 'upload') break;
      return { page: 'upload', station: second ?? '' };
    case 'stations 3':
      if (third !== 'days') break;
      return { page: 'day', station: second ?? '', date: fourth ?? '' };
    case 'stations 5':
      if (third !== 'days' || fifth !== 'revisions' || !/^[1-9]\d*$/.test(rest[4] ?? '')) break;
      return {
        ...{ page: 'revision', station: second ?? '', date: fourth ?? '' },
        revision: Number(rest[4]),
      };
    case 'today 0':
      return { page: 'today', date: query('date') };
    case 'bulk 0':
    case 'bulk 1':
      return { page: 'bulk', id: second };
    case 'imports 0':
      return { page: 'imports' };
    case 'trail 0':
      return { page: 'trail' };
    case 'guide 0':
      return { page: 'guide' };
  }
  return { page: 'unknown' };
}

/** An address with what is said of its query; what is undefined is left out. */
function addressOf(path: string, query: Readonly<Record<string, string | undefined>> = {}): string {
  const search = new URLSearchParams(
    Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined),
  ).toString();
  return path + (search && `?${search}`);
}

/** The first page of an account that looks at units below its own. */
export const overviewAddress = (period?: string, unit?: string, kpi?: string) =>
  addressOf(period || unit ? `/overview/${period ?? 'latest'}` : '/', { unit, kpi });

export const rankingAddress = (
  period?: string,
  query: { readonly within?: string | undefined; readonly level?: string | undefined } = {},
) => addressOf(period ? `/rankings/${period}` : '/rankings', query);

export const villageAddress = (period: string, station: string, grid: string) =>
  `${scorecardAddress(period, station)}/grids/${grid}`;
export const monthAddress = (period: string) => `/months/${period}`;
export const schemeAddress = (name: string) => `/schemes/${name}`;
export const reportAddress = (period: string, unit: string) => `/reports/${period}/${unit}`;
export const catalogueAddress = (kpi?: string) => (kpi ? `/catalogue/${kpi}` : '/catalogue');
/** Where the catalogue says how a kind of number is read: `ranks`, `intervals`. */
export const readingAddress = (topic: string) => `/catalogue#${topic}`;
export const scorecardAddress = (period: string, unit: string) => `/scorecards/${period}/${unit}`;
export const evidenceAddress = (period: string, unit: string, kpi: string) =>
  `${scorecardAddress(period, unit)}/kpis/${kpi}`;
/** `month` as `2024-04`. */
export const calendarAddress = (station: string, month?: string) =>
  `/stations/${station}${month ? `?month=${month}` : ''}`;
export const dayAddress = (station: string, date: string) => `/stations/${station}/days/${date}`;
export const revisionAddress = (station: string, date: string, revision: number) =>
  `${dayAddress(station, date)}/revisions/${revision}`;
export const uploadAddress = (station: string) => `/stations/${station}/upload`;

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}

/** Path and query of the page, as they are now. */
export function useAddress(): string {
  return useSyncExternalStore(subscribe, () => location.pathname + location.search);
}

/** Goes to an address; `replace` leaves no step to go back to. */
export function navigate(address: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') history.pushState(null, '', address);
  else history.replaceState(null, '', address);
  for (const listener of listeners) listener();
  if (how === 'push') window.scrollTo(0, 0);
}

/**
 * A word of the address's query that the page keeps its state in (a sort, a filter), so that the
 * address can be sent; setting it leaves no step to go back to. The usual value is not written.
 */
export function useQueryWord(
  name: string,
  usual: string,
): readonly [value: string, set: (value: string) => void] {
  const url = new URL(useAddress(), 'http://page');
  const set = (value: string) => {
    // Of the address as it is by then: two words may be set one after the other.
    const now = new URL(location.href);
    if (value === usual) now.searchParams.delete(name);
    else now.searchParams.set(name, value);
    navigate(now.pathname + now.search, 'replace');
  };
  return [url.searchParams.get(name) ?? usual, set];
}

/** A link within the application; with a modifier key it is the browser's own. */
export function Link({
  to,
  ...rest
}: { readonly to: string } & AnchorHTMLAttributes<HTMLAnchorElement>) {
  return (
    <a
      {...rest}
      href={to}
      onClick={(event) => {
        const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
        if (!plain || event.button !== 0) return;
        event.preventDefault();
        navigate(to);
      }}
    />
  );
}
