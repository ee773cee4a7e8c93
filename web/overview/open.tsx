/** What waits to be done: integrity flags to be reviewed, appeals to be answered. */
import type { List, Unit } from '../api.ts';
import { type Appeal, isDecided, powersOver } from '../appeals/appeal.ts';
import { count } from '../format.ts';
import { Part } from '../part.tsx';
import { type Resource, useResource } from '../resource.ts';
import { Link, monthAddress } from '../router.tsx';
import type { Session } from '../session.ts';
import { useOverviewWords } from './words.ts';

/** As many as one answer has at most. */
const LIMIT = 1000;

/** An item of `GET /v1/flags` */
interface Flag {
  readonly id: string;
  readonly unit: { readonly code: string };
  readonly flag: string;
  readonly name: { readonly zh: string; readonly en: string } | null;
}

/** A number that may be greater: where the list goes on. */
function useCounted(): (items: number, next: string | null) => string {
  const { say } = useOverviewWords();
  return (items, next) => (next === null ? count(items) : say.open.atLeast(count(items)));
}

/** For reviewers and administrators only: nobody else may ask. */
export function FlagsToDo({
  period,
  unit,
  session,
}: {
  readonly period: string;
  readonly unit: string;
  readonly session: Session;
}) {
  const { language, say } = useOverviewWords();
  const counted = useCounted();
  const flags = useResource<List<Flag>>(
    `/flags?period=${period}&within=${unit}&state=open&limit=${LIMIT}`,
    language,
  );
  return (
    <Part of={flags} name={say.part.names.flags} rows={2}>
      {({ items, next }) => {
        const kinds = Map.groupBy(items, ({ flag, name }) => name?.[language] ?? flag);
        const waiting = items.filter((flag) => flag.unit.code !== session.unit);
        if (items.length === 0) return <p>{say.open.flagsNone}</p>;
        return (
          <>
            <h3>{say.open.flagsTitle(counted(items.length, next))}</h3>
            <ul className="overview-kinds">
              {[...kinds]
                .sort(([, a], [, b]) => b.length - a.length)
                .map(([kind, of]) => (
                  <li key={kind}>{say.open.kinds(kind, count(of.length))}</li>
                ))}
            </ul>
            <p>
              {say.open.flagsWait(counted(waiting.length, next))}{' '}
              <Link to={monthAddress(period)}>{say.open.flagsLink}</Link>
            </p>
          </>
        );
      }}
    </Part>
  );
}

export function AppealsToDo({ session }: { readonly session: Session }) {
  const { language, say } = useOverviewWords();
  const name = say.part.names.appeals;
  const own = useResource<Unit>(`/units/${session.unit}`, language);
  const isReviewer = session.role === 'reviewer' || session.role === 'administrator';
  const children = useResource<List<Unit>>(
    isReviewer ? `/units/${session.unit}/children` : undefined,
    language,
  );
  const ask = (state: string) => `/appeals?state=${state}&limit=${LIMIT}`;
  const open = useResource<List<Appeal>>(ask('open'), language);
  const commented = useResource<List<Appeal>>(ask('commented'), language);
  return (
    <Part of={open} name={name} rows={1}>
      {(first) => (
        <Part of={commented} name={name} rows={1}>
          {(second) => (
            <Undecided
              {...{ first, second, session, own, children: isReviewer ? children : undefined }}
            />
          )}
        </Part>
      )}
    </Part>
  );
}

function Undecided({
  first,
  second,
  session,
  own,
  children,
}: {
  readonly first: List<Appeal>;
  readonly second: List<Appeal>;
  readonly session: Session;
  readonly own: Resource<Unit>;
  /** The units below the account's own; undefined where it answers no appeals. */
  readonly children: Resource<List<Unit>> | undefined;
}) {
  const { say } = useOverviewWords();
  const counted = useCounted();
  const appeals = [...first.items, ...second.items].filter((appeal) => !isDecided(appeal));
  if (appeals.length === 0) return <p>{say.open.appealsNone}</p>;
  const below = children?.value?.items.map(({ code }) => code);
  const level = own.value;
  const waiting =
    level && below
      ? appeals.filter((appeal) => {
          const { comments, decides } = powersOver(appeal, session, level, below);
          return comments || decides;
        })
      : undefined;
  return (
    <>
      <h3>{say.open.appealsTitle(counted(appeals.length, first.next ?? second.next))}</h3>
      <p>
        {say.open.states(
          counted(first.items.length, first.next),
          counted(second.items.length, second.next),
        )}{' '}
        <span className="quiet">{say.open.branch}</span>
      </p>
      <p>
        {waiting && say.open.appealsWait(count(waiting.length))}{' '}
        <Link to="/appeals">{say.open.appealsLink}</Link>
      </p>
    </>
  );
}
