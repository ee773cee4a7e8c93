/** Units side by side, a row each: coloured where they really differ from the unit above them. */
import { comparable } from '../../shared/scorecards/comparable.ts';
import type { Figures, RankingRow, Scorecard } from '../api.ts';
import { counts, headed, kpiValue, NOTHING, percent, points } from '../format.ts';
import { withQuery } from '../revision.ts';
import { Link, scorecardAddress } from '../router.tsx';
import { gradeName, useWords } from '../words.ts';
import { type Standing, standingOf } from './heat.ts';
import type { Choice } from './kpi-columns.ts';
import { type SortedColumn, SortedTable } from './sorted-table.tsx';
import { useScorecardWords } from './words.ts';

type Values = Figures['items'][number]['kpis'];

export interface Row {
  readonly code: string;
  readonly name: string;
  readonly isOwn: boolean;
  readonly score: RankingRow['score'];
  /** Undefined for the unit itself, which is not among its own units. */
  readonly place: RankingRow | undefined;
  readonly completeness: number | null;
  /** Undefined while they are on their way. */
  readonly kpis: Values | undefined;
}

/** What tells a standing besides its colour. */
export const MARKS: Readonly<Record<Standing, string>> = {
  better: '▲',
  worse: '▼',
  alike: '',
  unknown: '',
};

export function HeatTable({
  rows,
  own,
  card,
  choice,
  revision,
  isStale,
}: {
  readonly rows: readonly Row[];
  readonly own: Row;
  readonly card: Scorecard;
  readonly choice: Choice | undefined;
  readonly revision: number | undefined;
  readonly isStale: boolean;
}) {
  const { language, words } = useWords();
  const { say } = useScorecardWords();
  const heat = (standing: Standing) => `scorecard-heat ${standing}`;
  const marked = (standing: Standing, text: string, title?: string) => (
    <span className="number" title={title}>
      {(standing === 'better' || standing === 'worse') && (
        <>
          <span className="scorecard-mark" aria-hidden="true">
            {MARKS[standing]}
          </span>
          <span className="heard">{say.standings[standing]} </span>
        </>
      )}
      {text}
    </span>
  );
  const scoreStanding = ({ isOwn, score }: Row): Standing =>
    isOwn ? 'unknown' : standingOf(score, card.score.value, 'higher');
  const fixed: readonly SortedColumn<Row>[] = [
    {
      ...{ id: 'unit', title: words.unit, width: 130, align: 'left' },
      key: ({ name }) => name,
      cell: ({ code, name, isOwn }) =>
        isOwn ? (
          <strong>{say.itself(name)}</strong>
        ) : (
          <Link to={withQuery(scorecardAddress(card.period, code), { revision })}>{name}</Link>
        ),
    },
    {
      ...{ id: 'score', title: words.score, width: 110 },
      key: ({ score }) => score.value,
      className: (row) => heat(scoreStanding(row)),
      cell: (row) => {
        const { value, interval } = row.score;
        if (value === null) return <span title={words.noScore}>{NOTHING}</span>;
        return (
          <>
            {marked(scoreStanding(row), points(value))}
            {interval && (
              <div className="quiet number">
                {points(interval[0])}–{points(interval[1])}
              </div>
            )}
          </>
        );
      },
    },
    {
      ...{ id: 'grade', title: words.grade, width: 80, align: 'left' },
      // Grades follow the score.
      key: ({ score }) => (score.grade === null ? null : score.value),
      cell: ({ score }) => (score.grade ? gradeName(score.grade, language) : NOTHING),
    },
    {
      ...{ id: 'echelon', title: words.echelon, width: 150, align: 'left' },
      key: ({ place }) => place?.interval?.[0] ?? null,
      cell: ({ place }) => place && <EchelonText place={place} />,
    },
    {
      ...{ id: 'completeness', title: say.completeness, width: 90 },
      key: ({ completeness }) => completeness,
      cell: ({ completeness }) => (
        <span className="number">{completeness === null ? NOTHING : percent(completeness)}</span>
      ),
    },
  ];
  const kpis = (choice?.kpis ?? []).map((definition): SortedColumn<Row> => {
    const figureOf = ({ kpis: held }: Row) => {
      const figure = held?.[definition.id];
      return figure && comparable(figure);
    };
    const standing = (row: Row): Standing =>
      row.isOwn ? 'unknown' : standingOf(figureOf(row), figureOf(own)?.value, definition.better);
    return {
      ...{
        id: definition.id,
        title: headed(definition.name[language], definition, language),
        width: 106,
      },
      key: (row) => figureOf(row)?.value ?? null,
      className: (row) => heat(standing(row)),
      cell: (row) => {
        const figure = figureOf(row);
        if (!figure) return row.kpis ? NOTHING : '…';
        const { value, note, interval } = figure;
        const title = [
          counts(figure.numerator, figure.denominator, definition.display),
          interval &&
            say.interval(
              kpiValue(interval[0], definition, language),
              kpiValue(interval[1], definition, language),
            ),
        ];
        return (
          <>
            {marked(
              standing(row),
              kpiValue(value, definition, language),
              title.filter(Boolean).join(' · '),
            )}
            {note && <div className="quiet">{words.notes[note] ?? note}</div>}
          </>
        );
      },
    };
  });
  return (
    <SortedTable<Row>
      columns={[...fixed, ...kpis]}
      rows={rows}
      first={own}
      rowKey={({ code }) => code}
      isStale={isStale}
    />
  );
}

function EchelonText({ place }: { readonly place: RankingRow }) {
  const { words } = useWords();
  if (place.echelon === null) return place.unranked && words.unranked[place.unranked];
  return (
    <>
      {words.echelons[place.echelon]}
      {place.interval && (
        <div className="quiet">{words.rankInterval(place.interval[0], place.interval[1])}</div>
      )}
    </>
  );
}
