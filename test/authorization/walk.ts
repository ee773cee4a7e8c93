/**
 * `npm run test:authorization`: every role, at every level, asks every route about every unit, over
 * HTTP, and gets what the table of access says: no more, and nothing that names a unit outside its
 * branch. What is refused changes nothing. The last line counts; a leak or a route that is not
 * walked ends it with 1. Words after `--` walk only routes that contain one of them.
 */
import { join } from 'node:path';
import { ACCESS, type Access, ROLES } from '../../functions/api/access-table.ts';
import { ensureAssembly } from '../../local/cloud/synthesis.ts';
import { forEachOf } from '../../shared/concurrency.ts';
import { type Asker, LINES, type Line, PAGED, type Trial, unitsOf } from './lines.ts';
import { tryLinks } from './links.ts';
import { leaksIn, proveSearch, readable } from './search.ts';
import { strangers } from './strangers.ts';
import { CITY, COUNTY, PROVINCE, STATION, standingOf } from './units.ts';
import { World } from './world.ts';

const AT_ONCE = 6;

/** An account, by what stands in its token. */
interface Account {
  readonly claimed: Asker;
  readonly token: string;
  /** An administrator below the province is a reviewer. */
  readonly asker: Asker;
}

/** Of another province, and in no file: an account of such a unit gets nothing. */
const FOREIGN = ['420000000000', '410999001000'];

async function accountsOf({ cloud }: World): Promise<Account[]> {
  const units = [PROVINCE, CITY, COUNTY, STATION];
  const known = units.flatMap((unit) => ROLES.map((role) => ({ role, unit })));
  const foreign = FOREIGN.map((unit) => ({ role: 'administrator' as const, unit }));
  const claims: Asker[] = [...known, ...foreign];
  return Promise.all(
    claims.map(async (claimed) => {
      const isReviewer = claimed.role === 'administrator' && claimed.unit !== PROVINCE;
      const asker = isReviewer ? { ...claimed, role: 'reviewer' as const } : claimed;
      return { claimed, asker, token: await cloud.token(claimed) };
    }),
  );
}

const isAtLeast = (asker: Asker, role: Asker['role']) =>
  ROLES.indexOf(asker.role) >= ROLES.indexOf(role);

/** What the table says of a request; the statuses that are as good as each other. */
function expected(
  access: Access,
  line: Line,
  asker: Asker,
  unit: string | undefined,
  trial: Trial,
): readonly number[] {
  if (access.role === 'anyone') return trial.ok;
  if (FOREIGN.includes(asker.unit) || !isAtLeast(asker, access.role)) return [403];
  if (unit === undefined) return trial.ok;
  const outcome = access.outcomes[standingOf(asker.unit, unit)];
  if (outcome === 'not_found') return [404];
  const closer = line.closer?.(asker, unit, trial);
  if (closer !== undefined) return [closer];
  if (outcome === 'forbidden') return [403];
  const reads = asker.unit === unit || isAtLeast(asker, 'reviewer');
  if (access.officers === 'forbidden' && !reads) return [403];
  if (trial.isDraft && !isAtLeast(asker, 'reviewer')) return [403];
  return trial.ok;
}

const MINUTE = 60_000;

class Walk {
  combinations = 0;
  readonly leaks: string[] = [];
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  count(isWell: boolean, said: () => string): void {
    this.combinations += 1;
    if (!isWell) this.leaks.push(said());
  }

  /** Where an account has used up its minute, it asks again in the next one. */
  async send(
    method: string,
    trial: Pick<Trial, 'path' | 'body'>,
    token?: string,
  ): Promise<Response> {
    const { path, body } = trial;
    const isText = typeof body === 'string';
    const { clock } = this.#world.cloud;
    const minute = Math.floor(clock.now() / MINUTE);
    const response = await fetch(this.#world.cloud.url + path, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': isText ? 'text/csv' : 'application/json' }),
      },
      ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
    });
    if (response.status !== 429) return response;
    await response.body?.cancel();
    if (Math.floor(clock.now() / MINUTE) === minute) clock.turnTo((minute + 1) * MINUTE);
    return this.send(method, trial, token);
  }

  /** One request of one account, and what its answer tells. */
  async try(
    access: Access,
    method: string,
    trial: Trial,
    { claimed, asker, token }: Account,
    wanted: readonly number[],
  ): Promise<void> {
    const response = await this.send(method, trial, token);
    const text = await readable(response);
    const reader = { unit: asker.unit, isReviewer: isAtLeast(asker, 'reviewer') };
    // What the asker has written itself is no news.
    const own = `${trial.path}${JSON.stringify(trial.body ?? '')}`;
    const told = leaksIn(text, reader, access.names).filter((trace) => !own.includes(trace));
    const isWell =
      wanted.includes(response.status) && (access.names === 'every' || told.length === 0);
    this.count(isWell, () => {
      const said = `${response.status} in place of ${wanted.join(' or ')}`;
      const names = told.length > 0 ? `; it names ${told.join(', ')}` : '';
      return `${claimed.role} of ${claimed.unit}: ${method} ${trial.path}: ${said}${names}\n  ${text.slice(0, 300)}`;
    });
  }

  /** Everybody asks a route about every unit; those who are refused first. */
  async line(line: Line, accounts: readonly Account[]): Promise<void> {
    const access = ACCESS[line.route];
    const [method = ''] = line.route.split(' ');
    if (!access) throw new Error(`${line.route} is not in the table`);
    const tries = unitsOf(line).flatMap((unit) =>
      [line.ask(this.#world, unit ?? '')].flat().flatMap((trial) =>
        accounts.map((account) => {
          const wanted = expected(access, line, account.asker, unit, trial);
          return { trial, account, wanted, isRefused: wanted !== trial.ok };
        }),
      ),
    );
    const run = (some: typeof tries, atOnce: number) =>
      forEachOf(some, atOnce, ({ trial, account, wanted }) =>
        this.try(access, method, trial, account, wanted),
      );
    const refused = tries.filter(({ isRefused }) => isRefused);
    const writes = method !== 'GET';
    const before = writes ? await this.#world.digest() : '';
    await run(refused, AT_ONCE);
    if (writes) {
      const isSame = before === (await this.#world.digest());
      this.count(isSame, () => `${line.route}: what was refused has changed something`);
    }
    await run(
      tries.filter(({ isRefused }) => !isRefused),
      writes ? 1 : AT_ONCE,
    );
    await line.settle?.(this.#world);
  }

  /** Nobody gets anything by a token that is none. */
  async strangers(): Promise<void> {
    const all = await strangers(this.#world);
    for (const line of LINES) {
      const [method = ''] = line.route.split(' ');
      const [trial] = [line.ask(this.#world, unitsOf(line)[0] ?? '')].flat();
      if (!trial) throw new Error(`${line.route} asks nothing`);
      for (const { name, token, status } of all) {
        const response = await this.send(method, trial, token);
        const text = await readable(response);
        const isWell = response.status === status && leaksIn(text, NOBODY, 'branch').length === 0;
        this.count(isWell, () => `${name}: ${method} ${trial.path}: ${response.status}`);
      }
    }
  }

  /** A cursor of the province's list shows nobody more than their own. */
  async cursors(accounts: readonly Account[]): Promise<void> {
    const [first] = accounts.filter(
      ({ claimed }) => claimed.role === 'administrator' && claimed.unit === PROVINCE,
    );
    for (const { route, path } of PAGED) {
      const access = ACCESS[route];
      const page = await this.send('GET', { path }, first?.token);
      const { next } = (await page.json()) as { readonly next: string | null };
      if (!access || next === null) throw new Error(`${path} has one page`);
      const trial = { path: `${path}&cursor=${encodeURIComponent(next)}`, ok: [200, 400, 404] };
      await forEachOf(accounts, AT_ONCE, async (account) => {
        const wanted = expected(access, PAGE, account.asker, undefined, trial);
        await this.try(access, 'GET', trial, account, wanted);
      });
    }
  }

  /** Every route that the API describes is walked. */
  async coverage(): Promise<void> {
    const response = await this.send('GET', { path: '/v1/openapi.json' });
    const { paths } = (await response.json()) as {
      readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    };
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map(
        (method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      ),
    );
    const walked = new Set(LINES.map(({ route }) => route));
    const known = new Set([...described, 'GET /v1/openapi.json']);
    const missed = described.filter((route) => !walked.has(route) || !ACCESS[route]);
    const stale = Object.keys(ACCESS).filter((route) => !known.has(route));
    if (described.length === 0 || missed.length + stale.length > 0) {
      throw new Error(`not walked: ${missed.join(', ')}; no route: ${stale.join(', ')}`);
    }
  }
}

/** A list of the caller's own, whatever its cursor says. */
const PAGE: Line = { route: '', ask: () => [] };
const NOBODY = { unit: '420000000000', isReviewer: false };

async function main(): Promise<number> {
  proveSearch();
  await ensureAssembly(join(import.meta.dirname, '../..'), () => undefined);
  const world = await World.start();
  try {
    const walk = new Walk(world);
    await walk.coverage();
    const accounts = await accountsOf(world);
    await walk.strangers();
    await walk.cursors(accounts);
    const words = process.argv.slice(2);
    const isAsked = ({ route }: Line) =>
      words.length === 0 || words.some((word) => route.includes(word));
    for (const line of LINES.filter(isAsked)) {
      const [before, bad] = [walk.combinations, walk.leaks.length];
      await walk.line(line, accounts);
      const leaks = walk.leaks.length - bad;
      console.log(
        `${line.route}: ${walk.combinations - before}${leaks > 0 ? `, leaks ${leaks}` : ''}`,
      );
    }
    await tryLinks(world, (isWell, said) => walk.count(isWell, () => said));
    for (const leak of walk.leaks.slice(0, 50)) console.log(leak);
    console.log(`combinations ${walk.combinations}, leaks ${walk.leaks.length}`);
    return walk.leaks.length === 0 ? 0 : 1;
  } finally {
    await world.dispose();
  }
}

process.exitCode = await main();
