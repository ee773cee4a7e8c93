/**
 * Signing in with the configured OpenID Connect issuer: authorization code with PKCE, no secret.
 * Tokens live in this tab's session storage, and are gone with the tab: no other tab sees them, and
 * a reload does not end the session. They are short: shortly before one ends, the next call gets
 * another by the refresh token, where the issuer has given one; else the person signs in again.
 */
import { leaveNoCopies } from './form/local-store.ts';

export interface Session {
  readonly accessToken: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** The token's `sub`. */
  readonly account: string;
  /** Code of the unit whose branch the account sees. */
  readonly unit: string;
  readonly role: string;
  /** Good once, for the next token; none where the issuer gives none. */
  readonly refreshToken?: string;
}

interface Config {
  readonly issuer: string;
  readonly clientId: string;
}

interface Discovery {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly end_session_endpoint?: string;
}

/** What must be remembered while the browser is away at the issuer. */
interface Departure {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
  /** The address to come back to. */
  readonly address: string;
}

const SESSION = 'fengqiao.session';
const DEPARTURE = 'fengqiao.departure';
/** The issuer sends the browser back here. */
export const CALLBACK = '/signed-in';

/** What is left of a token that is not worth sending any more. */
const MARGIN_MS = 30_000;

/** The session of this tab, if it has one that still holds or can be renewed. */
export function currentSession(): Session | undefined {
  const session = read<Session>(SESSION);
  return session && (session.refreshToken || holds(session)) ? session : undefined;
}

let renewing: Promise<Session | undefined> | undefined;

/**
 * The session with a token that can be sent, renewed where it has to be; undefined where nobody
 * is signed in any more. Rejects where the issuer cannot be reached.
 */
export async function freshSession(): Promise<Session | undefined> {
  const session = currentSession();
  if (!session?.refreshToken || holds(session, MARGIN_MS)) return session;
  // All calls wait for the one answer: a refresh token is good once.
  renewing ??= renew(session, session.refreshToken).finally(() => {
    renewing = undefined;
  });
  return renewing;
}

const holds = ({ expiresAt }: Session, margin = 0) => expiresAt - margin > Date.now();

async function renew(session: Session, refreshToken: string): Promise<Session | undefined> {
  const { config, discovery } = await issuer();
  const answer = await askForTokens(discovery, {
    grant_type: 'refresh_token',
    client_id: config.clientId,
    refresh_token: refreshToken,
  });
  if (answer) return keep({ refresh_token: refreshToken, ...answer });
  forgetSession();
  if (!holds(session)) return undefined;
  const { refreshToken: _, ...rest } = session;
  return keepSession(rest);
}

/** Forgets the session; the next page asks to sign in. */
export function forgetSession(): void {
  sessionStorage.removeItem(SESSION);
}

/** Leaves for the issuer's sign-in page, to come back to `address`. */
export async function signIn(address: string): Promise<void> {
  if (!globalThis.crypto?.subtle) throw new InsecureOrigin();
  const { config, discovery } = await issuer();
  const [verifier, state, nonce] = [randomText(), randomText(), randomText()];
  const departure: Departure = { verifier, state, nonce, address };
  sessionStorage.setItem(DEPARTURE, JSON.stringify(departure));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const url = new URL(discovery.authorization_endpoint);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: config.clientId,
    redirect_uri: location.origin + CALLBACK,
    scope: 'openid',
    state,
    nonce,
    code_challenge: base64Url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
  }).toString();
  location.assign(url);
}

/** The page is neither on HTTPS nor on this machine, so the browser refuses to hash. */
export class InsecureOrigin extends Error {
  override readonly name = 'InsecureOrigin';
}

/**
 * Exchanges the code in the callback's address for a session and gives the address to return
 * to; undefined where the answer is not to a question that this tab asked, or was refused.
 */
export async function finishSignIn(parameters: URLSearchParams): Promise<string | undefined> {
  const departure = read<Departure>(DEPARTURE);
  sessionStorage.removeItem(DEPARTURE);
  const code = parameters.get('code');
  if (!departure || !code || parameters.get('state') !== departure.state) return undefined;
  const { config, discovery } = await issuer();
  // Issuers that name themselves in the answer (RFC 9207) must be the one that was asked.
  if ((parameters.get('iss') ?? discovery.issuer) !== discovery.issuer) return undefined;
  const answer = await askForTokens(discovery, {
    grant_type: 'authorization_code',
    client_id: config.clientId,
    redirect_uri: location.origin + CALLBACK,
    code,
    code_verifier: departure.verifier,
  });
  if (!answer) return undefined;
  // An answer to another question of this or another browser.
  if (answer.id_token && claimsOf(answer.id_token).nonce !== departure.nonce) return undefined;
  keep(answer);
  return departure.address;
}

interface Tokens {
  readonly access_token: string;
  readonly expires_in: number;
  readonly id_token?: string;
  readonly refresh_token?: string;
}

/** Undefined where the issuer refuses; rejects where it cannot be reached or has failed. */
async function askForTokens(
  { token_endpoint }: Discovery,
  question: Readonly<Record<string, string>>,
): Promise<Tokens | undefined> {
  const response = await fetch(token_endpoint, {
    method: 'POST',
    body: new URLSearchParams(question),
  });
  if (response.status >= 500) throw new Error(`the issuer answered ${response.status}`);
  return response.ok ? response.json() : undefined;
}

function keep(answer: Tokens): Session {
  const claims = claimsOf(answer.access_token);
  return keepSession({
    accessToken: answer.access_token,
    expiresAt: Date.now() + answer.expires_in * 1000,
    account: String(claims.sub ?? ''),
    unit: String(claims.fengqiao_unit ?? ''),
    role: String(claims.fengqiao_role ?? ''),
    ...(answer.refresh_token && { refreshToken: answer.refresh_token }),
  });
}

function keepSession(session: Session): Session {
  sessionStorage.setItem(SESSION, JSON.stringify(session));
  return session;
}

/** Ends the session here and, where the issuer offers it, there; no draft stays in this browser. */
export async function signOut(): Promise<void> {
  await leaveNoCopies();
  forgetSession();
  const known = await issuer().catch(() => undefined);
  // Nobody to be told: here at least the session has ended.
  if (!known) return location.assign('/');
  const { config, discovery } = known;
  if (!discovery.end_session_endpoint) return location.assign('/');
  const url = new URL(discovery.end_session_endpoint);
  url.searchParams.set('client_id', config.clientId);
  url.searchParams.set('post_logout_redirect_uri', `${location.origin}/`);
  // What Cognito calls the same; others overlook it.
  url.searchParams.set('logout_uri', `${location.origin}/`);
  location.assign(url);
}

async function issuer(): Promise<{ config: Config; discovery: Discovery }> {
  const config: Config = await getJson('/config.json');
  const base = config.issuer.replace(/\/$/, '');
  return { config, discovery: await getJson(`${base}/.well-known/openid-configuration`) };
}

async function getJson<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

/** The claims, to greet the account with; the API checks the signature, not the page. */
function claimsOf(token: string): Record<string, unknown> {
  const [, payload = ''] = token.split('.');
  const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (c) =>
    c.charCodeAt(0),
  );
  return JSON.parse(new TextDecoder().decode(bytes));
}

function read<T>(key: string): T | undefined {
  const text = sessionStorage.getItem(key);
  return text ? JSON.parse(text) : undefined;
}

const randomText = () => base64Url(crypto.getRandomValues(new Uint8Array(32)));

const base64Url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
