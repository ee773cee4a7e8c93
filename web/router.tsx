/** Addresses: everything a page shows is in its address, so that it can be sent and gone back to. */
import { type AnchorHTMLAttributes, useSyncExternalStore } from 'react';

/** What an address asks for. */
export type Route =
  | {
      readonly page: 'ranking';
      readonly period: string | undefined;
      readonly within: string | undefined;
      readonly level: string | undefined;
    }
  | { readonly page: 'scorecard'; readonly period: string; readonly unit: string }
  | { readonly page: 'unknown' };

/** Reads an address's path and query. */
export function routeOf(address: string): Route {
  const url = new URL(address, 'http://page');
  const [first, second, third, ...more] = url.pathname.split('/').filter(Boolean);
  if (more.length > 0) return { page: 'unknown' };
  if ((first === undefined || first === 'rankings') && third === undefined) {
    return {
      page: 'ranking',
      period: second,
      within: url.searchParams.get('within') ?? undefined,
      level: url.searchParams.get('level') ?? undefined,
    };
  }
  if (first === 'scorecards' && second && third) {
    return { page: 'scorecard', period: second, unit: third };
  }
  return { page: 'unknown' };
}

export function rankingAddress(
  period?: string,
  query: { readonly within?: string | undefined; readonly level?: string | undefined } = {},
): string {
  const search = new URLSearchParams(
    Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined),
  ).toString();
  return (period ? `/rankings/${period}` : '/') + (search && `?${search}`);
}

export const scorecardAddress = (period: string, unit: string) => `/scorecards/${period}/${unit}`;

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
