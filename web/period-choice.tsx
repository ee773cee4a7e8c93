/** The period that a page shows: named in its address, `latest` for the one published last. */
import { useEffect } from 'react';
import type { List, PeriodState } from './api.ts';
import { periodName } from './format.ts';
import { byEnd, draftOnly, latestPublished, withDrafts } from './periods.ts';
import { type Resource, useResource } from './resource.ts';
import { withQuery } from './revision.ts';
import { LATEST, navigate } from './router.tsx';
import { useWords } from './words.ts';

export interface ShownPeriod {
  readonly periods: Resource<List<PeriodState>>;
  /** Undefined until it is known, and where nothing is published. */
  readonly period: string | undefined;
  /** What is known of it: its state, revision, scheme. */
  readonly state: PeriodState | undefined;
  readonly isNonePublished: boolean;
}

/** Resolves `latest`, and leads to the address that names the period. */
export function useShownPeriod(
  asked: string | undefined,
  addressOf: (period: string) => string,
): ShownPeriod {
  const { language } = useWords();
  const periods = useResource<List<PeriodState>>('/periods', language);
  const isLatest = asked === undefined || asked === LATEST;
  const latest = isLatest && periods.value ? latestPublished(periods.value.items) : undefined;
  const target = latest && asked === LATEST ? addressOf(latest) : undefined;
  useEffect(() => {
    if (target !== undefined) navigate(target, 'replace');
  }, [target]);
  const period = isLatest ? latest : asked;
  return {
    ...{ periods, period },
    state: periods.value?.items.find((one) => one.period === period),
    isNonePublished: isLatest && periods.value !== undefined && latest === undefined,
  };
}

/** Where there is no period to show. */
export function NonePublished() {
  const { words } = useWords();
  return (
    <>
      <h1>{words.noPeriodTitle}</h1>
      <p>{words.noPeriodText}</p>
    </>
  );
}

/** Leads to the same page of another period; to its draft where it has nothing else. */
export function PeriodSelect({
  shown,
  addressOf,
  hasDrafts,
}: {
  readonly shown: ShownPeriod;
  readonly addressOf: (period: string) => string;
  /** Whether the page can show a draft: then the periods that have nothing else are offered too. */
  readonly hasDrafts: boolean;
}) {
  const { language, words } = useWords();
  const known = shown.periods.value?.items ?? [];
  const listed = hasDrafts ? withDrafts(known) : byEnd(known);
  const lead = (period: string) => {
    const revision = draftOnly(listed.find((one) => one.period === period));
    navigate(withQuery(addressOf(period), { revision }));
  };
  return (
    <label>
      {words.period}{' '}
      <select
        className="select"
        value={shown.period ?? ''}
        onChange={({ target }) => lead(target.value)}
      >
        {/* A period that nobody has published can be asked for by its address. */}
        {shown.period !== undefined && !listed.some(({ period }) => period === shown.period) && (
          <option value={shown.period}>{periodName(shown.period, language)}</option>
        )}
        {listed.map((one) => (
          <option key={one.period} value={one.period}>
            {periodName(one.period, language)} · {words.states[one.state]}
          </option>
        ))}
      </select>
    </label>
  );
}
