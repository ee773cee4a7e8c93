/** A list of thousands: its first page is shown at once, and the others are fetched behind it. */
import { useEffect, useMemo, useState } from 'react';
import type { List } from '../api.ts';
import { type Failure, get, type Resource, useResource } from '../resource.ts';

export interface AllPages<P> {
  /** What was read so far, the first page first; the same array until more has come. */
  readonly pages: readonly P[];
  readonly first: Resource<P>;
  readonly isComplete: boolean;
  /** Why the rest could not be read. */
  readonly failure: Failure | undefined;
  /** Reads the rest again. */
  readonly retry: () => void;
}

interface Further<P> {
  /** The first page that these come after: pages after another one are none of this list. */
  readonly of?: P;
  readonly pages: readonly P[];
  readonly failure?: Failure;
}

/** Every page of a GET of `path`, one after another. */
export function useAllPages<P extends List<unknown>>(
  path: string | undefined,
  language: string,
): AllPages<P> {
  const first = useResource<P>(path, language);
  const [further, setFurther] = useState<Further<P>>({ pages: [] });
  const [attempt, setAttempt] = useState(0);
  const begin = first.loading ? undefined : first.value;
  useEffect(() => {
    if (path === undefined || !begin?.next || attempt < 0) return;
    const controller = new AbortController();
    void readOn(path, begin, language, controller.signal, setFurther);
    return () => controller.abort();
  }, [path, begin, language, attempt]);
  const pages = useMemo(() => {
    if (!first.value) return [];
    return [first.value, ...(further.of === first.value ? further.pages : [])];
  }, [first.value, further]);
  return {
    ...{ pages, first },
    isComplete: !first.loading && pages.length > 0 && pages.at(-1)?.next === null,
    failure: further.of === first.value ? further.failure : undefined,
    retry: () => setAttempt(attempt + 1),
  };
}

/** Reads the pages after the first, telling of each as it comes, until one fails. */
async function readOn<P extends List<unknown>>(
  path: string,
  begin: P,
  language: string,
  signal: AbortSignal,
  tell: (further: Further<P>) => void,
): Promise<void> {
  const sign = path.includes('?') ? '&' : '?';
  const pages: P[] = [];
  tell({ of: begin, pages });
  for (let next = begin.next; next !== null; next = pages.at(-1)?.next ?? null) {
    const cursor = `cursor=${encodeURIComponent(next)}`;
    const answer = await get<P>(path + sign + cursor, language, signal);
    if (signal.aborted) return;
    if (!answer.ok) return tell({ of: begin, pages: [...pages], failure: answer.failure });
    pages.push(answer.value);
    tell({ of: begin, pages: [...pages] });
  }
}
