/** The bar at the bottom: how far the day is, what is wrong, how safe it is, and sending. */
import { Button } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import { percent } from '../format.ts';
import { signIn } from '../session.ts';
import { useForm } from './context.ts';
import type { FormError } from './form.ts';
import type { Keeping } from './keeper.ts';
import { errorPlace } from './labels.ts';
import { BAND, communityShare, type DayTotals } from './time.ts';
import { bandWords } from './time-line.tsx';

export function Bar({
  totals,
  keeping,
  isListOpen,
  setListOpen,
  jump,
  onSend,
  isSending,
  isCorrection,
  children,
}: {
  readonly totals: DayTotals;
  readonly keeping: Keeping;
  readonly isListOpen: boolean;
  readonly setListOpen: (isOpen: boolean) => void;
  readonly jump: (error: FormError) => void;
  readonly onSend: () => void;
  readonly isSending: boolean;
  readonly isCorrection: boolean;
  /** What has to be said and decided about sending; nothing while it is under way. */
  readonly children: ReactNode;
}) {
  const { words, errors } = useForm();
  const share = communityShare(totals.minutes);
  const bar = useCoveredEdge();
  return (
    <section className="form-bar" ref={bar} aria-label={words.bar}>
      {!isSending && children}
      {isListOpen && errors.length > 0 && <ErrorList jump={jump} />}
      <div className="form-bar-line">
        <span className="number">{words.officersConfirmed(totals.confirmed, totals.officers)}</span>
        <span className="form-share">
          {words.shareInCommunity}{' '}
          <strong className="number">{share === null ? '—' : percent(share)}</strong>
          <Meter share={share} />
          <span className="quiet">{share === null ? words.band : bandWords(share, words)}</span>
        </span>
        <span role="status">
          {errors.length > 0 ? (
            <Button
              className="form-wrong"
              type="text"
              aria-expanded={isListOpen}
              onClick={() => {
                setListOpen(!isListOpen);
                if (!isListOpen && errors[0]) jump(errors[0]);
              }}
            >
              ! {words.errors(errors.length)}
            </Button>
          ) : (
            <span className="quiet">{words.noErrors}</span>
          )}
        </span>
        <span role="status" className="form-kept">
          {isSending && words.sendingText}
        </span>
        {!isSending && <Kept keeping={keeping} />}
        <Button
          type="primary"
          size="large"
          className="form-send"
          onClick={onSend}
          loading={isSending}
          data-add
        >
          {isSending ? words.sending : isCorrection ? words.sendCorrection : words.send}
        </Button>
      </div>
    </section>
  );
}

/** Tells the browser how much of its lower edge the bar covers, so that nothing focused is behind. */
function useCoveredEdge() {
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => {
      style.scrollPaddingBottom = `${(bar.current?.offsetHeight ?? 0) + 12}px`;
    });
    if (bar.current) observer.observe(bar.current);
    return () => {
      observer.disconnect();
      style.scrollPaddingBottom = '';
    };
  }, []);
  return bar;
}

/** The share on a line from 0 to 100 %, with the band of 80 to 85 % on it. */
function Meter({ share }: { readonly share: number | null }) {
  const left = `${BAND.low * 100}%`;
  const width = `${(BAND.high - BAND.low) * 100}%`;
  return (
    <span className="form-meter" aria-hidden="true">
      <span className="form-band" style={{ left, width }} />
      {share !== null && <span className="form-mark" style={{ left: `${share * 100}%` }} />}
    </span>
  );
}

function ErrorList({ jump }: { readonly jump: (error: FormError) => void }) {
  const { words, errors, language, state, gridName } = useForm();
  return (
    <ul className="form-error-list" aria-label={words.errorList}>
      {Object.entries(errors).map(([place, error]) => (
        <li key={place}>
          <Button type="link" onClick={() => jump(error)}>
            <span>
              {errorPlace(error, state.lists, words, language, gridName)}
              {words.colon}
              {error.text[language]} <code>{error.code}</code>
            </span>
          </Button>
        </li>
      ))}
    </ul>
  );
}

function Kept({ keeping }: { readonly keeping: Keeping }) {
  const { words } = useForm();
  switch (keeping.kind) {
    case 'saved':
      return (
        <span className="quiet form-kept">
          {keeping.at === undefined ? '' : words.savedAt(keeping.at.slice(11, 16))}
        </span>
      );
    case 'saving':
      return <span className="quiet form-kept">{words.saving}</span>;
    case 'contested':
      return null;
    case 'local':
      if (!keeping.isCopied) return <strong className="form-kept">{words.notKept}</strong>;
      if (keeping.why === 'offline') return <span className="form-kept">{words.local}</span>;
      if (keeping.why === 'refused') return <span className="form-kept">{words.localRefused}</span>;
      return (
        <span className="form-kept">
          {words.localExpired} <SignInAgain />
        </span>
      );
  }
}

/** Leaves for signing in, and comes back to this day. */
export function SignInAgain() {
  const { words } = useForm();
  return (
    <Button onClick={() => signIn(location.pathname + location.search).catch(() => undefined)}>
      {words.signIn}
    </Button>
  );
}
