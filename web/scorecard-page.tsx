/** One unit's scorecard: the score, and every KPI that it came from. */
import { Table, type TableColumnsType } from 'antd';
import type { KpiDefinition, KpiFigure, List, Scorecard } from './api.ts';
import {
  count,
  counts,
  type Display,
  kpiValue,
  type Language,
  NOTHING,
  percent,
  periodName,
  points,
} from './format.ts';
import { placeName } from './made-up.ts';
import { useResource } from './resource.ts';
import { Link, rankingAddress } from './router.tsx';
import type { Session } from './session.ts';
import { Failed, Loading } from './states.tsx';
import { gradeName, useWords, type Words } from './words.ts';

/** A line of the table: a family's heading, or a KPI. */
type Line =
  | { readonly heading: string; readonly key: string }
  | {
      readonly heading: null;
      readonly key: string;
      readonly kpi: KpiFigure;
      readonly definition: KpiDefinition;
    };

export default function ScorecardPage({
  period,
  unit,
}: {
  readonly period: string;
  readonly unit: string;
  readonly session: Session;
}) {
  const { language, words } = useWords();
  const card = useResource<Scorecard>(`/scorecards/${period}/${unit}`, language);
  const catalogue = useResource<List<KpiDefinition>>('/kpis', language);
  const failed = [card, catalogue].find(({ failure }) => failure);
  if (failed?.failure) return <Failed failure={failed.failure} retry={failed.retry} />;
  if (!card.value || !catalogue.value) return <Loading rows={20} />;
  return (
    <div className={card.loading ? 'stale' : ''}>
      <nav className="caption" aria-label={words.toRanking}>
        <Link to={rankingAddress(card.value.period)}>{words.toRanking}</Link>
      </nav>
      <Heading card={card.value} definitions={catalogue.value.items} />
      <Table<Line>
        size="small"
        columns={columnsOf(language, words)}
        dataSource={linesOf(card.value.kpis, catalogue.value.items, language)}
        pagination={false}
        scroll={{ x: WIDTH }}
        sticky
      />
      <p className="caption">{words.scorecardCaption}</p>
      <span role="status" className="quiet">
        {card.loading ? words.updating : ''}
      </span>
    </div>
  );
}

function Heading({
  card,
  definitions,
}: {
  readonly card: Scorecard;
  readonly definitions: readonly KpiDefinition[];
}) {
  const { language, words } = useWords();
  const { score, completeness } = card;
  const worst = card.kpis
    .filter(({ lost }) => lost !== null && lost >= 0.05)
    .toSorted((a, b) => (b.lost ?? 0) - (a.lost ?? 0))[0];
  const worstName = definitions.find(({ id }) => id === worst?.id)?.name[language];
  return (
    <>
      <h1>
        {placeName(card.unit.name)} · {periodName(card.period, language)}
      </h1>
      <div className="answer">
        {score.value === null ? (
          <span>
            {NOTHING} {words.noScore}
          </span>
        ) : (
          <span>
            <span className="score">{points(score.value)}</span> {words.points}
          </span>
        )}
        {score.grade && <strong>{gradeName(score.grade, language)}</strong>}
        {score.interval && (
          <span className="quiet">
            {words.scoreInterval(points(score.interval[0]), points(score.interval[1]))}
          </span>
        )}
        {card.ranks.map((place) => (
          <span key={place.scope} title={placeNotes(place, words)}>
            {words.scopes[place.scope]}{' '}
            {place.rank === null
              ? words.echelons[place.echelon]
              : words.outOf(place.rank, place.of)}
            {place.interval && (
              <span className="quiet">
                {' '}
                {words.rankInterval(place.interval[0], place.interval[1])}
              </span>
            )}
          </span>
        ))}
        {card.flags.length > 0 && <span>{words.flagged(card.flags.length)}</span>}
        {card.unranked && <span>{words.unranked[card.unranked]}</span>}
      </div>
      {worst && worstName !== undefined && worst.lost !== null && (
        <p>{words.lostMost(worstName, points(worst.lost))}</p>
      )}
      {card.positions === 'withheld' && (
        <p className="quiet">{words.withheld(percent(card.rankability ?? 0))}</p>
      )}
      {card.approvals[0] && <p>{words.approved(card.approvals[0].by)}</p>}
      {card.improvements.length > 0 && (
        <>
          <h2>{words.improvements}</h2>
          <ol>
            {card.improvements.map(({ kpi, words: advice }) => (
              <li key={kpi}>{advice[language]}</li>
            ))}
          </ol>
        </>
      )}
      <p className="caption">
        {[
          words.completeness(count(completeness.submitted), count(completeness.expected)),
          words.onTime(count(completeness.onTime)),
          words.states[card.state] ?? card.state,
          words.revision(card.revision),
          `${words.scheme} ${card.scheme}`,
          auditText(card.audit, words),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </>
  );
}

/** What came of the sample that the level above calls back. */
function auditText(audit: Scorecard['audit'], words: Words): string | undefined {
  if (!audit) return undefined;
  const reached = audit.confirmed + audit.wrong;
  if (reached === 0) return words.sampled(count(audit.sampled));
  return words.audited(count(audit.confirmed), count(reached));
}

/** What else is known of a place, for those who look closer. */
function placeNotes(place: Scorecard['ranks'][number], words: Words): string {
  const { expected, topTenth, stability } = place;
  return [
    expected === null ? undefined : `${words.expected} ${count(expected)}`,
    topTenth === null ? undefined : words.topTenth(percent(topTenth)),
    stability === null ? undefined : words.stability(percent(stability)),
  ]
    .filter((note) => note !== undefined)
    .join(' · ');
}

/** The KPIs in the catalogue's order, under their families' headings. */
function linesOf(
  kpis: readonly KpiFigure[],
  definitions: readonly KpiDefinition[],
  language: Language,
): Line[] {
  const results = new Map(kpis.map((kpi) => [kpi.id, kpi]));
  let family: string | undefined;
  return definitions.flatMap((definition): Line[] => {
    const kpi = results.get(definition.id);
    if (!kpi) return [];
    const line: Line = { heading: null, key: kpi.id, kpi, definition };
    if (definition.family.id === family) return [line];
    family = definition.family.id;
    return [{ heading: definition.family.name[language], key: `family ${family}` }, line];
  });
}

const COLUMNS = 9;
/** Narrower than this the table scrolls sideways, its first column staying. */
const WIDTH = 1090;
// Cut off: the shadow of the fixed column would stand out beyond the table.
const HEADING = { background: '#fafafa', fontWeight: 600, overflow: 'hidden' };

function columnsOf(language: Language, words: Words): TableColumnsType<Line> {
  const cell =
    (print: (kpi: KpiFigure, display: Display) => React.ReactNode) => (_: unknown, line: Line) =>
      line.heading === null ? print(line.kpi, line.definition.display) : null;
  const number = (text: string) => <span className="number">{text}</span>;
  const column = (
    title: string,
    width: number,
    print: (kpi: KpiFigure, display: Display) => React.ReactNode,
  ) => ({
    title,
    width,
    key: title,
    align: 'right' as const,
    onCell: (line: Line) => (line.heading === null ? {} : { colSpan: 0 }),
    render: cell(print),
  });
  const history = (value: number | null, display: Display) =>
    value === null ? (
      <span className="quiet" title={words.noHistory}>
        {NOTHING}
      </span>
    ) : (
      number(kpiValue(value, display, language))
    );
  return [
    {
      title: words.indicator,
      key: 'indicator',
      width: 180,
      fixed: 'left',
      onCell: (line) => (line.heading === null ? {} : { colSpan: COLUMNS, style: HEADING }),
      render: (_, line) =>
        line.heading === null ? (
          <span title={line.definition.formula[language]}>{line.definition.name[language]}</span>
        ) : (
          line.heading
        ),
    },
    column(words.value, 120, (kpi, display) => (
      <>
        {number(kpiValue(kpi.value, display, language))}
        {kpi.interval && (
          <div className="quiet number">
            {kpiValue(kpi.interval[0], display, language)}–
            {kpiValue(kpi.interval[1], display, language)}
          </div>
        )}
        {kpi.signal && kpi.signal !== 'none' && (
          <div className={kpi.signal === 'improving' ? 'better' : 'worse'}>
            {words.signals[kpi.signal]}
          </div>
        )}
        {kpi.note && <div className="quiet">{words.notes[kpi.note] ?? kpi.note}</div>}
      </>
    )),
    column(words.countsHeader, 150, (kpi, display) =>
      number(counts(kpi.numerator, kpi.denominator, display)),
    ),
    column(words.target, 200, (kpi, display) => targetText(kpi.target, display, language, words)),
    column(words.previous, 90, (kpi, display) => history(kpi.previous, display)),
    column(words.yearAgo, 90, (kpi, display) => history(kpi.yearAgo, display)),
    column(words.score, 110, (kpi) => (
      <>
        {number(kpi.score === null ? NOTHING : points(kpi.score))}
        {kpi.dropped && <div className="quiet">{words.dropped[kpi.dropped]}</div>}
      </>
    )),
    column(words.weight, 80, (kpi) =>
      kpi.schemeWeight > 0 ? (
        number(points(kpi.weight))
      ) : (
        <span className="quiet">{words.monitored}</span>
      ),
    ),
    column(words.lost, 70, (kpi) => (
      <span title={kpi.explanation[language]}>
        {number(kpi.lost === null ? NOTHING : points(kpi.lost))}
      </span>
    )),
  ];
}

/** The target's marks in words: `达标80.0% 优秀85.0%`. */
function targetText(
  target: KpiFigure['target'],
  display: Display,
  language: Language,
  words: Words,
): string {
  const marks = (['meets', 'excels', 'target', 'hundred'] as const).flatMap((mark) => {
    const value = target?.[mark];
    return typeof value === 'number'
      ? [`${words.marks[mark]} ${kpiValue(value, display, language)}`]
      : [];
  });
  return marks.length > 0 ? marks.join(' · ') : NOTHING;
}
