/** The trail: who did what, the latest first; days and kind stand in the address. */
import { Button } from 'antd';
import { addDays, type Day, isDay } from '../../shared/calendar/day.ts';
import { ACTS, MOST_TRAIL_DAYS } from '../../shared/trail/acts.ts';
import type { NamedEntry } from '../../shared/trail/trail.ts';
import {
  ACT_NAMES,
  factsText,
  idOf,
  outcomeName,
  reasonText,
  SCHEDULE,
  SYSTEM,
} from '../../shared/trail/words.ts';
import type { List } from '../api.ts';
import { useToday } from '../clock.ts';
import { clockName, fullDayName } from '../dates.ts';
import { ExportButton } from '../export-button.tsx';
import { count } from '../format.ts';
import { usePages } from '../pages.ts';
import { Place } from '../place.tsx';
import { useQueryWord } from '../router.tsx';
import type { Session } from '../session.ts';
import { Sheet } from '../sheet.tsx';
import { Failed, Loading } from '../states.tsx';
import { useWords } from '../words.ts';
import { useTrailWords } from './words.ts';

const ALL = 'all';
const USUAL_DAYS = 7;

export default function TrailPage({ session }: { readonly session: Session }) {
  const { words } = useWords();
  const { language, say } = useTrailWords();
  const today = useToday();
  const [to, setTo] = useQueryWord('to', today);
  const [from, setFrom] = useQueryWord('from', addDays(to, 1 - USUAL_DAYS));
  const [kind, setKind] = useQueryWord('act', ALL);
  // The other end follows, so that no more is asked for than is answered.
  const changeFrom = (day: Day) => {
    const last = addDays(day, MOST_TRAIL_DAYS - 1);
    if (to < day) setTo(day);
    else if (to > last) setTo(last);
    setFrom(day);
  };
  const changeTo = (day: Day) => {
    const first = addDays(day, 1 - MOST_TRAIL_DAYS);
    if (from > day) setFrom(day);
    else if (from < first) setFrom(first);
    setTo(day);
  };
  const path = `/trail?from=${from}&to=${to}${kind === ALL ? '' : `&act=${kind}`}`;
  const trail = usePages<List<NamedEntry>>(path, language);
  const entries = trail.pages.flatMap(({ items }) => items);

  const dayField = (name: string, value: string, set: (day: string) => void) => (
    <label>
      {name}{' '}
      <input
        type="date"
        value={value}
        max={today}
        onChange={({ target }) => isDay(target.value) && set(target.value)}
      />
    </label>
  );
  return (
    <div className={trail.first.loading ? 'stale' : ''}>
      <h1>
        {!trail.first.value
          ? say.table
          : entries.length === 0
            ? say.none
            : say.title(count(entries.length), trail.more !== undefined)}
      </h1>
      <p className="caption">
        {say.caption}
        {session.role === 'reviewer' && ` ${say.branch}`}
      </p>
      <div className="controls trail-controls">
        {dayField(say.from, from, changeFrom)}
        {dayField(say.to, to, changeTo)}
        <label>
          {say.kind}{' '}
          <select
            aria-label={say.kind}
            value={kind}
            onChange={({ target }) => setKind(target.value)}
          >
            <option value={ALL}>{say.all}</option>
            {ACTS.map((act) => (
              <option key={act} value={act}>
                {ACT_NAMES[act][language]}
              </option>
            ))}
          </select>
        </label>
        {entries.length > 0 && <ExportButton path={path} />}
        <span role="status" className="quiet">
          {trail.first.loading && trail.first.value ? words.updating : ''}
        </span>
      </div>
      {trail.first.failure && <Failed failure={trail.first.failure} retry={trail.first.retry} />}
      {!trail.first.value && !trail.first.failure && <Loading rows={10} />}
      {entries.length > 0 && <TrailTable entries={entries} />}
      {trail.failure && <Failed failure={trail.failure} retry={() => trail.more?.()} />}
      {(trail.more || trail.loadingMore) && (
        <Button onClick={trail.more} loading={trail.loadingMore}>
          {say.more}
        </Button>
      )}
    </div>
  );
}

function TrailTable({ entries }: { readonly entries: readonly NamedEntry[] }) {
  const { language, say } = useTrailWords();
  const quiet = (text: string | null) =>
    text !== null && <div className="quiet trail-what">{text}</div>;
  return (
    <div className="trail-table">
      <Sheet
        label={say.table}
        isTall
        columns={[
          { key: 'at', title: say.at },
          { key: 'act', title: say.kind },
          { key: 'what', title: say.what },
          { key: 'outcome', title: say.outcome },
          { key: 'unit', title: say.unit },
          { key: 'account', title: say.account },
        ]}
        rows={entries.map((entry) => {
          const id = idOf(entry);
          return {
            key: entry.id,
            cells: {
              // Day and clock are two words, so that a narrow column breaks between them.
              at: (
                <>
                  <span className="number">{fullDayName(entry.at.slice(0, 10), language)}</span>{' '}
                  <span className="number">{clockName(entry.at)}</span>
                </>
              ),
              act: ACT_NAMES[entry.act][language],
              what: (
                <>
                  <span className="trail-what">{factsText(entry, language)}</span>
                  {quiet(id && say.id(id))}
                </>
              ),
              outcome: (
                <>
                  {outcomeName(entry.outcome)[language]}
                  {quiet(reasonText(entry, language))}
                </>
              ),
              unit: entry.unit && <Place name={entry.unit.name ?? entry.unit.code} />,
              account: (
                <span className="trail-what">
                  {entry.account === SCHEDULE ? SYSTEM[language] : entry.account}
                </span>
              ),
            },
          };
        })}
      />
    </div>
  );
}
