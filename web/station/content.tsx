/** A day's six lists as people read them. */
import {
  type Field,
  LIST_NAMES,
  LISTS,
  type List,
  type ListName,
} from '../../shared/submissions/contract.ts';
import {
  type DraftLists,
  type DraftRow,
  type RowNames,
  rowWords,
  valueWords,
} from '../../shared/submissions/differences.ts';
import { count, NOTHING, percent } from '../format.ts';
import { communityShare, type Minutes, minutesOf, officerDays } from './officer-days.ts';
import { useStationWords } from './words.ts';

export function Content({
  document,
  names,
}: {
  readonly document: DraftLists;
  readonly names: RowNames;
}) {
  const { language, words } = useStationWords();
  return LIST_NAMES.map((list) => {
    const rows = document[list] ?? [];
    const title = LISTS[list].names[language];
    return (
      <section key={list} aria-label={title}>
        <h2>{title}</h2>
        {rows.length === 0 ? (
          <p>{words.nothing}</p>
        ) : list === 'officerTime' ? (
          <OfficerTime rows={rows} names={names} />
        ) : (
          <Rows list={list} rows={rows} names={names} />
        )}
      </section>
    );
  });
}

/** One line an officer: what the day went to, how long it was, how much of it in the community. */
function OfficerTime({
  rows,
  names,
}: {
  readonly rows: readonly DraftRow[];
  readonly names: RowNames;
}) {
  const { language, words } = useStationWords();
  const officers = officerDays(rows);
  return (
    <table className="station-rows">
      <thead>
        <tr>
          <th scope="col">{words.officer}</th>
          <th scope="col">{words.work}</th>
          <th scope="col" className="right">
            {words.total}
          </th>
          <th scope="col" className="right">
            {words.share}
          </th>
        </tr>
      </thead>
      <tbody>
        {officers.map((day) => (
          <tr key={day.officer}>
            <th scope="row">{day.officer}</th>
            <td>
              {day.rows.map((row) => {
                const { officer: _, ...rest } = row;
                const work = rowWords('officerTime', rest, names, language);
                return <div key={work}>{work}</div>;
              })}
            </td>
            <MinuteCells minutes={day} />
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2}>
            {words.allOfficers(officers.length)}
          </th>
          <MinuteCells minutes={minutesOf(rows)} />
        </tr>
      </tfoot>
    </table>
  );
}

function MinuteCells({ minutes }: { readonly minutes: Minutes }) {
  const { words } = useStationWords();
  const share = communityShare(minutes);
  return (
    <>
      <td className="right number">{count(minutes.total)}</td>
      <td className="right number">
        {share === undefined ? `${NOTHING} ${words.onLeave}` : percent(share)}
      </td>
    </>
  );
}

/** Rows under the names of their fields; a field that no row has is left out. */
function Rows({
  list,
  rows,
  names,
}: {
  readonly list: ListName;
  readonly rows: readonly DraftRow[];
  readonly names: RowNames;
}) {
  const { language } = useStationWords();
  const { fields }: List = LISTS[list];
  const used = Object.entries(fields).filter(([name]) =>
    rows.some((row) => Object.hasOwn(row, name)),
  );
  const alignment = (field: Field) => (field.kind === 'integer' ? 'right number' : '');
  return (
    <table className="station-rows">
      <thead>
        <tr>
          {used.map(([name, field]) => (
            <th key={name} scope="col" className={alignment(field)}>
              {field.names[language]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={JSON.stringify(row)}>
            {used.map(([name, field]) => (
              <td key={name} className={alignment(field)}>
                {row[name] === undefined ? '' : valueWords(list, name, row[name], names, language)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
