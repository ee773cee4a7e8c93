/** Trino's HTTP protocol: one statement posted, then its pages followed until there is none. */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

/** Where Trino answers, and the catalog of the Hive connector in which the lake's tables stand. */
export interface TrinoAddress {
  /** `http://host:8080` */
  readonly origin: string;
  readonly catalog: string;
}

export interface TrinoResult {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** As the protocol writes them, but for numbers, which are text too: none loses a digit. */
  readonly rows: readonly (readonly unknown[])[];
  readonly bytesScanned: number;
}

/** Trino refused the statement or failed at it. */
export class TrinoFailure extends Error {
  override readonly name = 'TrinoFailure';
  /** USER_ERROR, EXTERNAL, INSUFFICIENT_RESOURCES or INTERNAL_ERROR. */
  readonly kind: string;

  constructor(message: string, kind: string) {
    super(message);
    this.kind = kind;
  }
}

/** Nobody answers at the address, or not as Trino does. */
export class TrinoUnreachable extends Error {
  override readonly name = 'TrinoUnreachable';
}

export interface TrinoClient {
  /**
   * Runs a statement with `schema` as the current one. Throws TrinoFailure, TrinoUnreachable, or
   * the signal's reason where it was cancelled; the query is then cancelled in Trino too.
   */
  run(statement: string, schema: string, cancelled?: AbortSignal): Promise<TrinoResult>;
}

const USER = 'fengqiao';
/** What the protocol asks to try again: the coordinator, or a proxy before it, is busy. */
const BUSY = new Set([429, 502, 503, 504]);
const TRIES = 8;
const FIRST_PAUSE_MS = 100;

const pageSchema = z.object({
  nextUri: z.string().optional(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })).optional(),
  data: z.array(z.array(z.unknown())).optional(),
  stats: z.object({ physicalInputBytes: z.coerce.number() }),
  error: z
    .object({ message: z.string().default(''), errorName: z.string(), errorType: z.string() })
    .optional(),
});

type Page = z.output<typeof pageSchema>;

/** A client of the Trino at an address; it keeps nothing between statements. */
export function createTrinoClient({ origin, catalog }: TrinoAddress): TrinoClient {
  const headers = (schema: string) => ({
    'x-trino-user': USER,
    'x-trino-source': 'fengqiao',
    'x-trino-catalog': catalog,
    'x-trino-schema': schema,
    'x-trino-time-zone': 'UTC',
  });
  return {
    async run(statement, schema, cancelled) {
      const signal = cancelled ?? null;
      const rows: unknown[][] = [];
      let columns: Page['columns'];
      let page = await answer(`${origin}/v1/statement`, {
        method: 'POST',
        headers: headers(schema),
        body: statement,
        signal,
      });
      try {
        for (;;) {
          if (page.error) throw failure(page.error);
          columns ??= page.columns;
          rows.push(...(page.data ?? []));
          if (page.nextUri === undefined) break;
          page = await answer(page.nextUri, { headers: { 'x-trino-user': USER }, signal });
        }
      } catch (error) {
        if (page.nextUri !== undefined) await abandon(page.nextUri);
        throw error;
      }
      return { columns: columns ?? [], rows, bytesScanned: page.stats.physicalInputBytes };
    },
  };
}

/** One page. Trino holds the answer back until there is something to say, so nothing waits here. */
async function answer(url: string, request: RequestInit): Promise<Page> {
  for (let tries = 1; ; tries += 1) {
    const response = await ask(url, request);
    const text = response && (await response.text());
    if (response?.ok && text !== undefined) return pageSchema.parse(JSON.parse(exactly(text)));
    const again = response ? BUSY.has(response.status) : request.method !== 'POST';
    if (!again || tries === TRIES) {
      const said = response ? `${response.status} ${text?.slice(0, 200)}` : 'no answer';
      throw new TrinoUnreachable(`Trino at ${new URL(url).origin}: ${said}`);
    }
    await pause(FIRST_PAUSE_MS * 2 ** (tries - 1), undefined, {
      ...(request.signal ? { signal: request.signal } : {}),
    });
  }
}

/** Undefined where the connection fails. */
async function ask(url: string, request: RequestInit): Promise<Response | undefined> {
  try {
    return await fetch(url, request);
  } catch (error) {
    request.signal?.throwIfAborted();
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Cancels a query that nobody waits for; where Trino cannot be told, its own time limit ends it. */
async function abandon(nextUri: string): Promise<void> {
  await fetch(nextUri, { method: 'DELETE', headers: { 'x-trino-user': USER } }).catch(
    () => undefined,
  );
}

/** JSON with its numbers as text: a bigint may have more digits than a number of ours keeps. */
function exactly(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  );
}

function failure({ message, errorName, errorType }: NonNullable<Page['error']>): TrinoFailure {
  return new TrinoFailure(`${errorName}: ${message.split('\n', 1)[0]}`, errorType);
}
