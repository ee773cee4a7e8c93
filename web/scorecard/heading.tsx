/** A card's answer: the score, how sure it is, the places, and what they rest on. */

import { ECHELONS, labelOf } from '../../shared/scorecards/labels.ts';
import type { Scorecard } from '../api.ts';
import { count, NOTHING, percent, periodName, points } from '../format.ts';
import { Place } from '../place.tsx';
import { isReviewer } from '../rights.ts';
import { Link, monthAddress } from '../router.tsx';
import type { Session } from '../session.ts';
import { gradeName, useWords, type Words } from '../words.ts';
import { useScorecardWords } from './words.ts';

export function Heading({
  card,
  session,
}: {
  readonly card: Scorecard;
  readonly session: Session;
}) {
  const { language, words } = useWords();
  const { say } = useScorecardWords();
  const { score, completeness } = card;
  // Within a sentence: a number alone would be read as a rank.
  const echelon = (place: Scorecard['ranks'][number]) => labelOf(ECHELONS, place.echelon, language);
  const adjusted = score.adjustments.reduce((sum, adjustment) => sum + adjustment.points, 0);
  return (
    <>
      <h1>
        <Place name={card.unit.name} /> · {periodName(card.period, language)}
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
            {say.range(points(score.interval[0]), points(score.interval[1]))}
          </span>
        )}
        {card.unranked && <span>{words.unranked[card.unranked]}</span>}
      </div>
      <ul className="scorecard-places">
        {card.ranks.map((place) => (
          <li key={place.scope} title={placeNotes(place, words)}>
            <span className="quiet">{words.scopes[place.scope]}</span>{' '}
            <strong>
              {place.rank === null ? echelon(place) : words.outOf(place.rank, place.of)}
            </strong>
            {place.interval && place.of > 1 && (
              <span>
                {say.gap}
                {words.rankInterval(place.interval[0], place.interval[1])}
                {place.rank !== null && `${say.gap}${echelon(place)}`}
                {place.distinguishable === false && `${say.gap}${words.notDistinguishable}`}
                {place.distinguishable === true && `${say.gap}${say.distinct}`}
              </span>
            )}
          </li>
        ))}
      </ul>
      {card.flags.length > 0 && (
        <p>
          {words.flagged(card.flags.length)}
          {isReviewer(session) && (
            <>
              {say.gap}
              <Link to={monthAddress(card.period)}>{say.toReview}</Link>
            </>
          )}
        </p>
      )}
      {score.adjustments.length > 0 && <p>{say.adjusted(signed(adjusted))}</p>}
      {score.gradeCap && <p>{say.capped(gradeName(score.gradeCap, language))}</p>}
      {card.positions === 'withheld' && (
        <p className="quiet">{words.withheld(percent(card.rankability ?? 0))}</p>
      )}
      {card.approvals[0] && <p>{words.approved(card.approvals[0].by)}</p>}
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

/** Points with their sign. */
const signed = (value: number) => (value > 0 ? `+${points(value)}` : points(value));
