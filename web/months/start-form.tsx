/** The form that starts a run of a period, for administrators. */
import { Button } from 'antd';
import { useState } from 'react';
import { NotDone, useAct } from '../act.tsx';
import type { List } from '../api.ts';
import { useToday } from '../clock.ts';
import { periodName } from '../format.ts';
import { useResource } from '../resource.ts';
import { Link, navigate } from '../router.tsx';
import { Field, Select } from './fields.tsx';
import { type Revision, type Run, runAddress, type SchemeEntry } from './months.ts';
import { lastMonth, PERIOD_KINDS, type PeriodKind, periodsIn } from './period-kinds.ts';
import { useMonthWords } from './words.ts';

const YEARS = 6;

export function StartForm({
  period: fixed,
  onStarted,
}: {
  /** Only of this period; of any where left out. */
  readonly period?: string;
  readonly onStarted?: () => void;
}) {
  const { language, say } = useMonthWords();
  const today = useToday();
  const schemes = useResource<List<SchemeEntry>>('/schemes', language);
  const [kind, setKind] = useState<PeriodKind>('month');
  const [chosen, setPeriod] = useState(lastMonth(today));
  const [scheme, setScheme] = useState('');
  const [knownIn, setKnownIn] = useState('');
  const [isDry, setDry] = useState(false);
  const { busy, failure, act, forget } = useAct();
  const period = fixed ?? chosen;
  const revisions = useResource<List<Revision>>(`/periods/${period}/revisions`, language);
  const year = Number(period.slice(0, 4));
  const years = Array.from({ length: YEARS }, (_, ago) => Number(today.slice(0, 4)) - ago);
  const choose = (next: PeriodKind, of: number) => {
    const all = periodsIn(next, of);
    setKind(next);
    setPeriod(all.includes(chosen) ? chosen : (all[0] ?? chosen));
    setKnownIn('');
    forget();
  };
  const start = async () => {
    const json = {
      period,
      ...(scheme && { scheme }),
      ...(knownIn && { knownIn: Number(knownIn) }),
      ...(isDry && { dryRun: true }),
    };
    const run = await act<Run>('/runs', { method: 'POST', json });
    if (!run) return;
    navigate(runAddress(run.period, run.id), fixed ? 'replace' : 'push');
    onStarted?.();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <p className="quiet">{say.startIntro}</p>
      <div className="months-form">
        {!fixed && (
          <>
            <Field label={say.kind}>
              <Select
                value={kind}
                options={PERIOD_KINDS.map((one) => [one, say.kinds[one]])}
                onChange={(next) =>
                  choose(PERIOD_KINDS.find((one) => one === next) ?? 'month', year)
                }
              />
            </Field>
            <Field label={say.year}>
              <Select
                value={String(year)}
                options={years.map((one) => [String(one), say.yearOf(one)])}
                onChange={(next) => choose(kind, Number(next))}
              />
            </Field>
            {kind !== 'year' && (
              <Field label={say.part}>
                <Select
                  value={period}
                  options={periodsIn(kind, year).map((one) => [one, periodName(one, language)])}
                  onChange={(next) => {
                    setPeriod(next);
                    setKnownIn('');
                    forget();
                  }}
                />
              </Field>
            )}
          </>
        )}
        <Field label={say.scheme}>
          <Select
            value={scheme}
            options={[
              ['', say.usualScheme],
              ...(schemes.value?.items ?? []).map(
                (one) =>
                  [
                    one.scheme,
                    [one.scheme, one.name[language], !one.adopted && say.notAdopted]
                      .filter(Boolean)
                      .join(' · '),
                  ] as const,
              ),
            ]}
            onChange={setScheme}
          />
        </Field>
        <Field label={say.knownIn}>
          <Select
            value={knownIn}
            options={[
              ['', say.knownInNone],
              ...(revisions.value?.items ?? []).map(
                ({ revision }) => [String(revision), say.nth(revision)] as const,
              ),
            ]}
            onChange={setKnownIn}
          />
        </Field>
        <label className="months-check">
          <input
            type="checkbox"
            checked={isDry}
            onChange={(event) => setDry(event.target.checked)}
          />
          {say.dryRun}
        </label>
      </div>
      <NotDone failure={failure} />
      {failure?.kind === 'problem' && failure.run !== undefined && (
        <p>
          <Link to={runAddress(period, failure.run)}>{say.toRun}</Link>
        </p>
      )}
      <div className="controls">
        <Button type="primary" htmlType="submit" loading={busy}>
          {fixed ? say.rerun : say.start}
        </Button>
      </div>
    </form>
  );
}
