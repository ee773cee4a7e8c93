/** Asking the API: a token on every call, and every way that it can end as a value. */
import type { RefusalError } from '../shared/submissions/errors.ts';
import { noteServerTime } from './clock.ts';
import { forgetSession, freshSession } from './session.ts';

/** What the API answered in place of a result (RFC 9457), with its stable `code`. */
export interface Problem {
  readonly kind: 'problem';
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly requestId: string;
  /** What is wrong with what was sent, where the answer lists it. */
  readonly errors: readonly RefusalError[];
  /** How many errors there are beyond those listed. */
  readonly more: number;
  /** Which run is under way, with `run_in_progress`. */
  readonly run?: string | undefined;
}

/** Why there is no result: nobody is signed in any more, nobody could be reached, or a problem. */
export type SendFailure = { readonly kind: 'expired' } | { readonly kind: 'offline' } | Problem;

export type Sent<T> =
  | {
      readonly ok: true;
      readonly status: number;
      readonly value: T;
      /** What a file is to be called, where the answer is one. */
      readonly filename?: string | undefined;
    }
  | { readonly ok: false; readonly failure: SendFailure };

export interface Sending {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Sent as JSON, */
  readonly json?: unknown;
  /** or as these bytes. */
  readonly body?: Blob | Uint8Array<ArrayBuffer> | string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Goes on though the tab is closed; for bodies of few bytes (a browser takes 64 KiB at once). */
  readonly keepalive?: boolean;
  /** How the answer is read; JSON where left out. */
  readonly as?: 'json' | 'blob';
}

/** Asks for a path under `/v1`; the answer is taken as the contract says. */
export async function send<T>(path: string, language: string, sending: Sending): Promise<Sent<T>> {
  const { method, json, body, headers, signal, keepalive = false, as } = sending;
  let response: Response;
  try {
    const session = await freshSession();
    if (!session) return { ok: false, failure: { kind: 'expired' } };
    response = await fetch(`/v1${path}`, {
      ...{ method, keepalive },
      headers: {
        authorization: `Bearer ${session.accessToken}`,
        'accept-language': language,
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(json !== undefined ? { body: JSON.stringify(json) } : body !== undefined && { body }),
      ...(signal && { signal }),
    });
    noteServerTime(response.headers.get('date'));
    if (response.ok) {
      const value = as === 'blob' ? await response.blob() : await response.json();
      const filename = filenameOf(response.headers.get('content-disposition'));
      return { ok: true, status: response.status, value, filename };
    }
  } catch {
    return { ok: false, failure: { kind: 'offline' } };
  }
  if (response.status === 401) {
    forgetSession();
    return { ok: false, failure: { kind: 'expired' } };
  }
  return { ok: false, failure: await problemOf(response) };
}

/** The name in a `content-disposition` (RFC 6266), which has letters of every script. */
function filenameOf(header: string | null): string | undefined {
  const name = /filename\*=UTF-8''([^;]+)/i.exec(header ?? '')?.[1];
  return name && decodeURIComponent(name);
}

async function problemOf(response: Response): Promise<Problem> {
  const body: Partial<Problem> = await response.json().catch(() => ({}));
  const { code = '', title = '', detail = '', requestId = '', errors = [], more = 0, run } = body;
  return {
    kind: 'problem',
    status: response.status,
    ...{ code, title, detail: detail || `HTTP ${response.status}`, requestId, errors, more, run },
  };
}
