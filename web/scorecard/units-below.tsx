/** The units directly below, side by side: where they really differ from the unit itself. */
import { Select } from 'antd';
import type { Figures, KpiDefinition, Level, Ranking, RankingRow, Scorecard } from '../api.ts';
import { Figure } from '../charts/figure.tsx';
import { ExportButton } from '../export-button.tsx';
import { count, counts, kpiValue, NOTHING, percent, periodName, points } from '../format.ts';
import { placeName } from '../made-up.ts';
import { useResource } from '../resource.ts';
import { withQuery } from '../revision.ts';
import { Link, scorecardAddress, useQueryWord } from '../router.tsx';
import { Loading } from '../states.tsx';
import { gradeName, useWords } from '../words.ts';
import { type Standing, standingOf } from './heat.ts';
import { type Choice, choicesOf, HEADLINE } from './kpi-columns.ts';
import { PartFailed } from './part-failed.tsx';
import { type SortedColumn, SortedTable } from './sorted-table.tsx';
import { useScorecardWords } from './words.ts';

/** The level directly below; a station's villages are no units. */
export const LEVEL_BELOW: Readonly<Record<Level, Exclude<Level, 'province'> | undefined>> = {
  province: 'city',
  city: 'county',
  county: 'station',
  station: undefined,
};

/** More than any unit has below it. */
const MOST = 1000;

type Values = Figures['items'][number]['kpis'];

interface Row {
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

export function UnitsBelow({
  card,
  level,
  definitions,
  revision,
}: {
  readonly card: Scorecard;
  readonly level: Level;
  readonly definitions: readonly KpiDefinition[];
  /** Of a draft that is looked at. */
  readonly revision: number | undefined;
}) {
  const { language, words } = useWords();
  const { say } = useScorecardWords();
  const { period, unit } = card;
  const choices = choicesOf(definitions, level);
  const [word, choose] = useQueryWord('columns', HEADLINE);
  const choice = choices.find(({ id }) => id === word) ?? choices[0];
  const kpis = choice?.kpis ?? [];
  // Of one revision with the card: also of a month that is still under way.
  const about = { within: unit.code, level, revision: card.revision };
  const ranking = useResource<Ranking>(
    withQuery(`/rankings/${period}`, { ...about, limit: MOST }),
    language,
  );
  const figuresPath = withQuery(`/figures/${period}`, {
    ...about,
    kpis: kpis.map(({ id }) => id).join(','),
  });
  const figures = useResource<Figures>(figuresPath, language);
  if (ranking.failure) return <PartFailed failure={ranking.failure} retry={ranking.retry} />;
  if (!ranking.value) return <Loading rows={8} />;
  const isSame = (of: Ranking | Figures | undefined, within: string | undefined) =>
    of?.period === period && of.revision === card.revision && within === unit.code;
  const held = isSame(figures.value, figures.value?.within.unit.code) ? figures.value : undefined;
  if (!isSame(ranking.value, ranking.value.within)) return <Loading rows={8} />;
  if (ranking.value.items.length === 0) return <p>{say.noneBelow}</p>;
  const valuesOf = new Map(held?.items.map((one) => [one.unit.code, one.kpis]));
  const rows = ranking.value.items.map(
    (place): Row => ({
      ...{ code: place.unit.code, name: placeName(place.unit.name), isOwn: false, place },
      ...{ score: place.score, completeness: place.completeness },
      kpis: held && (valuesOf.get(place.unit.code) ?? {}),
    }),
  );
  const { expected, submitted } = card.completeness;
  const own: Row = {
    ...{ code: unit.code, name: placeName(unit.name), isOwn: true, place: undefined },
    ...{ score: card.score, completeness: expected > 0 ? submitted / expected : null },
    kpis: held?.within.kpis,
  };
  const standings = rows.map(({ score }) => standingOf(score, card.score.value, 'higher'));
  const number = (standing: Standing) => standings.filter((one) => one === standing).length;
  return (
    <Figure
      title={
        card.score.value === null
          ? say.below(say.belowOf[level](count(rows.length)))
          : say.belowCompared(
              say.belowOf[level](count(rows.length)),
              placeName(unit.name),
              count(number('better')),
              count(number('worse')),
            )
      }
      caption={[
        placeName(unit.name),
        periodName(period, language),
        words.states[card.state],
        words.revision(card.revision),
        say.heatNote(placeName(unit.name)),
        words.source,
      ]}
      controls={
        <span>
          {say.columns}{' '}
          <Select
            aria-label={say.columns}
            value={choice?.id ?? HEADLINE}
            style={{ minWidth: 160 }}
            options={choices.map(({ id, kpis: [first] }) => ({
              value: id,
              label: id === HEADLINE ? say.headline : (first?.family.name[language] ?? id),
            }))}
            onChange={(next: string) => choose(next)}
          />
          <span role="status" className="quiet">
            {' '}
            {figures.loading ? words.updating : ''}
          </span>
          <ExportButton path={figuresPath} />
        </span>
      }
    >
      {figures.failure && <PartFailed failure={figures.failure} retry={figures.retry} />}
      <HeatTable {...{ rows, own, card, choice, revision }} isStale={ranking.loading} />
      <ul className="chart-key">
        {(['better', 'worse', 'alike'] as const).map((standing) => (
          <li key={standing}>
            <span className={`scorecard-heat ${standing} sample`} aria-hidden="true">
              {MARKS[standing]}
            </span>
            {say.standings[standing]}
          </li>
        ))}
      </ul>
    </Figure>
  );
}

const MARKS: Readonly<Record<Standing, string>> = {
  better: '▲',
  worse: '▼',
  alike: '',
  unknown: '',
};

function HeatTable({
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
    const figureOf = ({ kpis: held }: Row) => held?.[definition.id];
    // A change since a year of which little is known is none to tell units apart by.
    const standing = (row: Row): Standing =>
      row.isOwn || figureOf(row)?.note === 'base_incomplete'
        ? 'unknown'
        : standingOf(figureOf(row), own.kpis?.[definition.id]?.value, definition.better);
    return {
      ...{ id: definition.id, title: definition.name[language], width: 106 },
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
