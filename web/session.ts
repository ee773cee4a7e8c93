/**
 * Signing in with the configured OpenID Connect issuer: authorization code with PKCE, no secret.
 * The token lives in this tab's session storage, and is gone with the tab.
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
}

interface Config {
  readonly issuer: string;
  readonly clientId: string;
}

interface Discovery {
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly end_session_endpoint?: string;
}

/** What must be remembered while the browser is away at the issuer. */
interface Departure {
  readonly verifier: string;
  readonly state: string;
  /** The address to come back to. */
  readonly address: string;
}

const SESSION = 'fengqiao.session';
const DEPARTURE = 'fengqiao.departure';
/** The issuer sends the browser back here. */
export const CALLBACK = '/signed-in';

/** The session of this tab, if it has one that still holds. */
export function currentSession(): Session | undefined {
  const session = read<Session>(SESSION);
  return session && session.expiresAt > Date.now() ? session : undefined;
}

/** Forgets the session; the next page asks to sign in. */
export function forgetSession(): void {
  sessionStorage.removeItem(SESSION);
}

/** Leaves for the issuer's sign-in page, to come back to `address`. */
export async function signIn(address: string): Promise<void> {
  if (!globalThis.crypto?.subtle) throw new InsecureOrigin();
  const { config, discovery } = await issuer();
  const departure: Departure = { verifier: randomText(), state: randomText(), address };
  sessionStorage.setItem(DEPARTURE, JSON.stringify(departure));
  const digest = await crypto.subtle.digest(
    'SHA-256',
    new TextEncoder().encode(departure.verifier),
  );
  const url = new URL(discovery.authorization_endpoint);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: config.clientId,
    redirect_uri: location.origin + CALLBACK,
    scope: 'openid',
    state: departure.state,
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
  const response = await fetch(discovery.token_endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: config.clientId,
      redirect_uri: location.origin + CALLBACK,
      code,
      code_verifier: departure.verifier,
    }),
  });
  if (!response.ok) return undefined;
  const answer: { access_token: string; expires_in: number } = await response.json();
  const claims = claimsOf(answer.access_token);
  const session: Session = {
    accessToken: answer.access_token,
    expiresAt: Date.now() + answer.expires_in * 1000,
    account: String(claims.sub ?? ''),
    unit: String(claims.fengqiao_unit ?? ''),
    role: String(claims.fengqiao_role ?? ''),
  };
  sessionStorage.setItem(SESSION, JSON.stringify(session));
  return departure.address;
}

/** Ends the session here and, where the issuer offers it, there; no draft stays in this browser. */
export async function signOut(): Promise<void> {
  leaveNoCopies();
  forgetSession();
  const known = await issuer().catch(() => undefined);
  // Nobody to be told: here at least the session has ended.
  if (!known) return location.assign('/');
  const { config, discovery } = known;
  const url = new URL(discovery.end_session_endpoint ?? location.origin);
  url.searchParams.set('client_id', config.clientId);
  url.searchParams.set('post_logout_redirect_uri', `${location.origin}/`);
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
