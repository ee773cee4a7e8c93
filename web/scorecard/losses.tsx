/** Why this score: the points lost, KPI by KPI, each with the way to its evidence. */
import type { KpiDefinition, Scorecard } from '../api.ts';
import { count, points } from '../format.ts';
import { withQuery } from '../revision.ts';
import { evidenceAddress, Link } from '../router.tsx';
import { lossesOf } from './losses.ts';
import { useScorecardWords } from './words.ts';

/** Those that matter; the others on request. */
const FIRST = 5;

export function Losses({
  card,
  definitions,
  revision,
}: {
  readonly card: Scorecard;
  readonly definitions: readonly KpiDefinition[];
  /** Of a draft that is looked at. */
  readonly revision: number | undefined;
}) {
  const { language, say } = useScorecardWords();
  const { losses, full, total } = lossesOf(card.kpis);
  if (losses.length === 0 && full.length === 0) return null;
  const names = new Map(definitions.map(({ id, name }) => [id, name[language]]));
  const nameOf = (id: string) => names.get(id) ?? id;
  const [most] = losses;
  const further = losses.slice(FIRST);
  const line = ({ kpi, lost, share, weightShare }: (typeof losses)[number]) => (
    <li key={kpi.id}>
      <Link to={withQuery(evidenceAddress(card.period, card.unit.code, kpi.id), { revision })}>
        {nameOf(kpi.id)}
      </Link>
      <span className="scorecard-track" aria-hidden="true">
        <span className="scorecard-weight" style={{ width: `${weightShare}%` }} />
        <span className="scorecard-lost" style={{ width: `${share}%` }} />
      </span>
      <span className="number">{say.lost(points(lost))}</span>
      <span className="scorecard-why quiet">{kpi.explanation[language]}</span>
    </li>
  );
  return (
    <section aria-labelledby="losses" className="scorecard-section">
      <h2 id="losses">
        {most
          ? say.lossesTitle(points(total), nameOf(most.kpi.id), points(most.lost))
          : say.lossesNone}
      </h2>
      {most && <p className="caption">{say.lossesCaption}</p>}
      <ol className="scorecard-losses">{losses.slice(0, FIRST).map(line)}</ol>
      {further.length > 0 && (
        <details>
          <summary>
            {say.furtherLosses(
              count(further.length),
              points(further.reduce((sum, { lost }) => sum + lost, 0)),
            )}
          </summary>
          <ol className="scorecard-losses" start={FIRST + 1}>
            {further.map(line)}
          </ol>
        </details>
      )}
      {full.length > 0 && (
        <p className="quiet">
          {say.fullMarks(full.map(({ id }) => nameOf(id)).join(language === 'zh' ? '、' : ', '))}
        </p>
      )}
    </section>
  );
}
