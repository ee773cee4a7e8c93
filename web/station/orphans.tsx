/** Events of disputes, cases and follow-ups whose opening was never received. */
import { Button } from 'antd';
import type { Day } from '../../shared/calendar/day.ts';
import {
  type Field,
  LISTS,
  type ListName,
  type List as RowList,
} from '../../shared/submissions/contract.ts';
import type { List } from '../api.ts';
import { fullDayName } from '../dates.ts';
import { useResource } from '../resource.ts';
import { dayAddress, Link } from '../router.tsx';
import { useStationWords } from './words.ts';

/** An item of `GET /v1/submissions/orphans`. */
interface Orphan {
  readonly date: Day;
  readonly list: ListName;
  readonly pointer: string;
  readonly id: string;
  readonly event: string;
}

export function Orphans({ station }: { readonly station: string }) {
  const { language, words } = useStationWords();
  const orphans = useResource<List<Orphan>>(`/submissions/orphans?station=${station}`, language);
  if (orphans.failure) {
    return (
      <p className="caption" role="status">
        {words.orphansFailed} <Button onClick={orphans.retry}>{words.retry}</Button>
      </p>
    );
  }
  const items = orphans.value?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="station-orphans">
      <h2>{words.orphansTitle(items.length)}</h2>
      <p>{words.orphansText}</p>
      <ul>
        {items.map(({ date, list, pointer, id, event }) => {
          const { names, fields }: RowList = LISTS[list];
          const field: Field | undefined = fields.event;
          const said = field?.kind === 'choice' ? field.values[event]?.[language] : undefined;
          return (
            <li key={`${date} ${pointer}`}>
              <Link to={dayAddress(station, date)}>{fullDayName(date, language)}</Link>{' '}
              {names[language]} {id} {said ?? event}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
