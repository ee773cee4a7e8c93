/** A list that the API answers page by page. */
import { useState } from 'react';
import type { List } from './api.ts';
import { type Failure, get, type Resource, useResource } from './resource.ts';

export interface Pages<P> {
  /** The pages that were read, the first one first; none before it is there. */
  readonly pages: readonly P[];
  readonly first: Resource<P>;
  /** Reads the next page; undefined where there is none. */
  readonly more: (() => void) | undefined;
  readonly loadingMore: boolean;
  /** Why the next page could not be read. */
  readonly failure: Failure | undefined;
}

/** What was read beyond the first page of an answer. */
interface Further<P> {
  readonly of: P | undefined;
  readonly pages: readonly P[];
  readonly loading: boolean;
  readonly failure?: Failure | undefined;
}

/** The pages of a GET of `path`, read one after another as they are asked for. */
export function usePages<P extends List<unknown>>(
  path: string | undefined,
  language: string,
): Pages<P> {
  const first = useResource<P>(path, language);
  const [held, setFurther] = useState<Further<P>>({ of: undefined, pages: [], loading: false });
  // Pages after another first page are none of this list.
  const further = held.of === first.value ? held : { of: first.value, pages: [], loading: false };
  const pages = first.value ? [first.value, ...further.pages] : [];
  const next = pages.at(-1)?.next;
  const readNext = async (cursor: string) => {
    const reading = { ...further, loading: true, failure: undefined };
    setFurther(reading);
    const sign = path?.includes('?') ? '&' : '?';
    const answer = await get<P>(`${path}${sign}cursor=${encodeURIComponent(cursor)}`, language);
    setFurther(
      answer.ok
        ? { ...reading, pages: [...reading.pages, answer.value], loading: false }
        : { ...reading, loading: false, failure: answer.failure },
    );
  };
  return {
    ...{ pages, first, loadingMore: further.loading, failure: further.failure },
    more: next && !further.loading ? () => void readNext(next) : undefined,
  };
}
