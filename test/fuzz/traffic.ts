/** Sends generated requests to a running system and checks what comes back. */
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { gunzipSync, inflateSync } from 'node:zlib';
import { signingKey } from '../../local/cloud/identity/keys.ts';
import { accessToken, issuerUrl } from '../../local/cloud/identity/tokens.ts';
import { pause, type Served } from '../support/served.ts';
import { ACCOUNTS, type Bearer, type BulkCase, type Case, type HttpCase } from './case.ts';
import type { AnswerCheck } from './conformance.ts';
import { MARKS } from './marks.ts';

/** An answer may take so long where nothing else is under way. */
export const BUDGET_MS = 5_000;
/** So long nothing may take, however busy the machine. */
const HANG_MS = 60_000;
/** A bulk file waits for its turn in a queue. */
const BULK_MS = 300_000;
const POLL_MS = 100;
/** What is no HTTP may be left unanswered, but then the connection is closed. */
const RAW_MS = 2_000;

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** So many people have each account, in turn: one alone would soon have used up its minute. */
const PEOPLE = 50;

/** What each bearer sends as `authorization`, one after the other. */
type Authorizations = ReadonlyMap<Bearer, readonly (string | undefined)[]>;

/** What Node takes as the head of a request. */
const HEAD_BYTES = 16_384;

/**
 * Whether Node refuses the head by itself, as too long or for bytes that no URL has: it closes the
 * connection then, and its 400 or 431 may be lost to a client that is still sending.
 */
const isRefusedHead = ({ path, headers }: Pick<HttpCase, 'path' | 'headers'>) =>
  path.length + Object.entries(headers).flat().join('').length > HEAD_BYTES - 200 ||
  /[^!-~]/.test(path);

/** The body as it was before it was compressed. */
function unpacked(body: Buffer, encoding: string | undefined): Buffer {
  if (body.length === 0) return body;
  if (encoding === 'gzip') return gunzipSync(body);
  return encoding === 'deflate' ? inflateSync(body) : body;
}

/** An answer that must not be. */
export class Finding extends Error {
  override readonly name = 'Finding';
}

export interface Tally {
  requests: number;
  /** By status, of what was sent over HTTP. */
  readonly statuses: Map<number, number>;
  serverErrors: number;
  lost: number;
  slowest: number;
  /** To be sent again when all is quiet. */
  readonly slow: Case[];
}

export class Traffic {
  readonly tally: Tally = {
    requests: 0,
    statuses: new Map(),
    serverErrors: 0,
    lost: 0,
    slowest: 0,
    slow: [],
  };
  readonly #served: Served;
  readonly #check: AnswerCheck;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #authorizations: Authorizations;
  /** Ids of this system by the names that generated paths have for them. */
  readonly known = new Map<string, string>();

  private constructor(served: Served, check: AnswerCheck, authorizations: Authorizations) {
    this.#served = served;
    this.#check = check;
    this.#authorizations = authorizations;
  }

  static async to(served: Served, check: AnswerCheck): Promise<Traffic> {
    return new Traffic(served, check, await authorizations(served));
  }

  /** What must stand in no log beside the marks: the signatures of the tokens. */
  get secrets(): string[] {
    const values = [...this.#authorizations.values()]
      .flat()
      .map((value) => value?.split('.')[2] ?? '');
    return values.filter((signature) => signature.length > 20);
  }

  /** Sends one case and throws a Finding where its answer must not be. */
  async send(one: Case): Promise<void> {
    this.tally.requests += 1;
    const start = performance.now();
    try {
      await this.#sendAny(one);
    } catch (error) {
      if (!(error instanceof Finding)) this.tally.lost += 1;
      throw error;
    }
    const took = performance.now() - start;
    if (one.kind === 'bulk') return;
    this.tally.slowest = Math.max(this.tally.slowest, took);
    if (took > BUDGET_MS) this.tally.slow.push(one);
  }

  /** The time that an answer takes with nothing beside it, the best of three. */
  async timeAlone(one: Case): Promise<number> {
    let best = Number.POSITIVE_INFINITY;
    for (let attempt = 0; attempt < 3 && best > BUDGET_MS; attempt += 1) {
      const start = performance.now();
      await this.#sendAny(one);
      best = Math.min(best, performance.now() - start);
    }
    return best;
  }

  close(): void {
    this.#agent.destroy();
  }

  async #sendAny(one: Case): Promise<void> {
    if (one.kind === 'raw') await this.#raw(one.bytes);
    else if (one.kind === 'bulk') await this.#bulk(one);
    else await this.#http(one);
  }

  async #http(one: HttpCase): Promise<Answer> {
    const path = one.path.replace(
      /\{known:(\w+)\}/g,
      (_, name: string) => this.known.get(name) ?? name,
    );
    const those = this.#authorizations.get(one.as) ?? [];
    const authorization = those[this.tally.requests % those.length];
    const headers = { ...one.headers, ...(authorization === undefined ? {} : { authorization }) };
    const answer = await this.#exchange({ ...one, path, headers });
    this.#judge(one, answer, authorization);
    return answer;
  }

  #judge(one: HttpCase, answer: Answer, authorization: string | undefined): void {
    const { statuses } = this.tally;
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    if (answer.status >= 500) {
      this.tally.serverErrors += 1;
      throw new Finding(`answered ${answer.status}: ${answer.body.toString().slice(0, 400)}`);
    }
    const token = authorization?.split(' ')[1] ?? '';
    const said = JSON.stringify(answer.headers) + answer.body.toString('latin1');
    if (token.length > 20 && said.includes(token))
      throw new Finding('the answer repeats the token');
    const wrong = this.#check(one, answer);
    if (wrong !== undefined) throw new Finding(`${answer.status} ${wrong}`);
  }

  #exchange(
    one: Pick<HttpCase, 'method' | 'path' | 'headers' | 'body'>,
    origin = this.#served.url,
  ): Promise<Answer> {
    const { method, path, body } = one;
    const to = new URL(origin);
    return new Promise((resolve, reject) => {
      const lost = (error: Error) =>
        reject(new Error(`no answer: ${error.message}`, { cause: error }));
      const headers = { ...one.headers, ...(body && { 'content-length': String(body.length) }) };
      const sent = request(
        {
          ...{ agent: this.#agent, host: to.hostname, port: to.port },
          ...{ method, path, headers },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', lost);
          response.on('end', () => {
            clearTimeout(hang);
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: unpacked(Buffer.concat(chunks), response.headers['content-encoding']),
            });
          });
        },
      );
      const hang = setTimeout(
        () => sent.destroy(new Error(`nothing within ${HANG_MS} ms`)),
        HANG_MS,
      );
      sent.on('error', (error: NodeJS.ErrnoException) => {
        clearTimeout(hang);
        const isCutOff = error.code === 'ECONNRESET' || error.code === 'EPIPE';
        if (isCutOff && isRefusedHead({ path, headers })) {
          resolve({ status: 400, headers: {}, body: Buffer.alloc(0) });
          return;
        }
        // A connection kept open was closed as it was taken again, which HTTP allows.
        if (sent.reusedSocket && error.code === 'ECONNRESET')
          this.#exchange(one, origin).then(resolve, reject);
        else lost(error);
      });
      sent.end(body);
    });
  }

  #raw(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(this.#served.url).port), '127.0.0.1');
      let said = '';
      const close = setTimeout(() => socket.destroy(), RAW_MS);
      socket.on('data', (chunk: Buffer) => {
        said += chunk.toString('latin1');
      });
      // Being cut off is an answer, too.
      socket.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ECONNREFUSED') reject(error);
      });
      socket.on('close', () => {
        clearTimeout(close);
        if (/^HTTP\/1\.1 5(?!05)/.test(said)) {
          this.tally.serverErrors += 1;
          reject(new Finding(said.slice(0, 400)));
        } else resolve();
      });
      socket.end(bytes);
    });
  }

  async #bulk({ as, filename, bytes }: BulkCase): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const asked = await this.#http({
      ...{ kind: 'http', as, method: 'POST', path: '/v1/submissions/bulk', headers },
      ...{ body: Buffer.from(JSON.stringify({ filename })), route: 'POST /v1/submissions/bulk' },
    });
    if (asked.status !== 201) return;
    const { id, upload } = JSON.parse(asked.body.toString()) as {
      readonly id: string;
      readonly upload: { readonly url: string; readonly headers: Record<string, string> };
    };
    const { origin, pathname, search } = new URL(upload.url);
    const put = await this.#exchange(
      {
        method: 'PUT',
        path: pathname + search,
        headers: upload.headers,
        body: bytes,
      },
      origin,
    );
    if (put.status !== 200) throw new Finding(`the upload was answered ${put.status}`);
    for (const end = Date.now() + BULK_MS; Date.now() < end; ) {
      const path = `/v1/submissions/bulk/${id}`;
      const answer = await this.#http({
        kind: 'http',
        as,
        method: 'GET',
        path,
        headers: {},
        route: 'GET /v1/submissions/bulk/{id}',
      });
      const { state } = JSON.parse(answer.body.toString()) as { readonly state?: string };
      if (state === 'done' || state === 'failed') return;
      await pause(POLL_MS);
    }
    throw new Finding('the bulk file came to no end');
  }
}

/** What each bearer sends as `authorization`. */
async function authorizations(served: Served): Promise<Authorizations> {
  const key = await signingKey(served.dataDir);
  const issuer = issuerUrl(served.url);
  const token = (
    unit: string,
    role: 'clerk' | 'viewer' | 'reviewer' | 'administrator',
    seconds = 8 * 3600,
    person = 0,
  ) => accessToken(key, { issuer, subject: `${role}${person}@${unit}`, unit, role, seconds });
  const all = new Map<Bearer, readonly (string | undefined)[]>();
  for (const [name, { role, unit }] of Object.entries(ACCOUNTS)) {
    const tokens = Array.from({ length: PEOPLE }, (_, person) =>
      token(unit, role, undefined, person),
    );
    all.set(
      name as Bearer,
      (await Promise.all(tokens)).map((one) => `Bearer ${one}`),
    );
  }
  const [header = '', payload = '', signature = ''] = (
    await token(ACCOUNTS.clerk.unit, 'clerk')
  ).split('.');
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const flipped = signature.startsWith('A') ? `B${signature.slice(1)}` : `A${signature.slice(1)}`;
  const name = MARKS[2];
  return all
    .set('none', [undefined])
    .set('empty', ['Bearer '])
    .set('garbage', [`Bearer ${name}.${encode({ name: MARKS[0] })}.x`])
    .set('alg none', [`Bearer ${encode({ alg: 'none', typ: 'JWT' })}.${payload}.`])
    .set('signature', [`Bearer ${header}.${payload}.${flipped}`])
    .set('expired', [`Bearer ${await token(ACCOUNTS.clerk.unit, 'clerk', -60)}`])
    .set('huge', [`Bearer ${header}.${'x'.repeat(12_000)}.${signature}`])
    .set('basic', [`Basic ${Buffer.from(`${name}:13800990417`).toString('base64')}`])
    .set('claims', [`Bearer ${await token(name, 'clerk')}`]);
}
