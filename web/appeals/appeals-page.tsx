/** The appeals of the branch, what was said of them, and, for those who judge, their answers. */

import { Button, Select } from 'antd';
import { useState } from 'react';
import { APPEAL_STATES } from '../../shared/review/appeal-rules.ts';
import type { KpiDefinition, List, Unit } from '../api.ts';
import { fullTimeName } from '../dates.ts';
import { ExportButton } from '../export-button.tsx';
import { count, periodName } from '../format.ts';
import { placeName } from '../made-up.ts';
import { usePages } from '../pages.ts';
import { PartFailed } from '../part.tsx';
import { useResource } from '../resource.ts';
import { evidenceAddress, Link, navigate, useAddress } from '../router.tsx';
import type { Session } from '../session.ts';
import { Failed, Loading } from '../states.tsx';
import { useWords } from '../words.ts';
import { type Answer, AnswerForm } from './answer-form.tsx';
import { type Appeal, isDecided, powersOver } from './appeal.ts';
import { useAppealWords } from './words.ts';

const ALL = 'all';

export default function AppealsPage({ session }: { readonly session: Session }) {
  const { language, say } = useAppealWords();
  const { words } = useWords();
  const asked = new URL(useAddress(), location.origin).searchParams.get('state') ?? ALL;
  const state = APPEAL_STATES.find((one) => one === asked);
  const own = useResource<Unit>(`/units/${session.unit}`, language);
  const isReviewer = session.role === 'reviewer' || session.role === 'administrator';
  const children = useResource<List<Unit>>(
    isReviewer && own.value?.level === 'province' ? `/units/${session.unit}/children` : undefined,
    language,
  );
  const catalogue = useResource<List<KpiDefinition>>('/kpis', language);
  const path = `/appeals${state ? `?state=${state}` : ''}`;
  const appeals = usePages<List<Appeal>>(path, language);
  const [answered, setAnswered] = useState<Answer>();

  const failed = [appeals.first, own, catalogue].find(({ failure }) => failure);
  // Once it stands it stays: a page that failed would take a half-typed answer with it.
  if (!appeals.first.value || !own.value || !catalogue.value) {
    if (failed?.failure) return <Failed failure={failed.failure} retry={failed.retry} />;
    return <Loading rows={10} />;
  }
  const items = appeals.pages.flatMap((page) => page.items);
  const open = items.filter((appeal) => !isDecided(appeal)).length;
  const below = children.value?.items.map(({ code }) => code) ?? [];
  const names = new Map(catalogue.value.items.map(({ id, name }) => [id, name[language]]));
  const title =
    items.length === 0
      ? state
        ? say.noneOfState
        : say.none
      : appeals.more
        ? say.titleMore(count(open))
        : say.title(count(open), count(items.length));
  return (
    <div className={appeals.first.loading ? 'stale' : ''}>
      {failed?.failure && <PartFailed failure={failed.failure} retry={failed.retry} />}
      <h1>{title}</h1>
      <p className="caption">{items.length === 0 ? say.noneText : say.caption}</p>
      <div className="controls">
        <span>
          {say.state}{' '}
          <Select
            aria-label={say.state}
            value={state ?? ALL}
            style={{ minWidth: 160 }}
            options={[ALL, ...APPEAL_STATES].map((one) => ({
              value: one,
              label: one === ALL ? say.all : say.states[one],
            }))}
            onChange={(next: string) =>
              navigate(next === ALL ? '/appeals' : `/appeals?state=${next}`)
            }
          />
        </span>
        {items.length > 0 && <ExportButton path={path} />}
        <span role="status" className="quiet">
          {appeals.first.loading ? words.updating : answered && say.answered[answered]}
        </span>
      </div>
      <ul className="appeals-list">
        {items.map((appeal) => (
          <li key={appeal.id}>
            <AppealEntry appeal={appeal} subject={names.get(appeal.kpi ?? '') ?? say.ledgerEntry} />
            {own.value && (
              <AnswerForm
                appeal={appeal}
                powers={powersOver(appeal, session, own.value, below)}
                onAnswered={(what) => {
                  setAnswered(what);
                  appeals.first.retry();
                }}
              />
            )}
          </li>
        ))}
      </ul>
      {appeals.failure && <Failed failure={appeals.failure} retry={() => appeals.more?.()} />}
      {(appeals.more || appeals.loadingMore) && (
        <Button onClick={appeals.more} loading={appeals.loadingMore}>
          {say.more}
        </Button>
      )}
    </div>
  );
}

export function AppealEntry({
  appeal,
  subject,
  level = 2,
}: {
  readonly appeal: Appeal;
  readonly subject: string;
  /** Of its heading: below the page's title, or below a section's. */
  readonly level?: 2 | 3;
}) {
  const { language, say } = useAppealWords();
  const { unit, period, kpi, state, reason, filedAt, deadline, comment, decision } = appeal;
  const place = unit.name === null ? unit.code : placeName(unit.name);
  const Heading = level === 2 ? 'h2' : 'h3';
  const title = `${place} · ${periodName(period, language)} · ${subject}`;
  return (
    <>
      <Heading>
        {kpi === null ? title : <Link to={evidenceAddress(period, unit.code, kpi)}>{title}</Link>}
      </Heading>
      <dl>
        <dt>{say.state}</dt>
        <dd>
          <strong>{say.states[state] ?? state}</strong>
        </dd>
        <dt>{say.reason}</dt>
        <dd>{reason}</dd>
        <dt>{say.filedAt}</dt>
        <dd>
          {fullTimeName(filedAt, language)} ({say.deadline} {fullTimeName(deadline, language)})
        </dd>
        {comment && (
          <>
            <dt>{say.comment}</dt>
            <dd>
              {comment.text} <span className="quiet">{fullTimeName(comment.at, language)}</span>
            </dd>
          </>
        )}
        {decision && (
          <>
            <dt>{say.decision}</dt>
            <dd>
              <strong>{say.states[decision.outcome]}</strong> {decision.note}{' '}
              <span className="quiet">{fullTimeName(decision.at, language)}</span>
            </dd>
            {decision.remedy && (
              <>
                <dt>{say.remedy}</dt>
                <dd>
                  {say.remedies[decision.remedy]} {decision.reference}
                </dd>
              </>
            )}
          </>
        )}
      </dl>
    </>
  );
}
