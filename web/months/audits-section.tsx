/** The audit sample of a month: who was called back, and what came of it. */
import { Button } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { parsePeriod } from '../../shared/calendar/period.ts';
import { NotDone, useAct } from '../act.tsx';
import type { List } from '../api.ts';
import { faultOfText } from '../appeals/appeal.ts';
import { MOST_CHARACTERS, Written } from '../appeals/written.tsx';
import { fullDayName } from '../dates.ts';
import { ExportButton } from '../export-button.tsx';
import { count } from '../format.ts';
import { usePages } from '../pages.ts';
import { useQueryWord } from '../router.tsx';
import type { Session } from '../session.ts';
import { Sheet } from '../sheet.tsx';
import { Failed, Loading } from '../states.tsx';
import { Field, Select } from './fields.tsx';
import { nameOf } from './flags-section.tsx';
import type { Audit } from './months.ts';
import { PlacedName } from './placed-name.tsx';
import { useReviewWords } from './review-words.ts';
import { useSaid } from './use-said.ts';
import { useMonthWords } from './words.ts';

const OUTCOMES = ['confirmed', 'wrong', 'not_reachable'] as const;

export function AuditsSection({
  period,
  session,
  cardOf,
}: {
  readonly period: string;
  readonly session: Session;
  /** The address of a unit's card. */
  readonly cardOf: (unit: string) => string;
}) {
  const { language, say } = useReviewWords();
  const { say: month } = useMonthWords();
  const isMonth = parsePeriod(period)?.kind === 'month';
  const path = isMonth ? `/audits?period=${period}&limit=1000` : undefined;
  const audits = usePages<List<Audit>>(path, language);
  const [opened, setOpened] = useQueryWord('audit', '');
  const [said, setSaid] = useSaid();
  const items = audits.pages.flatMap((page) => page.items);
  const done = items.filter(({ state }) => state !== 'open').length;
  const title = !audits.first.value
    ? month.sections.audits
    : items.length === 0
      ? say.noAudits
      : say.auditsTitle(count(done), count(items.length) + (audits.more ? '+' : ''));
  return (
    <section className="months-section" aria-labelledby="audits">
      <h2 id="audits">{title}</h2>
      <p className="caption">{isMonth ? say.auditsCaption : say.onlyMonths}</p>
      {path !== undefined && items.length > 0 && <ExportButton path={path} />}
      {items.length > 0 && (
        <div className="months-bar" aria-hidden="true">
          <span style={{ width: `${(100 * done) / items.length}%` }} />
        </div>
      )}
      <div role="status" className="quiet">
        {said}
      </div>
      {audits.first.failure && <Failed failure={audits.first.failure} retry={audits.first.retry} />}
      {audits.first.loading && !audits.first.value && <Loading rows={4} />}
      {items.length > 0 && (
        <div className={audits.first.loading ? 'stale' : ''}>
          <Sheet
            label={month.sections.audits}
            columns={[
              { key: 'unit', title: say.unit },
              { key: 'date', title: say.date },
              { key: 'kind', title: say.kind },
              { key: 'ref', title: say.ref },
              { key: 'state', title: say.state },
              { key: 'open', title: say.action },
            ]}
            rows={items.map((audit) => {
              const what = `${nameOf(audit.station)} · ${say.auditKinds[audit.kind]} ${audit.ref}`;
              const isOpened = opened === audit.id;
              return {
                key: audit.id,
                cells: {
                  unit: <PlacedName unit={audit.station} cardOf={cardOf} />,
                  date: <span className="months-nowrap">{fullDayName(audit.date, language)}</span>,
                  kind: say.auditKinds[audit.kind],
                  ref: <span className="months-nowrap">{audit.ref}</span>,
                  state: (
                    <>
                      {say.auditStates[audit.state]}
                      {audit.note && <div className="quiet months-reason">{audit.note}</div>}
                    </>
                  ),
                  open: session.unit !== audit.station.code && (
                    <Button
                      size="small"
                      aria-expanded={isOpened}
                      aria-label={isOpened ? `${say.close} ${what}` : say.recordOf(what)}
                      onClick={() => setOpened(isOpened ? '' : audit.id)}
                    >
                      {isOpened ? say.close : say.record}
                    </Button>
                  ),
                },
                below: isOpened && (
                  <OutcomeForm
                    audit={audit}
                    onRecorded={(outcome) => {
                      setSaid(say.saved(`${what} · ${say.auditStates[outcome]}`));
                      setOpened('');
                      audits.first.retry();
                    }}
                  />
                ),
              };
            })}
          />
        </div>
      )}
      {audits.failure && <Failed failure={audits.failure} retry={() => audits.more?.()} />}
      {(audits.more || audits.loadingMore) && (
        <Button onClick={audits.more} loading={audits.loadingMore}>
          {say.more}
        </Button>
      )}
    </section>
  );
}

function OutcomeForm({
  audit,
  onRecorded,
}: {
  readonly audit: Audit;
  readonly onRecorded: (outcome: string) => void;
}) {
  const { say } = useReviewWords();
  const id = useId();
  const [outcome, setOutcome] = useState<string>(
    audit.state === 'open' ? 'confirmed' : audit.state,
  );
  const [note, setNote] = useState(audit.note ?? '');
  const { busy, failure, act } = useAct();
  const record = async (event: FormEvent) => {
    event.preventDefault();
    const fault = faultOfText(note, MOST_CHARACTERS);
    if (fault && fault !== 'empty') return;
    const json = { outcome, ...(note.trim() && { note }) };
    const path = `/audits/${encodeURIComponent(audit.id)}/outcome`;
    if (await act<Audit>(path, { method: 'POST', json })) onRecorded(outcome);
  };
  return (
    <form onSubmit={record}>
      <div className="months-form">
        <Field label={say.outcome}>
          <Select
            value={outcome}
            options={OUTCOMES.map((one) => [one, say.auditStates[one] ?? one])}
            onChange={setOutcome}
          />
        </Field>
      </div>
      <Written
        id={`${id}-note`}
        label={say.optionalNote}
        value={note}
        onChange={setNote}
        rows={2}
        tried={false}
      />
      <NotDone failure={failure} />
      <Button type="primary" htmlType="submit" loading={busy}>
        {say.record}
      </Button>
    </form>
  );
}
