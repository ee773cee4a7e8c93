/** What reporting costs the stations: minutes and values, by county, in the counties' order. */

import { Table, type TableColumnsType } from 'antd';
import { ExportButton } from '../export-button.tsx';
import { count, NOTHING, periodName, points } from '../format.ts';
import { Place } from '../place.tsx';
import { useResource } from '../resource.ts';
import { Failed, Loading } from '../states.tsx';
import type { Burden, CountyBurden } from './today.ts';
import { type TodayWords, useTodayWords } from './today-words.ts';

/** So many counties are listed without being asked for. */
const LISTED = 20;

export function BurdenSection({
  month,
  within,
}: {
  readonly month: string;
  readonly within: string;
}) {
  const { language, say } = useTodayWords();
  const path = `/burden?period=${month}&within=${within}`;
  const burden = useResource<Burden>(path, language);
  if (burden.failure) return <Failed failure={burden.failure} retry={burden.retry} />;
  if (!burden.value) return <Loading rows={4} />;
  const { period, items, total } = burden.value;
  const name = periodName(period, language);
  return (
    <section
      aria-labelledby="burden"
      className={burden.loading ? 'command-section stale' : 'command-section'}
    >
      <h2 id="burden">{titleOf(burden.value, name, say)}</h2>
      <p className="caption">
        {say.burdenCaption(name, count(total.forms), count(total.submissions))}
      </p>
      {items.length > 0 && <ExportButton path={path} />}
      {items.length > 0 && (
        <details open={items.length <= LISTED}>
          <summary>{say.burdenShow}</summary>
          <Table<CountyBurden>
            size="small"
            rowKey={({ unit }) => unit.code}
            columns={columnsOf(say)}
            dataSource={[...items]}
            pagination={false}
          />
        </details>
      )}
    </section>
  );
}

function titleOf({ total }: Burden, period: string, say: TodayWords): string {
  const { medianMinutes, fieldsPerDay } = total;
  const values = fieldsPerDay === null ? undefined : count(Math.round(fieldsPerDay));
  if (medianMinutes === null) {
    return values === undefined ? say.burdenNone(period) : say.burdenValues(period, values);
  }
  const minutes = points(medianMinutes);
  return values === undefined
    ? say.burdenMinutes(period, minutes)
    : say.burdenTitle(period, minutes, values);
}

function columnsOf(say: TodayWords): TableColumnsType<CountyBurden> {
  const number = (text: string) => <span className="number">{text}</span>;
  const measured = (value: string | undefined, reason: string) =>
    value === undefined ? (
      <span className="quiet">
        {NOTHING} {reason}
      </span>
    ) : (
      number(value)
    );
  return [
    { title: say.county, key: 'county', render: (_, { unit }) => <Place name={unit.name} /> },
    {
      title: say.forms,
      key: 'forms',
      align: 'right',
      render: (_, { forms, submissions }) => number(`${count(forms)} / ${count(submissions)}`),
    },
    {
      title: say.minutes,
      key: 'minutes',
      align: 'right',
      render: (_, { medianMinutes }) =>
        measured(medianMinutes === null ? undefined : points(medianMinutes), say.noForms),
    },
    {
      title: say.values,
      key: 'values',
      align: 'right',
      render: (_, { fieldsPerDay }) =>
        measured(
          fieldsPerDay === null ? undefined : count(Math.round(fieldsPerDay)),
          say.noSubmissions,
        ),
    },
  ];
}
