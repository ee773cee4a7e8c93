/** Says of a card or a ranking that it is not the one in force, and leads from one to the other. */
import type { PeriodState, Scorecard } from '../api.ts';
import { withQuery } from '../revision.ts';
import { isReviewer } from '../rights.ts';
import { Link } from '../router.tsx';
import type { Session } from '../session.ts';
import { useScorecardWords } from './words.ts';

export function DraftMark({
  of: { state: standing, revision },
  address,
  state,
  session,
}: {
  readonly of: Pick<Scorecard, 'state' | 'revision'>;
  /** Where the published one is shown. */
  readonly address: string;
  /** What is known of the period. */
  readonly state: PeriodState | undefined;
  readonly session: Session;
}) {
  const { say } = useScorecardWords();
  const isDraft = standing === 'draft';
  if (isDraft || standing === 'superseded') {
    const isPublished = state !== undefined && state.publishedAt !== null;
    return (
      <div className="scorecard-draft" role="note">
        <strong>{isDraft ? say.draft(String(revision)) : say.superseded(String(revision))}</strong>
        {isDraft && say.draftNote} {isPublished && <Link to={address}>{say.toPublished}</Link>}
      </div>
    );
  }
  if (!state?.draft || !isReviewer(session)) return null;
  return (
    <p className="caption">
      <Link to={withQuery(address, { revision: state.draft.revision })}>
        {say.hasDraft(String(state.draft.revision))}
      </Link>
    </p>
  );
}
