/** Reading from the API: a token on every call, problems as values, old data shown while new comes. */
import { useEffect, useState } from 'react';
import { noteServerTime } from './clock.ts';
import { currentSession, forgetSession } from './session.ts';

/** Why there is no answer. */
export type Failure =
  | { readonly kind: 'expired' }
  | { readonly kind: 'not_found' }
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
  const session = currentSession();
  if (!session) return failed({ kind: 'expired' });
  try {
    const response = await fetch(`/v1${path}`, {
      headers: { authorization: `Bearer ${session.accessToken}`, 'accept-language': language },
      ...(signal ? { signal } : {}),
    });
    noteServerTime(response.headers.get('date'));
    if (response.ok) return { ok: true, value: await response.json() };
    if (response.status === 401) {
      forgetSession();
      return failed({ kind: 'expired' });
    }
    const problem = await problemOf(response);
    if (response.status === 404) return failed({ kind: 'not_found' });
    if (response.status === 403) return failed({ kind: 'forbidden', detail: problem.detail });
    return failed({ kind: 'unreachable', ...problem });
  } catch {
    return failed({ kind: 'unreachable', detail: '', requestId: '' });
  }
}

const failed = (failure: Failure): Answer<never> => ({ ok: false, failure });

async function problemOf(response: Response): Promise<{ detail: string; requestId: string }> {
  const body: unknown = await response.json().catch(() => undefined);
  const field = (name: string) =>
    body && typeof body === 'object' && name in body ? String(body[name as keyof typeof body]) : '';
  return { detail: field('detail') || `HTTP ${response.status}`, requestId: field('requestId') };
}

/** What a page knows about something it asked for. */
export interface Resource<T> {
  readonly value: T | undefined;
  readonly failure: Failure | undefined;
  /** A request is under way; `value`, if there is one, is the answer to the one before. */
  readonly loading: boolean;
  readonly retry: () => void;
}

/** The answer to a GET of `path`; nothing is asked while it is undefined. */
export function useResource<T>(path: string | undefined, language: string): Resource<T> {
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<{ asked?: string; value?: T; failure?: Failure }>({});
  const asked = path && `${language} ${attempt} ${path}`;
  useEffect(() => {
    if (path === undefined || asked === undefined) return;
    const controller = new AbortController();
    get<T>(path, language, controller.signal).then((answer) => {
      if (controller.signal.aborted) return;
      setState(answer.ok ? { asked, value: answer.value } : { asked, failure: answer.failure });
    });
    return () => controller.abort();
  }, [path, asked, language]);
  return {
    value: state.value,
    failure: state.asked === asked ? state.failure : undefined,
    loading: asked !== undefined && state.asked !== asked,
    retry: () => setAttempt(attempt + 1),
  };
}
