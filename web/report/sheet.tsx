/** The bulletin itself: masthead, title, numbered sections, notes; what is printed. */
import type { ReactNode } from 'react';
import { fullDayName, fullTimeName } from '../dates.ts';
import { placeName } from '../made-up.ts';
import { PartFailed } from '../part.tsx';
import { useWords } from '../words.ts';
import { Roles, StationsChart, StationsMissing, TrendCharts } from './charts.tsx';
import { isUnread, type Parts, type Report, type ShownTrends } from './data.ts';
import { Losses } from './losses.tsx';
import { Running, warningsOf } from './running.tsx';
import { Paragraph, Points, Section } from './section.tsx';
import { AllKpis, Headlines } from './tables.tsx';
import { UnitsBelow } from './units-below.tsx';
import { useReportWords } from './words.ts';

export function Sheet({ parts }: { readonly parts: Parts }) {
  const { language, words } = useWords();
  const { say } = useReportWords();
  const { report, trends } = parts;
  const name = placeName(report.unit.name);
  const warnings = warningsOf(report, say);
  const day = (report.publishedAt ?? report.computedAt).slice(0, 10);
  const issue = issueOf(report, report.periodName[language], say.month);
  const scheme = report.schemeName?.[language];
  return (
    <article className="report-sheet">
      <Running report={report} />
      <div className="report-masthead">
        <p className="report-name">{say.masthead}</p>
        <p className="report-issue">
          <span>{say.number(issue, words.revision(report.revision))}</span>
          <span>{fullDayName(day, language)}</span>
        </p>
      </div>
      <h1>{report.title[language]}</h1>
      {warnings.length > 0 && <p className="report-warning">{warnings.join(say.separator)}</p>}
      {report.sections
        .filter(({ id }) => !CLOSING.includes(id))
        .map((section) => (
          <Told key={section.id} section={section} parts={parts} name={name} />
        ))}
      <Section title={say.sections.losses}>
        <Losses parts={parts} />
      </Section>
      {trends && (
        <Section title={say.sections.trends}>
          <Months report={report} trends={trends} name={name} />
        </Section>
      )}
      {report.sections
        .filter(({ id }) => CLOSING.includes(id))
        .map((section) => (
          <Told key={section.id} section={section} parts={parts} name={name} />
        ))}
      <Section title={say.sections.all}>
        <AllKpis report={report} name={name} />
      </Section>
      <Section title={say.sections.notes}>
        <ol className="report-notes">
          <li>
            {say.made(
              scheme ? `${scheme}(${report.scheme})` : report.scheme,
              report.revision,
              fullTimeName(report.computedAt, language),
            )}
          </li>
          {report.method.map((note) => (
            <li key={note.zh}>{note[language]}</li>
          ))}
        </ol>
      </Section>
    </article>
  );
}

/** The control charts, or why there are none. */
function Months({
  report,
  trends,
  name,
}: {
  readonly report: Report;
  readonly trends: ShownTrends;
  readonly name: string;
}) {
  const { say } = useReportWords();
  if (trends === 'none') return <p>{say.noTrends}</p>;
  if (!isUnread(trends)) return <TrendCharts report={report} trends={trends} name={name} />;
  return (
    <>
      <p>{say.trendsFailed}</p>
      <div className="no-print">
        {trends.failure && <PartFailed failure={trends.failure} retry={trends.retry} />}
      </div>
    </>
  );
}

/** Sections of the answer that stand after our own ones. */
const CLOSING: readonly string[] = ['trust', 'ledger'];

/** What the answer says under a heading, with the tables and charts that belong there. */
function Told({
  section: { id, title, sentences },
  parts: { report },
  name,
}: {
  readonly section: Report['sections'][number];
  readonly parts: Parts;
  readonly name: string;
}) {
  const { language } = useWords();
  const below = report.below.find(({ level }) => id === `below.${level}`);
  const time = report.stations?.time;
  const drawn: Readonly<Record<string, ReactNode>> = {
    kpis: (
      <>
        <Headlines report={report} name={name} />
        <Roles report={report} />
      </>
    ),
    stations: time && time.items.length > 0 && (
      <>
        <StationsChart report={report} time={time} name={name} />
        {!report.below.some(({ level }) => level === 'station') && <StationsMissing time={time} />}
      </>
    ),
  };
  return (
    <Section title={title[language]}>
      {id === 'kpis' ? <Points sentences={sentences} /> : <Paragraph sentences={sentences} />}
      {below ? <UnitsBelow report={report} below={below} name={name} /> : drawn[id]}
    </Section>
  );
}

/** A month's bulletin has the month's number in its year; others are named by their period. */
function issueOf(
  { period }: Report,
  name: string,
  numbered: (year: string, month: string) => string,
): string {
  const [, year, month] = /^(\d{4})-(\d{2})$/.exec(period) ?? [];
  return year && month ? numbered(year, String(Number(month))) : name;
}
