/** The units directly below, side by side: where they really differ from the unit itself. */
import { Select } from 'antd';
import type { Figures, KpiDefinition, Level, Ranking, Scorecard } from '../api.ts';
import { Figure } from '../charts/figure.tsx';
import { ExportButton } from '../export-button.tsx';
import { count, periodName } from '../format.ts';
import { placeName } from '../made-up.ts';
import { PartFailed } from '../part.tsx';
import { useResource } from '../resource.ts';
import { withQuery } from '../revision.ts';
import { useQueryWord } from '../router.tsx';
import { Loading } from '../states.tsx';
import { useWords } from '../words.ts';
import { type Standing, standingOf } from './heat.ts';
import { HeatTable, MARKS, type Row } from './heat-table.tsx';
import { choicesOf, HEADLINE } from './kpi-columns.ts';
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
        words.scoreOutside.replace(/[.。]$/, ''),
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
