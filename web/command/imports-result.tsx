/** What an import would do, or did: rows, stations, and every error with its row and column. */
import { Table, type TableColumnsType } from 'antd';
import { count, NOTHING } from '../format.ts';
import { placeName } from '../made-up.ts';
import { calendarAddress, Link } from '../router.tsx';
import type { ImportAnswer } from './imports.ts';
import { type ImportWords, useImportWords } from './imports-words.ts';

export function ImportsResult({
  answer,
  isFilled,
}: {
  readonly answer: ImportAnswer;
  /** The drafts were filled, not only looked at. */
  readonly isFilled: boolean;
}) {
  const { language, say } = useImportWords();
  const { rows, filled, repeated, stations, errors, more } = answer;
  return (
    <>
      <h2 aria-live="polite">{titleOf(answer, isFilled, say)}</h2>
      <p className="caption">
        {[
          isFilled && say.checkTitle(count(rows), count(filled)),
          repeated > 0 && say.repeated(count(repeated)),
          errors.length > 0 ? say.errorRows(count(errors.length + more)) : say.noErrors,
          errors.length > 0 && say.caption,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {stations.length > 0 && (
        <Table<ImportAnswer['stations'][number]>
          size="small"
          rowKey={({ station }) => station.code}
          columns={stationColumns(say)}
          dataSource={[...stations]}
          pagination={stations.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
        />
      )}
      {errors.length > 0 && (
        <Table<Listed>
          size="small"
          rowKey="key"
          columns={errorColumns(language, say)}
          tableLayout="fixed"
          dataSource={errors.map((error, key) => ({ ...error, key }))}
          pagination={errors.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
        />
      )}
      {more > 0 && <p className="quiet">{say.more(count(more))}</p>}
    </>
  );
}

function titleOf({ rows, filled, stations }: ImportAnswer, isFilled: boolean, say: ImportWords) {
  if (!isFilled) return say.checkHeading(count(rows), count(filled));
  return filled > 0 ? say.filled(count(filled), count(stations.length)) : say.filledNone;
}

function stationColumns(say: ImportWords): TableColumnsType<ImportAnswer['stations'][number]> {
  const number = (value: number) => <span className="number">{count(value)}</span>;
  return [
    {
      title: say.station,
      key: 'station',
      render: (_, { station: { code, name } }) => {
        const place = name === null ? code : placeName(name);
        return (
          <Link to={calendarAddress(code)} title={say.calendarOf(place)}>
            {place}
          </Link>
        );
      },
    },
    { title: say.days, key: 'days', align: 'right', render: (_, { days }) => number(days) },
    { title: say.rows, key: 'rows', align: 'right', render: (_, { rows }) => number(rows) },
  ];
}

type Listed = ImportAnswer['errors'][number] & { readonly key: number };

function errorColumns(language: 'zh' | 'en', say: ImportWords): TableColumnsType<Listed> {
  return [
    {
      title: say.row,
      key: 'row',
      align: 'right',
      width: 56,
      render: (_, { row }) => <span className="number">{count(row)}</span>,
    },
    {
      title: say.column,
      key: 'column',
      width: 100,
      render: (_, { column }) => column ?? NOTHING,
    },
    { title: say.reason, key: 'reason', render: (_, { messages }) => messages[language] },
  ];
}
