/** The bulletin itself: masthead, title, numbered sections, notes; what is printed. */
import type { PeriodState } from '../api.ts';
import { fullDayName, fullTimeName } from '../dates.ts';
import { count, periodName } from '../format.ts';
import { useWords } from '../words.ts';
import { TimeSection, TrendsSection } from './charts.tsx';
import { type Report, reachedOf } from './data.ts';
import { findingsOf } from './findings.ts';
import { Losses } from './losses.tsx';
import { Running, warningsOf } from './running.tsx';
import { Section } from './section.tsx';
import { AllKpis, Headlines } from './tables.tsx';
import { UnitsBelow } from './units-below.tsx';
import { useReportWords } from './words.ts';

export function Sheet({
  report,
  state,
}: {
  readonly report: Report;
  readonly state: PeriodState | undefined;
}) {
  const { language, words } = useWords();
  const { say } = useReportWords();
  const { card, below, definitions } = report;
  const period = periodName(card.period, language);
  const warnings = warningsOf(card, say);
  const isPublished = card.state === 'published' && state?.publishedAt;
  const day = (isPublished ? state.publishedAt : card.computedAt) ?? card.computedAt;
  const told = { card, definitions, stations: reachedOf(report), language, words, say };
  return (
    <article className="report-sheet">
      <Running card={card} say={say} />
      <div className="report-masthead">
        <p className="report-name">{say.masthead}</p>
        <p className="report-issue">
          <span>
            {say.number(issueOf(card.period, period, say.month), words.revision(card.revision))}
          </span>
          <span>{fullDayName(day.slice(0, 10), language)}</span>
        </p>
      </div>
      <h1>
        {say.title(report.name, period).map((line) => (
          <span key={line}>{line} </span>
        ))}
      </h1>
      {warnings.length > 0 && <p className="report-warning">{warnings.join(say.stop)}</p>}
      <Section title={say.sections.summary}>
        {findingsOf(told).map(({ lead, text }) => (
          <p key={lead}>
            <strong>
              {lead}
              {say.stop}
            </strong>
            {text}
          </p>
        ))}
      </Section>
      <Section title={say.sections.headlines}>
        <Headlines report={report} />
      </Section>
      <TimeSection report={report} />
      {below && (
        <Section title={say.sections.below[below.level]}>
          <UnitsBelow report={report} below={below} />
        </Section>
      )}
      <Section title={say.sections.losses}>
        <Losses report={report} />
      </Section>
      <TrendsSection report={report} />
      <Section title={say.sections.all}>
        <AllKpis report={report} />
      </Section>
      <Section title={say.sections.notes}>
        <ol className="report-notes">
          {say
            .notes({
              expected: count(card.completeness.expected),
              submitted: count(card.completeness.submitted),
              ...{ scheme: card.scheme, revision: card.revision },
              computed: fullTimeName(card.computedAt, language),
            })
            .map((note) => (
              <li key={note}>{note}</li>
            ))}
        </ol>
      </Section>
    </article>
  );
}

/** A month's bulletin has the month's number in its year; others are named by their period. */
function issueOf(
  period: string,
  name: string,
  numbered: (year: string, month: string) => string,
): string {
  const [, year, month] = /^(\d{4})-(\d{2})$/.exec(period) ?? [];
  return year && month ? numbered(year, String(Number(month))) : name;
}
