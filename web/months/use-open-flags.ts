/** How many flags wait in each period, counted one period after another. */
import { useEffect, useState } from 'react';
import type { List } from '../api.ts';
import { get } from '../resource.ts';
import { useWords } from '../words.ts';
import type { Flag } from './months.ts';

const MOST = 1000;

/** A count; `isMore` where there are more than were counted, null where it could not be told. */
export type OpenFlags = { readonly count: number; readonly isMore: boolean } | null;

export function useOpenFlags(periods: readonly string[]): ReadonlyMap<string, OpenFlags> {
  const { language } = useWords();
  const [counts, setCounts] = useState<ReadonlyMap<string, OpenFlags>>(new Map());
  const asked = periods.join(' ');
  useEffect(() => {
    const controller = new AbortController();
    const ask = async () => {
      for (const period of asked.split(' ').filter(Boolean)) {
        const path = `/flags?period=${period}&state=open&limit=${MOST}`;
        const answer = await get<List<Flag>>(path, language, controller.signal);
        if (controller.signal.aborted) return;
        const { items, next } = answer.ok ? answer.value : { items: [], next: null };
        const found = answer.ok ? { count: items.length, isMore: next !== null } : null;
        setCounts((held) => new Map([...held, [period, found]]));
      }
    };
    void ask();
    return () => controller.abort();
  }, [asked, language]);
  return counts;
}
