/** The demo's accounts at work over the HTTP API: nothing here that a department could not do itself. */
import { setTimeout } from 'node:timers/promises';
import type { Day } from '../../shared/calendar/day.ts';
import type { RankingRow, Scorecard } from '../../shared/scorecards/card.ts';
import type { SubmissionFile } from './generator/generate.ts';
import type { ReferenceFile } from './generator/reference.ts';

interface BulkState {
  readonly id: string;
  readonly state: 'waiting' | 'processing' | 'done' | 'failed';
  readonly lines: number;
  readonly accepted: number;
  readonly unchanged: number;
  readonly refused: number;
}

interface RunState {
  readonly id: string;
  readonly state: 'running' | 'succeeded' | 'failed';
  readonly revision: number | null;
}

/** Access tokens of the two accounts that the demo works with. */
export interface Tokens {
  /** Loads reference data, sends the other counties' file, runs and publishes. */
  readonly administrator: string;
  /** Sends the county's file, reads its ranking. */
  readonly county: string;
}

/** A request's body and its content type. */
interface Body {
  readonly type: string;
  readonly text: string;
}

const json = (value: unknown): Body => ({ type: 'application/json', text: JSON.stringify(value) });

/** What the files of an account are called. */
const FILES = { administrator: 'henan', county: 'wugang' } as const;

/** How long a file or a run may take before the demo gives up. */
const PATIENCE = 300_000;

/** What the demo does over the API at `url`. Every method throws where the API refuses. */
export function createClient(url: string, tokens: Tokens) {
  const send = async (
    account: keyof Tokens,
    method: string,
    path: string,
    body?: Body,
  ): Promise<Response> =>
    fetch(`${url}/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${tokens[account]}`,
        ...(body ? { 'content-type': body.type } : {}),
      },
      ...(body ? { body: body.text } : {}),
    });
  const call = async <T>(
    account: keyof Tokens,
    method: string,
    path: string,
    body?: Body,
  ): Promise<T> => {
    const response = await send(account, method, path, body);
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 400)}`);
    }
    return JSON.parse(text);
  };
  const endOfRun = (id: string) =>
    until(
      { first: 1000, every: 100 },
      () => call<RunState>('administrator', 'GET', `/runs/${id}`),
      ({ state }) => state !== 'running',
      `the run ${id}`,
    );

  /** Milliseconds that a file of each account has taken lately. */
  const usual = { administrator: 300, county: 100 };

  return {
    async putReference({ kind, effective, csv }: ReferenceFile): Promise<void> {
      await call('administrator', 'PUT', `/reference/${kind}?effective=${effective}`, {
        type: 'text/csv; charset=utf-8',
        text: csv,
      });
    },

    /** Sends a morning's NDJSON file through the bulk inbox and waits until every line is dealt with. */
    async sendFile(morning: Day, { sender, submissions }: SubmissionFile): Promise<void> {
      const filename = `${FILES[sender]}-${morning}.ndjson`;
      const { id, upload } = await call<{
        id: string;
        upload: { method: string; url: string; headers: Record<string, string> };
      }>(sender, 'POST', '/submissions/bulk', json({ filename }));
      const put = await fetch(upload.url, {
        method: upload.method,
        headers: upload.headers,
        body: submissions.map((submission) => `${JSON.stringify(submission)}\n`).join(''),
      });
      if (!put.ok) throw new Error(`the upload of ${filename} answered ${put.status}`);
      await put.arrayBuffer();
      const sent = performance.now();
      const state = await until(
        { first: usual[sender] * 0.7, every: 12 },
        () => call<BulkState>(sender, 'GET', `/submissions/bulk/${id}`),
        (one) => one.state === 'done' || one.state === 'failed',
        filename,
      );
      usual[sender] += (performance.now() - sent - usual[sender]) / 8;
      if (state.state === 'failed' || state.refused > 0) {
        throw new Error(`${filename}: ${state.state}, ${state.refused} lines refused`);
      }
    },

    /** Begins a run of a period and gives its id. */
    async startRun(period: string): Promise<string> {
      const request = json({ period });
      const first = await send('administrator', 'POST', '/runs', request);
      const answer: { id: string; run?: string } = await first.json();
      if (first.ok) return answer.id;
      // A run that an earlier start left behind goes on by itself; ours comes after it.
      if (first.status === 409 && answer.run !== undefined) await endOfRun(answer.run);
      return (await call<RunState>('administrator', 'POST', '/runs', request)).id;
    },

    /** Waits for the end of a run and gives the revision that it wrote. */
    async revisionOf(run: string): Promise<number> {
      const { state, revision } = await endOfRun(run);
      if (state === 'failed' || revision === null) throw new Error(`the run ${run} failed`);
      return revision;
    },

    async publish(period: string, revision: number): Promise<void> {
      // Flags are found on purpose; those who try the demo are to see them open.
      const reason = '演示：异常标记留待核查 · demo: flags are left open for review';
      await call('administrator', 'POST', `/periods/${period}/publish`, json({ revision, reason }));
    },

    /** The latest published month, or undefined where none is. */
    async latestMonth(): Promise<string | undefined> {
      const { items } = await call<{ items: { period: string; state: string }[] }>(
        'county',
        'GET',
        '/periods',
      );
      return items
        .filter(({ period, state }) => state === 'published' && /^\d{4}-\d{2}$/.test(period))
        .map(({ period }) => period)
        .sort()
        .at(-1);
    },

    async ranking(period: string, county: string): Promise<readonly RankingRow[]> {
      const path = `/rankings/${period}?level=station&within=${county}&limit=100`;
      return (await call<{ items: RankingRow[] }>('county', 'GET', path)).items;
    },

    scorecard(period: string, unit: string): Promise<Scorecard> {
      return call('county', 'GET', `/scorecards/${period}/${unit}`);
    },
  };
}

export type Client = ReturnType<typeof createClient>;

/**
 * Asks after `first` milliseconds and then every `every`, until the answer is `good`. Asking
 * takes the machine's time, too, so it should not begin long before an answer is likely.
 */
async function until<T>(
  { first, every }: { readonly first: number; readonly every: number },
  ask: () => Promise<T>,
  good: (answer: T) => boolean,
  what: string,
): Promise<T> {
  const giveUp = performance.now() + PATIENCE;
  for (let pause = first; ; pause = every) {
    await setTimeout(pause);
    const answer = await ask();
    if (good(answer)) return answer;
    if (performance.now() > giveUp) throw new Error(`${what} took too long`);
  }
}
