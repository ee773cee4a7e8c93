/** Sending the day: what is asked first, what is done with every answer, again when back online. */
import { useEffect, useState } from 'react';
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
  /** Goes by itself once the network is back. */
  | { readonly step: 'offline' }
  | { readonly step: 'expired' }
  | { readonly step: 'refused'; readonly count: number }
  | { readonly step: 'failed'; readonly detail: string; readonly requestId: string };

/** Milliseconds after which sending is tried again while the network is away. */
const AGAIN = 5_000;

interface Task {
  readonly what: ToSend;
  readonly basedOn: number;
}

export interface SendingPorts {
  readonly station: string;
  readonly date: string;
  readonly language: Language;
  readonly seconds: () => number;
  readonly onReceipt: (receipt: Receipt) => void;
  readonly onRefused: (errors: readonly RefusalError[], what: ToSend) => void;
  /** Somebody else has sent the day since. */
  readonly onCorrected: () => Promise<void>;
}

export function useSending(form: FormState, ports: SendingPorts) {
  const [sending, setSending] = useState<Sending>({ step: 'writing' });
  const [task, setTask] = useState<Task>();
  const { station, date, language, seconds, onReceipt, onRefused, onCorrected } = ports;

  const attempt = async ({ what, basedOn }: Task) => {
    setSending({ step: 'sending' });
    const sent = await send<Receipt>('/submissions', language, {
      method: 'POST',
      json: withHeading({ station, date }, what.document),
      headers: {
        // Whoever else reports the day meanwhile is noticed, also where nothing was held before.
        'if-match': `"${basedOn}"`,
        'fengqiao-form-seconds': String(Math.min(MAX_SECONDS, Math.max(1, seconds()))),
      },
    });
    if (sent.ok) return onReceipt(sent.value);
    const { failure } = sent;
    if (failure.kind !== 'problem') return setSending({ step: failure.kind });
    if (failure.code === 'revision_conflict') {
      await onCorrected();
      return setSending({ step: 'writing' });
    }
    if (failure.errors.length > 0) {
      onRefused(failure.errors, what);
      return setSending({ step: 'refused', count: failure.errors.length + failure.more });
    }
    // Nobody was reached behind the address: the same as no network.
    if ([502, 503, 504].includes(failure.status)) return setSending({ step: 'offline' });
    setSending({ step: 'failed', detail: failure.detail, requestId: failure.requestId });
  };

  const isOffline = sending.step === 'offline';
  useEffect(() => {
    if (!isOffline || !task) return;
    const again = () => void attempt(task);
    const timer = setInterval(again, AGAIN);
    window.addEventListener('online', again);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', again);
    };
  });

  // What waits to be sent is what was seen when it was sent: a change calls it back.
  const { lists, confirmed } = form;
  const [seen, setSeen] = useState({ lists, confirmed });
  if (seen.lists !== lists || seen.confirmed !== confirmed) {
    setSeen({ lists, confirmed });
    if (sending.step !== 'sending') setSending({ step: 'writing' });
  }

  return {
    sending,
    go: (step: 'writing' | 'stopped' | 'asking' | 'comparing') => setSending({ step }),
    /** Sends the form as it is now. */
    start: () => {
      const next = { what: toSend(form), basedOn: form.basedOn };
      setTask(next);
      void attempt(next);
    },
    retry: () => task && void attempt(task),
  };
}
