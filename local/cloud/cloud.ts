/** The embedded cloud: boots the synthesized template on this machine. */
import { join, resolve } from 'node:path';
import type { Publication } from '../services/sns/outbox.ts';
import { createClock, type TurnableClock } from './clock.ts';
import { checkDataVersion } from './data-version.ts';
import type { InvocationResult } from './functions/environment.ts';
import { createFunctions } from './functions/functions.ts';
import { uploadCode } from './functions/upload.ts';
import { createAuthorizer } from './http/authorizer.ts';
import { createClientAddress } from './http/forwarded.ts';
import { createGateway } from './http/gateway.ts';
import { createLinks } from './http/links.ts';
import { openPort, type RequestHandler } from './http/server.ts';
import { type CertificateFiles, type ReadCertificate, readCertificate } from './http/tls.ts';
import { ensureAccounts, readAccounts } from './identity/accounts.ts';
import { createIssuer } from './identity/issuer.ts';
import { signingKey } from './identity/keys.ts';
import { accessToken, issuerUrl, type Role } from './identity/tokens.ts';
import { ACCOUNT, localityAt, REGION } from './locality.ts';
import { lockDataFolder } from './lock.ts';
import { type Credentials, createPermissions } from './permissions/permissions.ts';
import { openRecorder } from './permissions/record.ts';
import { noteRunning } from './running.ts';
import { type Endpoints, startServices } from './services.ts';
import type { CloudDescription } from './template/description.ts';
import { findNamed } from './template/find.ts';
import { readTemplate } from './template/read.ts';
import { createAsynchronous } from './triggers/asynchronous.ts';
import { createDelivery } from './triggers/delivery.ts';
import { requirePolling, startPoller } from './triggers/poller.ts';
import { startScheduler } from './triggers/scheduler.ts';
import type { TrinoOptions } from './trino.ts';

export interface CloudOptions {
  /** Made where it is missing; everything the cloud keeps is in it. */
  readonly dataDir: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** The address to listen on; loopback where left out. */
  readonly host?: string;
  /** The origin that people reach the page at; where left out, `http://localhost` and the port. */
  readonly publicUrl?: string;
  /** Where left out, the port speaks plain HTTP. */
  readonly certificate?: CertificateFiles;
  /** Addresses or networks whose `X-Forwarded-For` is believed. */
  readonly trustedProxies?: readonly string[];
  /** What `npm run synth` wrote. */
  readonly cdkOut: string;
  readonly schedules: 'on' | 'paused';
  /** Runs the queries in place of DuckDB, on the same machine. */
  readonly trino?: TrinoOptions;
  /** Who signs people in; the cloud's own issuer where left out. */
  readonly identity?: ExternalIdentity;
}

/** An OpenID Connect issuer elsewhere, whose access tokens are for `clientId`. */
export interface ExternalIdentity {
  readonly issuer: string;
  readonly clientId: string;
  /** Further origins that the page asks for tokens, separated by commas or spaces. */
  readonly origins?: string;
}

export interface Cloud {
  /** `http://localhost:8080`, or the public one: page, API and, under `/oidc`, the own issuer. */
  readonly url: string;
  readonly description: CloudDescription;
  readonly clock: TurnableClock;
  /** What an SDK client needs to look into the stores: addresses by service, and a key. */
  readonly region: string;
  readonly endpoints: Endpoints;
  readonly operator: Credentials;
  /** Asks the issuer for its keys: why they cannot be had, in words for the log, or nothing. */
  issuerFault(): Promise<string | undefined>;
  /** An access token of the local issuer. */
  token(claims: {
    readonly unit: string;
    readonly role: Role;
    readonly subject?: string;
  }): Promise<string>;
  /** Delivers a schedule's input now (`DailyRun`). */
  fire(schedule: string): Promise<void>;
  /** Lets schedules fire from now on; what was due while they were paused is skipped. */
  resumeSchedules(): void;
  pauseSchedules(): void;
  /** Calls a function (`CompactFunction`) with an event and waits for its answer. */
  invoke(function_: string, event: unknown): Promise<InvocationResult>;
  /** Messages in a queue (`InboxQueue`), those in hand and delayed among them. */
  queueDepth(queue: string): number;
  /** What was published to a topic (`Reminders`), the first message first. */
  published(topic: string): Promise<Publication[]>;
  /** Reads the certificate again and shows it from now on; throws CertificateUnusable and changes nothing. */
  renewCertificate(): ReadCertificate | undefined;
  /** Answers what is under way and stops everything in the reverse order of starting. */
  stop(): Promise<void>;
}

/** A function that a queue or a schedule has called may work on for so long at stopping. */
const STOPPING_GRACE_MS = 10_000;
const TOKEN_SECONDS = 8 * 3600;

/**
 * Starts stores, functions, triggers and the HTTP API, in this order; requests that come before
 * all is up wait. Throws DataFolderInUse, DataFolderUnusable, DataFolderTooNew, PortInUse,
 * CertificateUnusable, TemplateError or AccountsError, and has then undone what it had started.
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const started: (() => unknown)[] = [];
  const stop = async () => {
    for (let undo = started.pop(); undo; undo = started.pop()) await undo();
  };
  try {
    return await start(options, started, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  options: CloudOptions,
  started: (() => unknown)[],
  stop: () => Promise<void>,
): Promise<Cloud> {
  const dataDir = resolve(options.dataDir);
  // Lambda runs in UTC, and threads have the time zone of their process.
  process.env.TZ = 'UTC';
  started.push(lockDataFolder(dataDir));
  checkDataVersion(dataDir);
  ensureAccounts(dataDir);
  readAccounts(dataDir);
  const key = await signingKey(dataDir);
  const clock = createClock();

  const { publicUrl, certificate } = options;
  const scheme = certificate ? 'https' : 'http';
  const certificateNow = () =>
    certificate &&
    readCertificate(certificate, new URL(publicUrl ?? 'https://localhost').hostname, Date.now());
  const http = await openPort(options.port, options.host, certificateNow()?.options);
  started.push(http.close);
  const url = publicUrl ?? `${scheme}://localhost:${http.port}`;
  const issuer = issuerUrl(url);
  const locality = localityAt(url, options.identity ?? { issuer });

  // Names first: where the queues answer is known once they run, and then stands in the template.
  const names = readTemplate(options.cdkOut, locality);
  const permissions = createPermissions({
    ...names,
    ...locality,
    record: openRecorder(process.env.FENGQIAO_GRANTS),
  });
  const services = await startServices({
    description: names,
    dataDir,
    clock,
    permissions,
    region: REGION,
    account: ACCOUNT,
    trino: options.trino,
  });
  started.push(services.stop);
  const { endpoints, queueOf, send } = services;
  const description = readTemplate(options.cdkOut, { ...locality, queueOrigin: endpoints.SQS });

  const functions = createFunctions({
    functions: uploadCode(description.functions, join(dataDir, 'code')),
    clock,
    region: REGION,
    endpoints,
    credentialsOf: permissions.credentialsOf,
    logDir: join(dataDir, 'logs'),
    ...(publicUrl === undefined ? {} : { linksUrl: publicUrl }),
  });
  started.push(functions.stop);

  const asynchronous = createAsynchronous({ functions, send, clock });
  const pollers = description.eventSources
    .filter(({ enabled }) => enabled)
    .map((source) => {
      requirePolling(description.functions, permissions, source);
      return startPoller({
        source,
        queue: queueOf(source.queueArn),
        invoke: functions.invoke,
        region: REGION,
      });
    });
  const scheduler = startScheduler({
    schedules: description.schedules,
    clock,
    file: join(dataDir, 'schedules.json'),
    deliver: createDelivery({ permissions, send, asynchronous }),
    paused: options.schedules === 'paused',
  });
  started.push(async () => {
    const ended = Promise.all([...pollers.map((poller) => poller.stop()), scheduler.stop()]);
    asynchronous.stop();
    const late = setTimeout(functions.stop, STOPPING_GRACE_MS);
    await ended;
    clearTimeout(late);
  });

  const signIn = createIssuer({ issuer, key, dataDir, now: Date.now });
  const authorizer = createAuthorizer({ issuer, key: key.publicJwk });
  const gateway =
    description.httpApi &&
    createGateway({
      api: description.httpApi,
      functions,
      authorizer,
      account: ACCOUNT,
      permissions,
      clientAddress: createClientAddress(options.trustedProxies ?? []),
      now: clock.now,
    });
  const isOwn = options.identity === undefined;
  const answer: RequestHandler = (request) =>
    !gateway || (isOwn && /^\/oidc(\/|$)/.test(request.message.url ?? ''))
      ? signIn(request)
      : gateway(request);
  const buckets = description.buckets.map(({ name }) => name);
  http.open(answer, {
    links: createLinks(buckets, new URL(url).host, services.answerLink),
    staysSecure: url.startsWith('https:'),
  });
  started.push(noteRunning(dataDir, url));
  // Open last, and so closed first; closing again where it was taken is nothing.
  started.push(http.close);

  return {
    url,
    description,
    clock,
    region: REGION,
    endpoints,
    operator: permissions.operator,
    issuerFault: () => authorizer.faultOf(options.identity?.issuer ?? issuer),
    token: ({ unit, role, subject = `${role}@${unit}` }) =>
      accessToken(key, { issuer, subject, unit, role, seconds: TOKEN_SECONDS }),
    fire: scheduler.fire,
    resumeSchedules: scheduler.resume,
    pauseSchedules: scheduler.pause,
    invoke: (function_, event) => functions.invoke(function_, JSON.stringify(event)),
    queueDepth(queue) {
      const { visible, inFlight, delayed } = queueOf(
        findNamed(description.queues, queue).arn,
      ).depth();
      return visible + inFlight + delayed;
    },
    renewCertificate() {
      const read = certificateNow();
      if (read) http.renew(read.options);
      return read;
    },
    published: (topic) => services.published(findNamed(description.topics, topic).name),
    stop,
  };
}
