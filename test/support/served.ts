/**
 * The whole system as `npm run serve` runs it, in a process of its own with a folder of its own,
 * and a client that speaks to it over HTTP as others do.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const QUIET = '--disable-warning=ExperimentalWarning';
/** As `npm run serve` has it: V8 would else take much memory for new objects before it clears any. */
const SMALL_NEW_SPACE = '--max-semi-space-size=8';
const START_MILLISECONDS = 180_000;
const POLL_MILLISECONDS = 50;
/** Of a run or a bulk upload at the most, on a machine that others use too. */
const WORK_MINUTES = 10;

export const PROVINCE = '410000000000';
export const COUNTY = '410481000000';

export const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** Asks until the answer is given; fails after so many minutes. */
export async function eventually<T>(ask: () => Promise<T | undefined>, minutes = 5): Promise<T> {
  for (const end = Date.now() + minutes * 60_000; Date.now() < end; ) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await pause(POLL_MILLISECONDS);
  }
  throw new Error(`waited in vain for ${minutes} minutes`);
}

export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  /** The JSON of the answer as the test expects it to be shaped, or its text. */
  readonly body: Body;
}

export type Json = Readonly<Record<string, unknown>>;

/** A refused document, and any other problem. */
export interface Problem {
  readonly code: string;
  readonly detail?: string;
  readonly requestId: string;
  readonly errors?: readonly {
    readonly code: string;
    readonly pointer: string;
    readonly messages: { readonly zh: string; readonly en: string };
  }[];
}

export interface BulkState {
  readonly id: string;
  readonly state: string;
  readonly lines: number;
  readonly accepted: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly results: string;
}

export interface BulkLine {
  readonly line: number;
  readonly outcome: string;
  readonly receipt?: Json;
  readonly errors?: readonly { readonly code: string }[];
}

export interface RunState {
  readonly id: string;
  readonly period: string;
  readonly state: string;
  readonly revision: number;
  readonly error: unknown;
  readonly steps: readonly { readonly name: string; readonly state: string }[];
}

const tokens = new Map<string, string>();

/** An access token of the local issuer of a data folder, made once for each account. */
export function tokenOf(dataDir: string, role: string, unit: string): string {
  const key = `${dataDir} ${role} ${unit}`;
  const held = tokens.get(key);
  if (held) return held;
  const args = [QUIET, 'local/token.ts', '--role', role, '--unit', unit];
  // The port is the one that the cloud of the folder has noted.
  const { PORT: _, ...rest } = process.env;
  const env = { ...rest, FENGQIAO_DATA: dataDir };
  const token = execFileSync(process.execPath, args, { cwd: ROOT, env, encoding: 'utf8' }).trim();
  tokens.set(key, token);
  return token;
}

/** A running system. */
export class Served {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'fengqiao-test-'));
  #port = 0;
  #process: ChildProcess | undefined;
  #said = '';
  readonly #settings: Readonly<Record<string, string>>;

  /** `settings` of its environment, beside this process's own. */
  constructor(settings: Readonly<Record<string, string>> = {}) {
    this.#settings = settings;
  }

  get url(): string {
    return `http://localhost:${this.#port}`;
  }

  /** Of the process that serves. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** What it has said so far, on both streams. */
  get said(): string {
    return this.#said;
  }

  get isRunning(): boolean {
    const child = this.#process;
    return child !== undefined && child.exitCode === null && child.signalCode === null;
  }

  get #environment() {
    return {
      ...process.env,
      ...this.#settings,
      FENGQIAO_DATA: this.dataDir,
      PORT: String(this.#port),
    };
  }

  /** Starts it and waits for its one line on standard output. */
  async start(): Promise<this> {
    this.#port ||= await freePort();
    const child = spawn(process.execPath, [SMALL_NEW_SPACE, QUIET, 'local/serve.ts'], {
      cwd: ROOT,
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    const before = this.#said.length;
    const ready = new Promise<void>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream?.on('data', (chunk: Buffer) => {
          this.#said += chunk.toString();
          const since = this.#said.slice(before);
          if (since.includes(`ready http://localhost:${this.#port}\n`)) resolve();
        });
      }
      child.once('exit', (code) =>
        reject(new Error(`serve ended with ${code} before it was ready: ${this.#said}`)),
      );
      setTimeout(
        () => reject(new Error(`serve is not ready: ${this.#said}`)),
        START_MILLISECONDS,
      ).unref();
    });
    await ready;
    return this;
  }

  /** Ends it as told by the signal and gives its exit code. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return null;
    const ended = new Promise<number | null>((resolve) => {
      child.once('exit', resolve);
    });
    child.kill(signal);
    return ended;
  }

  /** Ends it and removes its data. */
  async dispose(): Promise<void> {
    await this.end('SIGKILL');
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** An access token, made once for each account. */
  token(role: string, unit: string): string {
    return tokenOf(this.dataDir, role, unit);
  }

  /** One request; `as` names the account, e.g. `administrator 410000000000`. */
  async ask<Body = Json>(
    as: string | null,
    method: string,
    path: string,
    options: {
      readonly json?: unknown;
      readonly body?: string | Uint8Array<ArrayBuffer>;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<Answer<Body>> {
    const [role = '', unit = ''] = as?.split(' ') ?? [];
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(as ? { authorization: `Bearer ${this.token(role, unit)}` } : {}),
        ...(options.json === undefined ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(options.json === undefined
        ? options.body === undefined
          ? {}
          : { body: options.body }
        : { body: JSON.stringify(options.json) }),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      headers: response.headers,
      body: (json ? JSON.parse(text) : text) as Body,
    };
  }

  /** Uploads a bulk file as the account and gives its final state and the lines of its results. */
  async bulk(
    as: string,
    bytes: Uint8Array<ArrayBuffer> | string,
  ): Promise<{ readonly state: BulkState; readonly results: BulkLine[] }> {
    const id = await this.beginBulk(as, bytes);
    const state = await this.bulkState(as, id);
    const results = await (await fetch(state.results)).text();
    const lines = results.split('\n').filter(Boolean);
    return { state, results: lines.map((line) => JSON.parse(line) as BulkLine) };
  }

  /** Uploads a bulk file and gives its id, without waiting for it. */
  async beginBulk(as: string, bytes: Uint8Array<ArrayBuffer> | string): Promise<string> {
    const asked = await this.ask<{
      id: string;
      upload: { url: string; headers: Record<string, string> };
    }>(as, 'POST', '/v1/submissions/bulk', {
      json: { filename: 'county.ndjson' },
    });
    if (asked.status !== 201) throw new Error(`bulk: ${asked.status}`);
    const { upload } = asked.body;
    const put = await fetch(upload.url, {
      method: 'PUT',
      headers: upload.headers,
      body: bytes,
    });
    if (put.status !== 200) throw new Error(`upload: ${put.status}`);
    return asked.body.id;
  }

  /** Waits for the end of a bulk upload. */
  bulkState(as: string, id: string): Promise<BulkState> {
    return eventually(async () => {
      const { body } = await this.ask<BulkState>(as, 'GET', `/v1/submissions/bulk/${id}`);
      return ['done', 'failed'].includes(body.state) ? body : undefined;
    }, WORK_MINUTES);
  }

  /** Asks for a run and waits for its end. */
  async run(period: string): Promise<RunState> {
    const asked = await this.ask<RunState>(ADMINISTRATOR, 'POST', '/v1/runs', { json: { period } });
    if (asked.status !== 202) throw new Error(`run: ${asked.status} ${JSON.stringify(asked.body)}`);
    return this.runEnd(asked.body.id);
  }

  /** Waits for the end of a run. */
  runEnd(id: string): Promise<RunState> {
    return eventually(async () => {
      const { body } = await this.ask<RunState>(ADMINISTRATOR, 'GET', `/v1/runs/${id}`);
      return body.state === 'running' ? undefined : body;
    }, WORK_MINUTES);
  }
}

export const ADMINISTRATOR = `administrator ${PROVINCE}`;
