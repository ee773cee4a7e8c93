/** What is wrong with a draft, asked of the API a moment after the last keystroke. */
import { useEffect, useState } from 'react';
import type { Scheme } from '../../shared/scoring/scheme.ts';
import type { RefusalError } from '../../shared/submissions/errors.ts';
import { type SendFailure, send } from '../send.ts';
import { useWords } from '../words.ts';
import { type Draft, valueAt } from './draft.ts';

const PAUSE_MILLISECONDS = 400;

export interface Check {
  /** The draft has changed since the last answer. */
  readonly isAsking: boolean;
  readonly faults: readonly RefusalError[];
  /** Why there is no answer. */
  readonly failure: SendFailure | undefined;
  /** The draft, where nothing is wrong with it. */
  readonly scheme: Scheme | undefined;
}

export const schemePath = (draft: Draft) =>
  `/schemes/${encodeURIComponent(`${valueAt(draft, ['id'])}@${valueAt(draft, ['version'])}`)}`;

export function useCheck(draft: Draft): Check {
  const { language } = useWords();
  const [state, setState] = useState<Omit<Check, 'isAsking'> & { readonly of?: Draft }>({
    ...{ faults: [], failure: undefined, scheme: undefined },
  });
  useEffect(() => {
    const controller = new AbortController();
    const ask = async () => {
      const { signal } = controller;
      const path = `${schemePath(draft)}?check=true`;
      const sent = await send(path, language, { method: 'PUT', json: draft, signal });
      if (signal.aborted) return;
      if (sent.ok) {
        // What the API found nothing wrong with has the form of a scheme.
        const scheme = draft as unknown as Scheme;
        setState({ of: draft, faults: [], failure: undefined, scheme });
        return;
      }
      const { failure } = sent;
      const isRefused = failure.kind === 'problem' && failure.code === 'scheme_refused';
      setState({
        of: draft,
        faults: isRefused ? failure.errors : [],
        failure: isRefused ? undefined : failure,
        scheme: undefined,
      });
    };
    const timer = setTimeout(() => void ask(), PAUSE_MILLISECONDS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [draft, language]);
  const isAsking = state.of !== draft;
  return { ...state, isAsking, scheme: isAsking ? undefined : state.scheme };
}
