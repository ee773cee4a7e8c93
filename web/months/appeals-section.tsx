/** The appeals of a period that wait for somebody. */
import type { KpiDefinition, List, Unit } from '../api.ts';
import { AnswerForm } from '../appeals/answer-form.tsx';
import { type Appeal, isDecided, powersOver } from '../appeals/appeal.ts';
import { AppealEntry } from '../appeals/appeals-page.tsx';
import { useAppealWords } from '../appeals/words.ts';
import { ExportButton } from '../export-button.tsx';
import { count } from '../format.ts';
import { usePages } from '../pages.ts';
import { useResource } from '../resource.ts';
import { Link } from '../router.tsx';
import type { Session } from '../session.ts';
import { Failed, Loading } from '../states.tsx';
import { useReviewWords } from './review-words.ts';
import { useSaid } from './use-said.ts';
import { useMonthWords } from './words.ts';

export function AppealsSection({
  period,
  own,
  session,
}: {
  readonly period: string;
  readonly own: Unit;
  readonly session: Session;
}) {
  const { language, say } = useReviewWords();
  const { say: appealWords } = useAppealWords();
  const { say: month } = useMonthWords();
  const path = `/appeals?period=${period}`;
  const appeals = usePages<List<Appeal>>(`${path}&limit=1000`, language);
  const catalogue = useResource<List<KpiDefinition>>('/kpis', language);
  const children = useResource<List<Unit>>(
    own.parent === null ? `/units/${own.code}/children` : undefined,
    language,
  );
  const [said, setSaid] = useSaid();
  const items = appeals.pages.flatMap((page) => page.items);
  const waiting = items.filter((appeal) => !isDecided(appeal));
  const commented = waiting.filter(({ state }) => state === 'commented').length;
  const below = children.value?.items.map(({ code }) => code) ?? [];
  const nameOf = ({ kpi }: Appeal) =>
    catalogue.value?.items.find(({ id }) => id === kpi)?.name[language] ??
    kpi ??
    appealWords.ledgerEntry;
  const title = !appeals.first.value
    ? month.sections.appeals
    : items.length === 0
      ? say.noAppeals
      : waiting.length === 0
        ? say.allDecided(count(items.length))
        : say.appealsTitle(count(waiting.length) + (appeals.more ? '+' : ''));
  return (
    <section className="months-section" aria-labelledby="appeals">
      <h2 id="appeals">{title}</h2>
      <p className="caption">
        {waiting.length > 0 && (
          <>
            {say.appealsCounts(count(waiting.length - commented), count(commented))}
            {' · '}
          </>
        )}
        <Link to="/appeals">{say.allAppeals}</Link>
      </p>
      {items.length > 0 && <ExportButton path={path} />}
      <div role="status" className="quiet">
        {said}
      </div>
      {appeals.first.failure && (
        <Failed failure={appeals.first.failure} retry={appeals.first.retry} />
      )}
      {appeals.first.loading && !appeals.first.value && <Loading rows={2} />}
      <ul className="appeals-list">
        {waiting.map((appeal) => (
          <li key={appeal.id}>
            <AppealEntry appeal={appeal} subject={nameOf(appeal)} level={3} />
            <AnswerForm
              appeal={appeal}
              powers={powersOver(appeal, session, own, below)}
              onAnswered={() => {
                setSaid(say.answered);
                appeals.first.retry();
              }}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
