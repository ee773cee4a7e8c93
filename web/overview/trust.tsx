/** Can these numbers be trusted? What they rest on, in one short list. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { COMPLETE, RANKABLE } from '../../shared/scorecards/limits.ts';
import type { Figures, List, Ranking, Scorecard } from '../api.ts';
import { count, percent } from '../format.ts';
import { type Resource, useResource } from '../resource.ts';
import { useWords } from '../words.ts';
import { type OverviewWords, useOverviewWords } from './words.ts';

const LIMIT = 1000;

export function Trust({
  period,
  unit,
  card,
  stations,
  ranking,
  isReviewer,
}: {
  readonly period: string;
  readonly unit: string;
  readonly card: Resource<Scorecard>;
  readonly stations: Resource<Figures>;
  readonly ranking: Resource<Ranking>;
  readonly isReviewer: boolean;
}) {
  const { language, say } = useOverviewWords();
  const confirmed = useResource<List<unknown>>(
    isReviewer
      ? `/flags?period=${period}&within=${unit}&state=confirmed&limit=${LIMIT}`
      : undefined,
    language,
  );
  const terms = say.trust.terms;
  return (
    <section aria-labelledby="overview-trust">
      <h2 id="overview-trust">{say.trust.title}</h2>
      <dl className="overview-trust">
        <Term name={terms.completeness} of={card} tell={(one) => completenessTold(one, say)} />
        <Term name={terms.thin} of={stations} tell={(figures) => thinTold(figures, say)} />
        <Term name={terms.rankability} of={ranking} tell={(one) => rankableTold(one, say)} />
        {isReviewer && (
          <Term
            name={terms.flags}
            of={confirmed}
            tell={({ items, next }) => {
              if (items.length === 0) return say.trust.confirmedNone;
              const found = count(items.length);
              return say.trust.confirmed(next === null ? found : say.open.atLeast(found));
            }}
          />
        )}
        <Term name={terms.audit} of={card} tell={(one) => auditTold(one, say)} />
      </dl>
    </section>
  );
}

function Term<T>({
  name,
  of,
  tell,
}: {
  readonly name: string;
  readonly of: Resource<T>;
  readonly tell: (value: T) => ReactNode;
}) {
  const { words } = useWords();
  const { say } = useOverviewWords();
  return (
    <>
      <dt>{name}</dt>
      <dd className={of.loading && of.value !== undefined ? 'stale' : ''}>
        {of.value !== undefined ? (
          tell(of.value)
        ) : (
          <span className="quiet" aria-busy={of.loading}>
            {of.failure ? say.trust.unknown : '…'}{' '}
            {of.failure && (
              <Button type="link" size="small" onClick={of.retry}>
                {words.retry}
              </Button>
            )}
          </span>
        )}
      </dd>
    </>
  );
}

function completenessTold({ completeness }: Scorecard, say: OverviewWords): string {
  const { expected, submitted, onTime } = completeness;
  if (expected === 0) return say.trust.noneExpected;
  return [
    say.trust.completeness(percent(submitted / expected), count(submitted), count(expected)),
    say.trust.onTime(percent(onTime / expected)),
  ].join(' · ');
}

function thinTold({ items }: Figures, say: OverviewWords): string {
  const thin = items.filter(
    ({ completeness: { expected, submitted } }) => expected > 0 && submitted / expected < COMPLETE,
  );
  return thin.length > 0 ? say.trust.thin(count(thin.length)) : say.trust.thinNone;
}

function rankableTold({ rankability, level }: Ranking, say: OverviewWords): string {
  if (rankability === null) return say.trust.rankabilityNone(level);
  const tell = rankability >= RANKABLE ? say.trust.rankable : say.trust.notRankable;
  return tell(percent(rankability), level);
}

/** What the levels above found by calling back. */
function auditTold({ audit }: Scorecard, say: OverviewWords): string {
  if (!audit || audit.sampled === 0) return say.trust.auditNone;
  const reached = audit.confirmed + audit.wrong;
  if (audit.share === null || !audit.interval) return say.trust.auditOpen(count(audit.sampled));
  const [low, high] = audit.interval;
  return say.trust.audit(
    percent(audit.share),
    percent(low),
    percent(high),
    count(audit.confirmed),
    count(reached),
  );
}
