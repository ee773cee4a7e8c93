/** The page of a station's day: loads what the system knows, then the form begins with it. */
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { isDay } from '../../shared/calendar/day.ts';
import type { Names } from '../../shared/submissions/contract.ts';
import { TEXT } from '../../shared/submissions/messages.ts';
import { closedDay, OPEN_DAYS, type SubmitterRole } from '../../shared/submissions/validate.ts';
import { useToday } from '../clock.ts';
import { timeName } from '../dates.ts';
import { placeName } from '../made-up.ts';
import { type Failure, get } from '../resource.ts';
import { calendarAddress, Link } from '../router.tsx';
import type { Session } from '../session.ts';
import { Failed, Loading } from '../states.tsx';
import { DayForm } from './day-form.tsx';
import { LocalCopies } from './saved.ts';
import type { DayStart, HeldDay } from './shapes.ts';
import { type Beginning, beginningOf } from './start.ts';
import { draftPath } from './use-draft.ts';
import { useFormWords } from './words.ts';

export default function DayPage({
  station,
  date,
  session,
}: {
  readonly station: string;
  readonly date: string;
  readonly session: Session;
}) {
  const { language, words } = useFormWords();
  const [attempt, setAttempt] = useState(0);
  const today = useToday();
  const back = (
    <Link to={calendarAddress(station, isDay(date) ? date.slice(0, 7) : undefined)}>
      {words.toCalendar}
    </Link>
  );
  if (!isSubmitter(session.role)) {
    return (
      <NoForm title={words.viewerTitle} text={words.viewerText}>
        {back}
      </NoForm>
    );
  }
  const closed = whyClosed(date, today, session.role);
  if (closed) {
    return (
      <NoForm title={words.noForm} text={sentence(closed[language])}>
        {back}
      </NoForm>
    );
  }
  return (
    <LoadedDay
      key={attempt}
      station={station}
      date={date}
      role={session.role}
      account={session.account}
      reload={() => setAttempt(attempt + 1)}
    />
  );
}

/** Why there is no form, and the way on. */
function NoForm({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}) {
  return (
    <>
      <h1>{title}</h1>
      <p>{text}</p>
      {children}
    </>
  );
}

const sentence = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

const isSubmitter = (role: string): role is SubmitterRole => Object.hasOwn(OPEN_DAYS, role);

/** Why a day cannot be reported; undefined where it can. */
function whyClosed(date: string, today: string, role: SubmitterRole): Names | undefined {
  return isDay(date) ? closedDay(date, { today, role })?.[1] : TEXT.invalidDate;
}

interface Loaded {
  readonly start: DayStart;
  readonly held: HeldDay | undefined;
  readonly beginning: Beginning;
  readonly copies: LocalCopies;
}

function LoadedDay({
  station,
  date,
  role,
  account,
  reload,
}: {
  readonly station: string;
  readonly date: string;
  readonly role: SubmitterRole;
  /** Who is signed in: nobody else's copy is opened. */
  readonly account: string;
  readonly reload: () => void;
}) {
  const { language, words } = useFormWords();
  const [loaded, setLoaded] = useState<Loaded>();
  const [failure, setFailure] = useState<Failure>();
  const load = useCallback(
    async (signal: AbortSignal) => {
      const start = await get<DayStart>(draftPath(station, date), language, signal);
      if (signal.aborted) return;
      if (!start.ok) return setFailure(start.failure);
      const held =
        start.value.latestRevision > 0
          ? await get<HeldDay>(`/submissions/${station}/${date}`, language, signal)
          : undefined;
      if (signal.aborted) return;
      if (held && !held.ok) return setFailure(held.failure);
      const copies = new LocalCopies(localStorage, { station, date, account });
      const beginning = beginningOf(start.value, held?.value, copies.read());
      if (!beginning.isUnsaved) copies.remove();
      setLoaded({ start: start.value, held: held?.value, beginning, copies });
    },
    [station, date, account, language],
  );
  const isLoaded = loaded !== undefined;
  useEffect(() => {
    // A form that is open is not begun again, whatever the language.
    if (isLoaded) return;
    const controller = new AbortController();
    void load(controller.signal);
    return () => controller.abort();
  }, [isLoaded, load]);
  if (failure?.kind === 'not_found') {
    return <NoForm title={words.noForm} text={words.noStation} />;
  }
  if (failure) return <Failed failure={failure} retry={reload} />;
  if (!loaded) return <Loading rows={16} />;
  const { basedOn } = loaded.beginning.form;
  const { start } = loaded;
  return (
    <div className="form">
      <h1 tabIndex={-1}>{words.title(placeName(start.station.name), date)}</h1>
      <p className="caption">
        {words.states[start.state]} · {words.deadline(timeName(start.deadline, language))}
        {basedOn > 0 && ` · ${words.correcting(basedOn)}`} ·{' '}
        <Link to={calendarAddress(station, date.slice(0, 7))}>{words.toCalendar}</Link>
      </p>
      <DayForm {...loaded} role={role} reload={reload} />
    </div>
  );
}
