/** Uploading a bulk file: asking for its link, then sending it, with progress. */
import { containsPersonalData } from '../../shared/submissions/personal-data.ts';
import { type SendFailure, send } from '../send.ts';

interface Asked {
  readonly id: string;
  readonly upload: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
  };
}

export type Uploaded =
  | { readonly outcome: 'uploaded'; readonly id: string }
  | { readonly outcome: 'cancelled' }
  /** The link was not given, */
  | { readonly outcome: 'refused'; readonly failure: SendFailure }
  /** or the way to it broke off. */
  | { readonly outcome: 'broken' };

const MOST_NAME = 255;

/** The name to keep of a file: none that says more than it should. */
function nameOf(file: File): string {
  return containsPersonalData(file.name) ? 'upload' : file.name.slice(-MOST_NAME);
}

/** Uploads a file; `onProgress` is told the bytes that have gone. Aborting cancels it. */
export async function upload(
  file: File,
  language: string,
  signal: AbortSignal,
  onProgress: (bytes: number) => void,
): Promise<Uploaded> {
  const json = { filename: nameOf(file) };
  const asked = await send<Asked>('/submissions/bulk', language, { method: 'POST', json, signal });
  if (signal.aborted) return { outcome: 'cancelled' };
  if (!asked.ok) return { outcome: 'refused', failure: asked.failure };
  const { id, upload: link } = asked.value;
  const outcome = await put(file, link, signal, onProgress);
  return outcome === 'uploaded' ? { outcome, id } : { outcome };
}

/** `fetch` tells nothing of what has gone, so this is the older way. */
function put(
  file: File,
  { method, url, headers }: Asked['upload'],
  signal: AbortSignal,
  onProgress: (bytes: number) => void,
): Promise<'uploaded' | 'cancelled' | 'broken'> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onload = () =>
      resolve(request.status >= 200 && request.status < 300 ? 'uploaded' : 'broken');
    request.onerror = () => resolve('broken');
    request.onabort = () => resolve('cancelled');
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}
