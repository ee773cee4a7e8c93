/** The units that the changes leave out, each with the reason: nobody is dropped without a word. */
import { count } from '../format.ts';
import { placeName } from '../made-up.ts';
import { Place } from '../place.tsx';
import { Link } from '../router.tsx';
import type { Ways, Wording } from './cells.tsx';
import type { WhyNot } from './changes.ts';
import type { Entry } from './entry.ts';

/** More are counted: of stations without a value there may be hundreds. */
const MOST_NAMED = 30;

export function NotCompared({
  units,
  ways,
  wording: { language, words, say },
}: {
  readonly units: ReadonlyMap<WhyNot, readonly Entry[]>;
  readonly ways: Ways;
  readonly wording: Wording;
}) {
  const all = [...units.values()].reduce((sum, { length }) => sum + length, 0);
  if (all === 0) return null;
  const { leftOut, whyNot, andMore } = say.changes;
  const gap = language === 'zh' ? '、' : ', ';
  return (
    <section className="ranking-left-out">
      <h3>{leftOut(count(all))}</h3>
      <ul>
        {Array.from(units, ([why, entries]) => (
          <li key={why}>
            {whyNot[why]}
            {language === 'zh' ? '：' : ': '}
            {entries.slice(0, MOST_NAMED).map(({ unit, above }, place) => (
              <span key={unit.code}>
                {place > 0 && gap}
                {ways.opens(unit) ? (
                  <Link to={ways.card(unit)} aria-label={words.openScorecard(placeName(unit.name))}>
                    <Place name={[...above, unit].map(({ name }) => placeName(name)).join('')} />
                  </Link>
                ) : (
                  <Place name={unit.name} />
                )}
              </span>
            ))}
            {entries.length > MOST_NAMED && andMore(count(entries.length - MOST_NAMED))}
          </li>
        ))}
      </ul>
    </section>
  );
}
