/** Sending the day: what is asked first, what is done with every answer, again when back online. */
import { useEffect, useRef, useState } from 'react';
import type { RefusalError } from '../../shared/submissions/errors.ts';
import type { Receipt } from '../../shared/submissions/receipt.ts';
import type { Language } from '../format.ts';
import { send } from '../send.ts';
import { withHeading } from './check.ts';
import { type FormState, type ToSend, toSend } from './form.ts';
import { MAX_SECONDS } from './seconds.ts';

export type Sending =
  | { readonly step: 'writing' }
  /** Errors that the page found keep the day from being sent. */
  | { readonly step: 'stopped' }
  | { readonly step: 'asking' }
  | { readonly step: 'comparing' }
  | { readonly step: 'sending' }
  /** Goes by itself once the network is back, */
  | { readonly step: 'offline' }
  /** unless the form was changed since: then it is for the clerk to send it again. */
  | { readonly step: 'changed' }
  /** Received as this revision, but the form was changed while it was on its way. */
  | { readonly step: 'ahead'; readonly revision: number }
  /** Somebody else has sent the day since, and what they sent could not be read. */
  | { readonly step: 'conflict' }
  | { readonly step: 'expired' }
  | { readonly step: 'refused'; readonly count: number }
  | { readonly step: 'failed'; readonly detail: string; readonly requestId: string };

/** Milliseconds after which sending is tried again while the network is away. */
const AGAIN = 5_000;
/** Milliseconds after which no answer will come: the API gives up after 30 seconds. */
const NO_ANSWER = 35_000;
/** Steps that a change of the form leaves as they are. */
const LASTING: ReadonlySet<Sending['step']> = new Set(['sending', 'offline', 'changed', 'ahead']);

export interface SendingPorts {
  readonly station: string;
  readonly date: string;
  readonly language: Language;
  readonly seconds: () => number;
  /** `isAhead`: what is in the form now is not what was received. */
  readonly onReceipt: (receipt: Receipt, what: ToSend, isAhead: boolean) => void;
  readonly onRefused: (errors: readonly RefusalError[], what: ToSend) => void;
  /** Somebody else has sent the day since; tells whether what they sent could be read. */
  readonly onCorrected: () => Promise<boolean>;
}

export function useSending(form: FormState, ports: SendingPorts) {
  const [sending, setSending] = useState<Sending>({ step: 'writing' });
  /** The form as it was when it was sent last. */
  const [asked, setAsked] = useState<FormState>();
  const { station, date, language, seconds, onReceipt, onRefused, onCorrected } = ports;

  const attempt = async (sentForm: FormState) => {
    const what = toSend(sentForm);
    setSending({ step: 'sending' });
    const sent = await send<Receipt>('/submissions', language, {
      method: 'POST',
      json: withHeading({ station, date }, what.document),
      headers: {
        // Whoever else reports the day meanwhile is noticed, also where nothing was held before.
        'if-match': `"${sentForm.basedOn}"`,
        'fengqiao-form-seconds': String(Math.min(MAX_SECONDS, Math.max(1, seconds()))),
      },
      signal: AbortSignal.timeout(NO_ANSWER),
    });
    if (sent.ok) {
      const isAhead = !isSame(sentForm, latest.current.form);
      if (isAhead) setSending({ step: 'ahead', revision: sent.value.revision });
      return onReceipt(sent.value, what, isAhead);
    }
    const { failure } = sent;
    if (failure.kind !== 'problem') return setSending({ step: failure.kind });
    if (failure.code === 'revision_conflict') {
      return setSending({ step: (await onCorrected()) ? 'writing' : 'conflict' });
    }
    if (failure.errors.length > 0) {
      onRefused(failure.errors, what);
      return setSending({ step: 'refused', count: failure.errors.length + failure.more });
    }
    // Nobody was reached behind the address: the same as no network.
    if ([502, 503, 504].includes(failure.status)) return setSending({ step: 'offline' });
    setSending({ step: 'failed', detail: failure.detail, requestId: failure.requestId });
  };

  // Only what was seen is sent again.
  const isStale = asked !== undefined && !isSame(asked, form);
  const retry = () => {
    if (isStale) setSending({ step: 'changed' });
    else if (asked) void attempt(asked);
  };
  const latest = useRef({ form, retry });
  useEffect(() => {
    latest.current = { form, retry };
  });
  const isOffline = sending.step === 'offline';
  useEffect(() => {
    if (!isOffline) return;
    const again = () => latest.current.retry();
    const timer = setInterval(again, AGAIN);
    window.addEventListener('online', again);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', again);
    };
  }, [isOffline]);

  // What waits to be sent is what was seen when it was sent: a change calls it back.
  const { lists, confirmed } = form;
  const [seen, setSeen] = useState({ lists, confirmed });
  if (seen.lists !== lists || seen.confirmed !== confirmed) {
    setSeen({ lists, confirmed });
    if (!LASTING.has(sending.step)) setSending({ step: 'writing' });
  }
  if (isOffline && isStale) setSending({ step: 'changed' });

  return {
    sending,
    go: (step: 'writing' | 'stopped' | 'asking' | 'comparing') => setSending({ step }),
    /** Sends the form as it is now. */
    start: () => {
      setAsked(form);
      void attempt(form);
    },
    retry,
  };
}

/** Whether sending the one would send the other. */
const isSame = (one: FormState, other: FormState): boolean =>
  one.lists === other.lists && one.confirmed === other.confirmed && one.basedOn === other.basedOn;
