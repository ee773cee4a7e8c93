/** Says of a card that it is not the one in force, and leads from one to the other. */
import type { PeriodState, Scorecard } from '../api.ts';
import { reviews, withQuery } from '../revision.ts';
import { Link, scorecardAddress } from '../router.tsx';
import type { Session } from '../session.ts';
import { useScorecardWords } from './words.ts';

export function DraftMark({
  card,
  state,
  session,
}: {
  readonly card: Scorecard;
  /** What is known of the period. */
  readonly state: PeriodState | undefined;
  readonly session: Session;
}) {
  const { say } = useScorecardWords();
  const { period, unit, revision } = card;
  const address = scorecardAddress(period, unit.code);
  const isDraft = card.state === 'draft';
  if (isDraft || card.state === 'superseded') {
    const isPublished = state !== undefined && state.publishedAt !== null;
    return (
      <div className="scorecard-draft" role="note">
        <strong>{isDraft ? say.draft(String(revision)) : say.superseded(String(revision))}</strong>
        {isDraft && say.draftNote} {isPublished && <Link to={address}>{say.toPublished}</Link>}
      </div>
    );
  }
  if (!state?.draft || !reviews(session)) return null;
  return (
    <p className="caption">
      <Link to={withQuery(address, { revision: state.draft.revision })}>
        {say.hasDraft(String(state.draft.revision))}
      </Link>
    </p>
  );
}
