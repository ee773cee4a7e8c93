/** A day's submissions county by county, those with somebody missing first. */
import { monthOf } from '../../shared/calendar/day.ts';
import type { Unit } from '../api.ts';
import { count } from '../format.ts';
import { placeName } from '../made-up.ts';
import { calendarAddress, Link } from '../router.tsx';
import { byMissing, type CountyDay, type Missing } from './today.ts';
import { useTodayWords } from './today-words.ts';

/** So many counties are opened from the start. */
const OPENED = 3;
/** The first digits of a code, which a city and its counties share (GB/T 2260). */
const CITY_DIGITS = 4;

export function Counties({
  answer,
  cities,
}: {
  readonly answer: Missing;
  /** The province's cities, to tell counties of one name apart; otherwise none. */
  readonly cities: readonly Unit[];
}) {
  const { say } = useTodayWords();
  const { behind, complete } = byMissing(answer.items);
  const names = new Map(
    cities.map(({ code, name }) => [code.slice(0, CITY_DIGITS), placeName(name)]),
  );
  const nameOf = ({ county }: CountyDay) => {
    const city = names.get(county.code.slice(0, CITY_DIGITS));
    const name = placeName(county.name);
    return city === undefined || city === name ? name : `${city} ${name}`;
  };
  return (
    <>
      {behind.length > 0 && (
        <section aria-labelledby="behind" className="command-section">
          <h2 id="behind">
            {(answer.isOver ? say.byCounty : say.byCountyOpen)(count(behind.length))}
          </h2>
          {behind.map((county) => (
            <details
              key={`${answer.date} ${county.county.code}`}
              open={behind.length <= OPENED}
              className="command-county"
            >
              <summary>
                <CountyLine county={county} name={nameOf(county)} isOver={answer.isOver} />
              </summary>
              <ul
                className="command-stations"
                aria-label={answer.isOver ? say.missingList : say.openList}
              >
                {county.missing.map(({ code, name }) => (
                  <li key={code}>
                    <Link
                      to={calendarAddress(code, monthOf(answer.date))}
                      title={say.calendarOf(placeName(name))}
                    >
                      {placeName(name)}
                    </Link>
                  </li>
                ))}
              </ul>
            </details>
          ))}
        </section>
      )}
      {complete.length > 0 && (
        <details className="command-complete" open={behind.length === 0 && complete.length <= 20}>
          <summary>{say.complete(count(complete.length))}</summary>
          <ul className="command-lines">
            {complete.map((county) => (
              <li key={county.county.code}>
                <CountyLine county={county} name={nameOf(county)} isOver={answer.isOver} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** A county's name, how much has come, and in words how much is missing. */
function CountyLine({
  county,
  name,
  isOver,
}: {
  readonly county: CountyDay;
  readonly name: string;
  readonly isOver: boolean;
}) {
  const { say } = useTodayWords();
  const { expected, submitted, missing } = county;
  const share = expected > 0 ? (submitted / expected) * 100 : 100;
  const left = count(missing.length);
  return (
    <span className="command-line">
      <span>{name}</span>
      <span className="command-bar" aria-hidden="true">
        <span style={{ width: `${share}%` }} />
      </span>
      <span className="number">
        {count(submitted)} / {count(expected)}
      </span>
      <span className={missing.length > 0 ? 'command-missing' : 'quiet'}>
        {missing.length === 0 ? say.done : isOver ? say.missingOf(left) : say.openOf(left)}
      </span>
    </span>
  );
}
