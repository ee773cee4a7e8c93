/** The API on stores in memory, for its tests. */
import { parsePeriod } from '../../shared/calendar/period.ts';
import { readBook } from '../../shared/exports/testing.ts';
import { revisionOf } from '../../shared/scorecards/compute.ts';
import { periodKey, revisionItem } from '../../shared/scorecards/periods.ts';
import { itemsOf } from '../../shared/scorecards/store.ts';
import { countyReference, DAY, NOON, PROVINCE } from '../../shared/testing/county.ts';
import { memoryItems, memoryObjects, memoryQueue } from '../../shared/testing/memory.ts';
import { CERTAIN, unitWithScore } from '../../shared/testing/scored.ts';
import { createReferenceStore } from '../../shared/units/store.ts';
import type { Role } from './access-table.ts';
import { createApp, type FaultReport } from './app.ts';
import { XLSX } from './files.ts';

export interface Account {
  readonly role: Role;
  readonly unit: string;
  /** Named after the role where left out. */
  readonly account?: string;
}

export const ADMINISTRATOR: Account = { role: 'administrator', unit: PROVINCE };

export interface TestRequest {
  readonly method?: string;
  /** Sent as JSON unless it is text or bytes. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Null: a token without the claims. */
  readonly as?: Account | null;
}

/** An API without any data, or with the county of `shared/testing/county.ts`. */
export async function startApi(options: { readonly empty?: true; readonly folder?: string } = {}) {
  const lake = memoryObjects();
  const inbox = memoryObjects();
  const trail = memoryObjects();
  const items = memoryItems();
  const inboxQueue = memoryQueue();
  const runQueue = memoryQueue();
  let now: number = NOON;
  const clock = () => now;
  const stores = { objects: lake, items, clock };
  const reference = options.empty ? createReferenceStore(stores) : await countyReference(stores);
  const faults: FaultReport[] = [];
  const services = { lake, inbox, trail, items, inboxQueue, runQueue, clock, reference };
  const web = {
    folder: options.folder ?? import.meta.dirname,
    issuer: 'https://sign-in.test/oidc',
    clientId: 'fengqiao',
    signInOrigins: [],
    uploads: async () => 'https://objects.test',
  };
  const app = createApp(services, web, (fault) => faults.push(fault));
  return {
    ...services,
    app,
    faults,
    /** Turns the clock. */
    turnTo(instant: number) {
      now = instant;
    },
    async send(path: string, request: TestRequest = {}) {
      const { method = 'GET', body, headers = {}, as = ADMINISTRATOR } = request;
      const claims = as && {
        ...{ sub: as.account ?? `${as.role}-1`, fengqiao_unit: as.unit, fengqiao_role: as.role },
      };
      const event = {
        requestContext: {
          requestId: 'request-1',
          authorizer: { jwt: { claims: claims ?? { sub: 'nobody' } } },
        },
      };
      const isRaw = typeof body === 'string' || body instanceof Uint8Array;
      return app.request(
        path,
        {
          method,
          headers: {
            ...(body !== undefined && { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(body !== undefined && {
            body: isRaw ? new Uint8Array(Buffer.from(body)) : JSON.stringify(body),
          }),
        },
        { event },
      );
    },
    /** Cards and rankings of a revision, as a run leaves them; published or not. */
    async addRevision(
      period: string,
      revision: number,
      state: 'published' | 'draft' | 'provisional',
    ) {
      const parsed = parsePeriod(period);
      if (!parsed) throw new Error('no period');
      const units = (await reference.book()).unitsOn(DAY).units ?? [];
      const scored = units.map(({ code, name, level, parent }, index) =>
        unitWithScore({ code, name, level, parent }, 90 - index),
      );
      const none = { previous: undefined, yearAgo: undefined };
      const { cards, rankings } = revisionOf(parsed, scored, CERTAIN, {
        ...none,
        ...{ history: new Map(), pastRanks: new Map(), isOver: true },
      });
      const record = {
        ...{ revision, run: `${period}.1-a`, scheme: 'henan-baseline@1', computedAt: NOON },
        ...{ provisional: state === 'provisional', units: cards.length, rankability: {} },
      };
      await items.putAll([
        ...itemsOf(period, revision, cards, rankings),
        revisionItem(period, record),
      ]);
      const pointer = {
        published: 'publishedRevision',
        draft: 'draftRevision',
        provisional: 'provisionalRevision',
      };
      await items.transact([
        { update: periodKey(period), set: { [pointer[state]]: revision, lastRevision: revision } },
      ]);
    },
  };
}

/** A response's JSON, loosely. */
export async function bodyOf(response: Response): Promise<Record<string, unknown>> {
  return (await response.json()) as Record<string, unknown>;
}

/** The workbook that a response is: its name, sheets as they can be asked, and all cells as text. */
export async function bookOf(response: Response) {
  if (response.status !== 200 || response.headers.get('content-type') !== XLSX) {
    throw new Error(`no workbook: ${response.status} ${await response.text()}`);
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  const disposition = response.headers.get('content-disposition') ?? '';
  const name = decodeURIComponent(disposition.split("filename*=UTF-8''")[1] ?? '');
  const sheets = await readBook(bytes);
  const text = JSON.stringify(sheets.map(({ rows }) => rows));
  return { bytes, name, disposition, sheets, text };
}
