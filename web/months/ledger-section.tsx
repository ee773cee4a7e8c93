/** The ledger of a period: vetoes, deductions and bonuses, and who decided them. */
import { Button } from 'antd';
import { useState } from 'react';
import { NotDone, useAct } from '../act.tsx';
import type { List, Unit } from '../api.ts';
import { faultOfText } from '../appeals/appeal.ts';
import { MOST_CHARACTERS, Written } from '../appeals/written.tsx';
import { Confirm } from '../confirm.tsx';
import { ExportButton } from '../export-button.tsx';
import { count, NOTHING, points } from '../format.ts';
import { usePages } from '../pages.ts';
import { Sheet } from '../sheet.tsx';
import { Failed, Loading } from '../states.tsx';
import { gradeName } from '../words.ts';
import { nameOf } from './flags-section.tsx';
import { LedgerForm } from './ledger-form.tsx';
import type { LedgerEntry } from './months.ts';
import { useReviewWords } from './review-words.ts';
import { Time } from './time.tsx';
import { useSaid } from './use-said.ts';
import { useMonthWords } from './words.ts';

export function LedgerSection({
  period,
  own,
  scheme,
  mayEnter,
}: {
  readonly period: string;
  readonly own: Unit;
  readonly scheme: string | undefined;
  readonly mayEnter: boolean;
}) {
  const { language, say } = useReviewWords();
  const { say: month } = useMonthWords();
  const path = `/ledger?period=${period}`;
  const ledger = usePages<List<LedgerEntry>>(path, language);
  const [isEntering, setEntering] = useState(false);
  /** Opened and not yet entered: what is typed stays while the form is folded away. */
  const [isBegun, setBegun] = useState(false);
  const [withdrawing, setWithdrawing] = useState<LedgerEntry>();
  const [said, setSaid] = useSaid();
  const items = ledger.pages.flatMap((page) => page.items);
  const active = items.filter(({ state }) => state === 'active').length;
  return (
    <section className="months-section" aria-labelledby="ledger">
      <h2 id="ledger">
        {!ledger.first.value
          ? month.sections.ledger
          : items.length === 0
            ? say.noLedger
            : say.ledgerTitle(count(active))}
      </h2>
      <p className="caption">{say.ledgerCaption}</p>
      {items.length > 0 && <ExportButton path={path} />}
      {ledger.first.failure && <Failed failure={ledger.first.failure} retry={ledger.first.retry} />}
      {ledger.first.loading && !ledger.first.value && <Loading rows={2} />}
      {items.length > 0 && (
        <div className={ledger.first.loading ? 'stale' : ''}>
          <Sheet
            label={month.sections.ledger}
            columns={[
              { key: 'unit', title: say.unit },
              { key: 'kind', title: say.kind },
              { key: 'points', title: say.points, isNumber: true },
              { key: 'reason', title: say.reason },
              { key: 'evidence', title: say.evidence },
              { key: 'decided', title: say.decided },
              { key: 'state', title: say.state },
              ...(mayEnter ? [{ key: 'withdraw', title: say.action }] : []),
            ]}
            rows={items.map((entry) => ({
              key: entry.id,
              cells: {
                unit: nameOf(entry.unit),
                kind: say.ledgerKinds[entry.kind],
                points: worthOf(entry, (grade) => gradeName(grade, language), say.usualCap),
                reason: (
                  <div className="months-reason">
                    {entry.reason}
                    {entry.sharedWith.length > 0 && (
                      <div className="quiet">
                        {say.shared}：{entry.sharedWith.map(nameOf).join('、')}
                      </div>
                    )}
                  </div>
                ),
                evidence: <div className="months-reason">{entry.evidence}</div>,
                decided: (
                  <>
                    <Time at={entry.decidedAt} />
                    <div className="quiet">{entry.decidedBy}</div>
                  </>
                ),
                state: entry.state === 'active' ? say.active : <Withdrawn entry={entry} />,
                withdraw: entry.state === 'active' && (
                  <Button
                    size="small"
                    aria-label={say.withdrawOf(
                      `${nameOf(entry.unit)} · ${say.ledgerKinds[entry.kind]}`,
                    )}
                    onClick={() => setWithdrawing(entry)}
                  >
                    {say.withdraw}
                  </Button>
                ),
              },
            }))}
          />
        </div>
      )}
      {(ledger.more || ledger.loadingMore) && (
        <Button onClick={ledger.more} loading={ledger.loadingMore}>
          {say.more}
        </Button>
      )}
      {mayEnter && (
        <div className="controls">
          <Button
            aria-expanded={isEntering}
            onClick={() => {
              setEntering(!isEntering);
              setBegun(true);
            }}
          >
            {say.enter}
          </Button>
          <span role="status" className="quiet">
            {said}
          </span>
        </div>
      )}
      {isBegun && (
        <div hidden={!isEntering}>
          <LedgerForm
            period={period}
            own={own}
            scheme={scheme}
            onEntered={(entered) => {
              setEntering(false);
              setBegun(false);
              setSaid(say.entered(count(entered)));
              ledger.first.retry();
            }}
          />
        </div>
      )}
      {withdrawing && (
        <WithdrawDialog
          entry={withdrawing}
          onNo={() => setWithdrawing(undefined)}
          onDone={() => {
            setWithdrawing(undefined);
            setSaid(say.withdrawnDone);
            ledger.first.retry();
          }}
        />
      )}
    </section>
  );
}

function worthOf(
  { kind, points: worth, gradeCap }: LedgerEntry,
  gradeOf: (grade: string) => string,
  usual: string,
): string {
  if (kind === 'veto') return gradeCap === null ? usual : gradeOf(gradeCap);
  if (worth === null) return NOTHING;
  return (kind === 'bonus' ? '+' : '−') + points(worth);
}

function Withdrawn({ entry }: { readonly entry: LedgerEntry }) {
  const { say } = useReviewWords();
  const last = entry.history.at(-1);
  return (
    <>
      {say.withdrawn}
      {last && <div className="quiet months-reason">{last.note}</div>}
    </>
  );
}

function WithdrawDialog({
  entry,
  onNo,
  onDone,
}: {
  readonly entry: LedgerEntry;
  readonly onNo: () => void;
  readonly onDone: () => void;
}) {
  const { say } = useReviewWords();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const { busy, failure, act } = useAct();
  const withdraw = async () => {
    setTried(true);
    if (faultOfText(reason, MOST_CHARACTERS)) return;
    const path = `/ledger/${encodeURIComponent(entry.id)}/withdraw`;
    if (await act<LedgerEntry>(path, { method: 'POST', json: { reason } })) onDone();
  };
  return (
    <Confirm
      title={say.withdrawTitle}
      yes={say.withdraw}
      no={say.cancel}
      busy={busy}
      onYes={() => void withdraw()}
      onNo={onNo}
    >
      <p>
        {nameOf(entry.unit)} · {say.ledgerKinds[entry.kind]}
      </p>
      <p>{say.withdrawText}</p>
      <Written
        id="withdraw-reason"
        label={say.reason}
        value={reason}
        onChange={setReason}
        rows={3}
        tried={tried}
      />
      <NotDone failure={failure} />
    </Confirm>
  );
}
