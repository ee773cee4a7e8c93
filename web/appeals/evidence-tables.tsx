/** The tables of the evidence: units below, days with their rows, reference data. */

import { Button, Table, type TableColumnsType } from 'antd';
import { type ReactNode, useState } from 'react';
import { comparable } from '../../shared/scorecards/comparable.ts';
import type { KpiDefinition } from '../api.ts';
import { fullDayName, fullTimeName } from '../dates.ts';
import { count, counts, kpiValue, type Language } from '../format.ts';
import { Place } from '../place.tsx';
import { withQuery } from '../revision.ts';
import { evidenceAddress, Link, revisionAddress } from '../router.tsx';
import { useWords } from '../words.ts';
import type { Day, Evidence, Reference } from './evidence.ts';
import { type Part, referenceParts, rowParts } from './rows.ts';
import { type AppealWords, useAppealWords } from './words.ts';

const number = (text: string) => <span className="number">{text}</span>;

/** The units whose counts add up to these, each the way to its own evidence. */
export function UnitsTable({
  period,
  evidence,
  definition,
  revision,
}: {
  readonly period: string;
  readonly evidence: Evidence;
  readonly definition: KpiDefinition;
  /** Of a draft that is looked at. */
  readonly revision: number | undefined;
}) {
  const { words } = useWords();
  const { language, say } = useAppealWords();
  const columns: TableColumnsType<Evidence['units'][number]> = [
    {
      title: say.unit,
      key: 'unit',
      render: (_, { unit }) => (
        <Link to={withQuery(evidenceAddress(period, unit.code, evidence.kpi), { revision })}>
          <Place name={unit.name} />
        </Link>
      ),
    },
    {
      title: words.countsHeader,
      key: 'counts',
      align: 'right',
      render: (_, { numerator, denominator }) =>
        number(counts(numerator, denominator, definition.display)),
    },
    {
      title: words.value,
      key: 'value',
      align: 'right',
      render: (_, { value, note }) => (
        <>
          {number(kpiValue(value, definition, language))}
          {note && <div className="quiet">{words.notes[note] ?? note}</div>}
        </>
      ),
    },
  ];
  return (
    <section aria-labelledby="units" className="appeals-section">
      <h2 id="units">{say.unitsTitle(count(evidence.units.length))}</h2>
      <Table
        size="small"
        rowKey={({ unit }) => unit.code}
        columns={columns}
        dataSource={evidence.units.map(comparable)}
        pagination={false}
      />
    </section>
  );
}

const dayKey = ({ station, date }: Day) => `${station} ${date}`;

/** The days in their order, each with its revision and, on request, its rows. */
export function DaysTable({
  days,
  definition,
  unit,
}: {
  readonly days: readonly Day[];
  readonly definition: KpiDefinition;
  readonly unit: string;
}) {
  const { language, say } = useAppealWords();
  const [open, setOpen] = useState<readonly string[]>([]);
  const toggle = (key: string) =>
    setOpen(open.includes(key) ? open.filter((one) => one !== key) : [...open, key]);
  const isOther = days.some(({ station }) => station !== unit);
  return (
    <section aria-labelledby="days" className="appeals-section">
      <h2 id="days">{say.daysTitle}</h2>
      {days.some(({ rows, count: held }) => rows === null && held > 0) && (
        <p className="caption">{say.rowsHidden}</p>
      )}
      <Table<Day>
        size="small"
        rowKey={dayKey}
        columns={dayColumns(definition, isOther, { language, say }, open, toggle)}
        dataSource={[...days]}
        pagination={false}
        // Columns as wide as their words: of one width the day is printed over the number on a phone.
        tableLayout="auto"
        className="appeals-days"
        expandable={{
          expandedRowKeys: [...open],
          showExpandColumn: false,
          expandedRowRender: (day) => <Rows day={day} language={language} say={say} />,
        }}
      />
    </section>
  );
}

function dayColumns(
  definition: KpiDefinition,
  isOther: boolean,
  { language, say }: ReturnType<typeof useAppealWords>,
  open: readonly string[],
  toggle: (key: string) => void,
): TableColumnsType<Day> {
  return [
    {
      title: say.date,
      key: 'date',
      render: (_, { station, date, window }) => (
        <>
          {fullDayName(date, language)}
          {window !== 'period' && <div className="quiet">{say.windows[window]}</div>}
          {isOther && <div className="quiet appeals-code">{station}</div>}
        </>
      ),
    },
    {
      title: say.contribution,
      key: 'counts',
      align: 'right',
      render: (_, { numerator, denominator }) =>
        number(counts(numerator, denominator, definition.display)),
    },
    {
      title: say.received,
      key: 'received',
      render: (_, { station, date, revision, receivedAt, onTime }) =>
        revision === null ? (
          say.missing
        ) : (
          <>
            <Link
              to={revisionAddress(station, date, revision)}
              aria-label={say.openRevision(fullDayName(date, language), String(revision))}
            >
              {say.revision(String(revision))}
            </Link>
            {onTime === false && ` ${say.late}`}
            <div className="quiet">{receivedAt && fullTimeName(receivedAt, language)}</div>
          </>
        ),
    },
    {
      title: say.rows,
      key: 'rows',
      align: 'right',
      render: (_, day) => {
        const rows = say.rowsOf(count(day.count));
        if (!day.rows?.length) return number(rows);
        const key = dayKey(day);
        return (
          <Button
            size="small"
            aria-expanded={open.includes(key)}
            aria-label={say.showRows(fullDayName(day.date, language), rows)}
            onClick={() => toggle(key)}
          >
            {rows}
          </Button>
        );
      },
    },
  ];
}

function Rows({
  day,
  language,
  say,
}: {
  readonly day: Day;
  readonly language: Language;
  readonly say: AppealWords;
}) {
  return (
    <ul className="appeals-rows">
      {(day.rows ?? []).map(({ list, position, row, numerator, denominator }) => (
        <li key={`${list} ${position}`}>
          <PartsText parts={rowParts(list, row, language)} />{' '}
          <span className="quiet number">
            {say.contribution} {count(numerator)} / {count(denominator)}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What of the reference data went into the counts; the rows on request. */
export function ReferenceTables({ reference }: { readonly reference: readonly Reference[] }) {
  const { language, say } = useAppealWords();
  if (reference.length === 0) return null;
  return (
    <section aria-labelledby="reference" className="appeals-section">
      <h2 id="reference">{say.referenceTitle}</h2>
      {reference.map(({ kind, version, effective, numerator, denominator, count: held, rows }) => (
        <details key={kind}>
          <summary>
            {say.kinds[kind] ?? kind} · {say.version(count(version), effective)} ·{' '}
            {say.rowsOf(count(held))} ·{' '}
            <span className="number">
              {say.contribution} {count(numerator)} / {count(denominator)}
            </span>
          </summary>
          {rows === null ? (
            <p className="quiet">{say.rowsHidden}</p>
          ) : (
            <ul className="appeals-rows">
              {rows.map(({ row }) => (
                <li key={JSON.stringify(row)}>
                  <PartsText parts={referenceParts(kind, row, language)} />
                </li>
              ))}
            </ul>
          )}
        </details>
      ))}
    </section>
  );
}

function PartsText({ parts }: { readonly parts: readonly Part[] }): ReactNode {
  return parts.map(({ label, text }) => (
    <span key={label} className="appeals-part">
      <span className="quiet">{label}</span> {text}
    </span>
  ));
}
