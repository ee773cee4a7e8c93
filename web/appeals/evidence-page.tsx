/** The way from a figure to its rows: how it was counted, unit by unit or day by day. */
import { Button } from 'antd';
import { comparable } from '../../shared/scorecards/comparable.ts';
import type { KpiDefinition, List, Scorecard } from '../api.ts';
import { Breadcrumbs } from '../breadcrumbs.tsx';
import { ExportButton } from '../export-button.tsx';
import { count, counts, periodName, valueAlone } from '../format.ts';
import { placeName } from '../made-up.ts';
import { usePages } from '../pages.ts';
import { NonePublished, useShownPeriod } from '../period-choice.tsx';
import { useResource } from '../resource.ts';
import { useAskedRevision, withQuery } from '../revision.ts';
import { evidenceAddress, scorecardAddress } from '../router.tsx';
import type { Session } from '../session.ts';
import { Failed, Loading } from '../states.tsx';
import { useWords } from '../words.ts';
import { type Evidence, sumOf } from './evidence.ts';
import { DaysTable, ReferenceTables, UnitsTable } from './evidence-tables.tsx';
import { useOwnAppeals } from './own-appeals.tsx';
import { useAppealWords } from './words.ts';

export default function EvidencePage({
  period: asked,
  unit,
  kpi: id,
  session,
}: {
  readonly period: string;
  readonly unit: string;
  readonly kpi: string;
  readonly session: Session;
}) {
  const { words } = useWords();
  const { language, say } = useAppealWords();
  const revision = useAskedRevision(session);
  const shown = useShownPeriod(asked, (found) => evidenceAddress(found, unit, id));
  const { period, periods } = shown;
  const card = useResource<Scorecard>(
    period && withQuery(scorecardAddress(period, unit), { revision }),
    language,
  );
  const catalogue = useResource<List<KpiDefinition>>('/kpis', language);
  const path =
    period &&
    withQuery(`/scorecards/${period}/${unit}/kpis/${encodeURIComponent(id)}/evidence`, {
      revision,
    });
  const evidence = usePages<Evidence>(path, language);
  const appeals = useOwnAppeals(card.value, periods.value?.items, session);

  const failed = [shown.periods, evidence.first, card, catalogue].find(({ failure }) => failure);
  if (failed?.failure) return <Failed failure={failed.failure} retry={failed.retry} />;
  if (shown.isNonePublished) return <NonePublished />;
  const [first] = evidence.pages.map(comparable);
  const definition = catalogue.value?.items.find((one) => one.id === id);
  const figure = card.value?.kpis.find((one) => one.id === id);
  if (!first || !definition || !figure || !card.value || !period || !path)
    return <Loading rows={16} />;
  const name = definition.name[language];
  const days = evidence.pages.flatMap(({ items }) => items);
  return (
    <div className={evidence.first.loading ? 'stale' : ''}>
      <Breadcrumbs
        unit={unit}
        to={({ code }) => withQuery(scorecardAddress(period, code), { revision })}
        last={name}
      />
      <h1>
        {say.evidenceTitle(
          placeName(card.value.unit.name),
          name,
          valueAlone(first.value, definition, language),
        )}
      </h1>
      <p className="caption">
        {[
          periodName(period, language),
          words.states[card.value.state] ?? card.value.state,
          words.revision(first.revision),
          counts(first.numerator, first.denominator, definition.display),
          first.note && (words.notes[first.note] ?? first.note),
          say.source,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <ExportButton path={path} />
      {figure.explanation && <p>{figure.explanation[language]}</p>}
      {appeals?.of(id, name)}
      {appeals?.form}
      <How first={first} days={days} isWhole={!evidence.more} definition={definition} />
      {first.units.length > 0 && (
        <UnitsTable period={period} evidence={first} definition={definition} revision={revision} />
      )}
      {days.length > 0 && <DaysTable days={days} definition={definition} unit={unit} />}
      {evidence.failure && <Failed failure={evidence.failure} retry={() => evidence.more?.()} />}
      {(evidence.more || evidence.loadingMore) && (
        <Button onClick={evidence.more} loading={evidence.loadingMore}>
          {say.more}
        </Button>
      )}
      <ReferenceTables reference={first.reference} />
      {days.length === 0 && first.units.length === 0 && first.reference.length === 0 && (
        <p>{say.noDays}</p>
      )}
    </div>
  );
}

/** The formula, and what adds up to the two counts. */
function How({
  first,
  days,
  isWhole,
  definition,
}: {
  readonly first: Evidence;
  readonly days: Evidence['items'];
  /** All days are listed, so that their sum is the days' part. */
  readonly isWhole: boolean;
  readonly definition: KpiDefinition;
}) {
  const { language, say } = useAppealWords();
  const { numerator, denominator, required, reference, units } = first;
  const isChange = definition.form === 'change';
  const parts: (readonly [name: string, part: Pick<Evidence, 'numerator' | 'denominator'>])[] = [];
  const add = (name: string, held: readonly Pick<Evidence, 'numerator' | 'denominator'>[]) => {
    if (held.length > 0) parts.push([name, sumOf(held)]);
  };
  add(say.fromUnits, units);
  if (isWhole) add(say.fromDays(count(days.length)), days);
  add(say.fromReference, reference);
  if (required > 0) parts.push([say.required, { numerator: 0, denominator: required }]);
  return (
    <section aria-labelledby="how" className="appeals-section">
      <h2 id="how">{say.howTitle}</h2>
      <p>{say.formula(definition.formula[language])}</p>
      <table className="appeals-sums">
        <thead>
          <tr>
            <td />
            <th scope="col">{isChange ? say.now : say.numerator}</th>
            <th scope="col">{isChange ? say.before : say.denominator}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map(([name, part]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="number">{count(part.numerator)}</td>
              <td className="number">{count(part.denominator)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">
              {say.value} {valueAlone(first.value, definition, language)}
            </th>
            <td className="number">
              <strong>{count(numerator)}</strong>
            </td>
            <td className="number">
              <strong>{count(denominator)}</strong>
            </td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}
