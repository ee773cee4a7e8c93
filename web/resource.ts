/** Reading from the API: what a page can do about a failure, and old data shown while new comes. */
import { useEffect, useState } from 'react';
import { type SendFailure, send } from './send.ts';

/** Why there is no answer. */
export type Failure =
  | { readonly kind: 'expired' }
  /** `isMistyped`: asked for in a way that no retry will help, as a wrong address does. */
  | { readonly kind: 'not_found'; readonly isMistyped?: true }
  | { readonly kind: 'forbidden'; readonly detail: string }
  | { readonly kind: 'unreachable'; readonly detail: string; readonly requestId: string };

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

/** GETs a path under `/v1`; the answer is taken as the contract says. */
export async function get<T>(
  path: string,
  language: string,
  signal?: AbortSignal,
): Promise<Answer<T>> {
  const sent = await send<T>(path, language, { method: 'GET', ...(signal && { signal }) });
  return sent.ok ? sent : { ok: false, failure: failureOfGet(sent.failure) };
}

/**
 * What is asked for stands in the address, so what the API calls an invalid request is an address
 * that somebody has mistyped: trying again cannot help.
 */
export function failureOfGet(failure: SendFailure): Failure {
  const isMistyped = failure.kind === 'problem' && failure.status === 400;
  return isMistyped ? { kind: 'not_found', isMistyped } : failureOf(failure);
}

/** What a page can do about a request that failed. */
export function failureOf(failure: SendFailure): Failure {
  switch (failure.kind) {
    case 'expired':
      return failure;
    case 'offline':
      return { kind: 'unreachable', detail: '', requestId: '' };
    case 'problem': {
      const { status, detail, requestId } = failure;
      if (status === 404) return { kind: 'not_found' };
      if (status === 403) return { kind: 'forbidden', detail };
      return { kind: 'unreachable', detail, requestId };
    }
  }
}

/** What a page knows about something it asked for. */
export interface Resource<T> {
  readonly value: T | undefined;
  readonly failure: Failure | undefined;
  /**
   * A request is under way; `value`, if there is one, is the answer to the one before. Beside a
   * failure stands what the same path answered before: it is old, but not another's.
   */
  readonly loading: boolean;
  readonly retry: () => void;
}

/** What was answered last, and to what: `asked` tells attempts at the same `path` apart. */
export interface Held<T> {
  readonly asked?: string;
  readonly path?: string;
  readonly value?: T;
  readonly failure?: Failure;
}

/** What is held once an answer is there. */
export function heldAfter<T>(
  before: Held<T>,
  answer: Answer<T>,
  asked: string,
  path: string,
): Held<T> {
  if (answer.ok) return { asked, path, value: answer.value };
  const isSame = before.path === path && before.value !== undefined;
  return { asked, path, failure: answer.failure, ...(isSame && { value: before.value }) };
}

/** The answer to a GET of `path`; nothing is asked, and nothing known, while it is undefined. */
export function useResource<T>(path: string | undefined, language: string): Resource<T> {
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<Held<T>>({});
  const asked = path && `${language} ${attempt} ${path}`;
  useEffect(() => {
    if (path === undefined || asked === undefined) return;
    const controller = new AbortController();
    get<T>(path, language, controller.signal).then((answer) => {
      if (controller.signal.aborted) return;
      setState((held) => heldAfter(held, answer, asked, `${language} ${path}`));
    });
    return () => controller.abort();
  }, [path, asked, language]);
  return {
    value: path === undefined ? undefined : state.value,
    failure: state.asked === asked ? state.failure : undefined,
    loading: asked !== undefined && state.asked !== asked,
    retry: () => setAttempt(attempt + 1),
  };
}
