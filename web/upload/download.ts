/** Files that the API gives to those who are signed in. */
import type { Answer, Failure } from '../resource.ts';
import { currentSession, forgetSession } from '../session.ts';

/** GETs a file under `/v1`, which a plain link could not, since it carries no token. */
export async function fetchFile(path: string, language: string): Promise<Answer<Blob>> {
  const session = currentSession();
  if (!session) return failed({ kind: 'expired' });
  try {
    const response = await fetch(`/v1${path}`, {
      headers: { authorization: `Bearer ${session.accessToken}`, 'accept-language': language },
    });
    if (response.ok) return { ok: true, value: await response.blob() };
    if (response.status === 401) {
      forgetSession();
      return failed({ kind: 'expired' });
    }
    const { detail = '', requestId = '' } = await response.json().catch(() => ({}));
    return failed({ kind: 'unreachable', detail, requestId });
  } catch {
    return failed({ kind: 'unreachable', detail: '', requestId: '' });
  }
}

const failed = (failure: Failure): Answer<never> => ({ ok: false, failure });

/** Long enough for any browser to have begun to save it. */
const KEPT_MILLISECONDS = 60_000;

/** Hands a file to the browser to be saved. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MILLISECONDS);
}
