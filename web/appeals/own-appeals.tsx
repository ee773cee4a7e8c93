/** Appeals of the own published card, where its figures are shown. */
import { Button } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { List, PeriodState, Scorecard } from '../api.ts';
import { now } from '../clock.ts';
import { useResource } from '../resource.ts';
import { Link } from '../router.tsx';
import type { Session } from '../session.ts';
import { type Appeal, appealable } from './appeal.ts';
import { AppealDrawer } from './appeal-drawer.tsx';
import { useAppealWords } from './words.ts';

export interface OwnAppeals {
  /** The button that appeals a KPI or the state of its appeal; null where there is neither. */
  readonly of: (kpi: string, name: string) => ReactNode;
  /** The form, while it is open, and what came of it. */
  readonly form: ReactNode;
}

/** What the account may appeal of a card; undefined where that is not the own, published one. */
export function useOwnAppeals(
  card: Scorecard | undefined,
  periods: readonly PeriodState[] | undefined,
  session: Session,
): OwnAppeals | undefined {
  const { language, say } = useAppealWords();
  const [chosen, setChosen] = useState<{ readonly id: string; readonly name: string }>();
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>({});
  const [isFiled, setFiled] = useState(false);
  /** Where the keyboard was before the form opened, to go back to. */
  const opener = useRef<HTMLElement>(null);
  useEffect(() => {
    // Once it is closed: an open drawer holds the keyboard.
    if (!chosen) opener.current?.focus();
  }, [chosen]);
  const isOwn =
    card?.unit.code === session.unit && card.state === 'published' && card.unit.parent !== null;
  const appeals = useResource<List<Appeal>>(
    isOwn ? `/appeals?period=${card.period}&unit=${card.unit.code}` : undefined,
    language,
  );
  const publishedAt = periods?.find(({ period }) => period === card?.period)?.publishedAt;
  if (!isOwn || !publishedAt || !appeals.value) return undefined;
  // While another period's appeals are on their way these are still the last one's.
  const held = appeals.value.items.filter(({ period }) => period === card.period);
  const { of, may, deadline } = appealable(publishedAt, now(), held);
  const close = () => setChosen(undefined);
  const isClerk = session.role !== 'viewer';
  return {
    of: (id, name) => {
      const last = of(id).at(-1);
      const opens = isClerk && may(id);
      if (!last && !opens) return null;
      return (
        <div className="appeals-mark">
          {last && (
            <Link to="/appeals">{say.stateOfAppeal(say.states[last.state] ?? last.state)}</Link>
          )}
          {opens && (
            <Button
              size="small"
              onClick={(event) => {
                opener.current = event.currentTarget;
                setFiled(false);
                setChosen({ id, name });
              }}
              aria-label={say.appealOf(name)}
            >
              {say.appeal}
            </Button>
          )}
        </div>
      );
    },
    form: (
      <>
        <div role="status">{isFiled ? say.filed : ''}</div>
        {chosen && (
          <AppealDrawer
            key={chosen.id}
            period={card.period}
            unit={card.unit.code}
            kpi={chosen}
            deadline={deadline}
            reason={reasons[chosen.id] ?? ''}
            onReason={(reason) => setReasons({ ...reasons, [chosen.id]: reason })}
            onClose={close}
            onFiled={() => {
              setReasons({ ...reasons, [chosen.id]: '' });
              close();
              setFiled(true);
              appeals.retry();
            }}
          />
        )}
      </>
    ),
  };
}
