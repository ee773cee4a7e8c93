/** The stations of a revision that sent too little to be ranked. */

import { useEffect } from 'react';
import type { Ranking } from '../api.ts';
import { count, NOTHING, percent } from '../format.ts';
import { usePages } from '../pages.ts';
import { Place } from '../place.tsx';
import { calendarAddress, Link } from '../router.tsx';
import { Sheet } from '../sheet.tsx';
import { Failed, Loading } from '../states.tsx';
import { useWords } from '../words.ts';
import { useReviewWords } from './review-words.ts';

const A_PAGE = 1000;

export function IncompleteSection({
  period,
  within,
  revision,
}: {
  readonly period: string;
  readonly within: string;
  readonly revision: number;
}) {
  const { words } = useWords();
  const { language, say } = useReviewWords();
  const path = `/rankings/${period}?level=station&within=${within}&revision=${revision}&limit=${A_PAGE}`;
  const ranking = usePages<Ranking>(path, language);
  // Units without a rank come last: all pages have to be there.
  const { more, failure: broken } = ranking;
  useEffect(() => {
    if (!broken) more?.();
  }, [more, broken]);
  const rows = ranking.pages.flatMap((page) => page.items);
  const isWhole = ranking.first.value !== undefined && ranking.pages.at(-1)?.next === null;
  const unranked = rows.filter((row) => row.unranked !== null);
  const incomplete = unranked.filter((row) => row.unranked === 'incomplete');
  const failure = ranking.first.failure ?? broken;
  return (
    <section className="months-section" aria-labelledby="incomplete">
      <h2 id="incomplete">
        {!isWhole
          ? say.completeness
          : incomplete.length === 0
            ? say.noneIncomplete
            : say.incompleteTitle(count(incomplete.length))}
      </h2>
      {failure?.kind === 'not_found' && <p>{say.noRanking}</p>}
      {failure && failure.kind !== 'not_found' && (
        <Failed failure={failure} retry={ranking.first.retry} />
      )}
      {!isWhole && !failure && (
        <>
          <Loading rows={2} />
          {rows.length > 0 && <p className="quiet">{say.counting(count(rows.length))}</p>}
        </>
      )}
      {isWhole && (
        <p className="caption">{say.incompleteCaption(ranking.first.value?.scheme ?? '')}</p>
      )}
      {isWhole && unranked.length > 0 && (
        <Sheet
          label={say.completeness}
          columns={[
            { key: 'unit', title: say.unit },
            { key: 'completeness', title: say.completeness, isNumber: true },
            { key: 'why', title: say.state },
            { key: 'calendar', title: say.action },
          ]}
          rows={unranked.map((row) => ({
            key: row.unit.code,
            cells: {
              unit: <Place name={row.unit.name} />,
              completeness: row.completeness === null ? NOTHING : percent(row.completeness),
              why: row.unranked && words.unranked[row.unranked],
              calendar: (
                <Link to={calendarAddress(row.unit.code, period.slice(0, 7))}>
                  {say.toCalendar}
                </Link>
              ),
            },
          }))}
        />
      )}
    </section>
  );
}
