/**
 * A small OpenID Connect issuer for one machine: authorization code with PKCE and refresh tokens
 * for the page, client credentials for service accounts. It stands on the API's own origin under
 * `/oidc`.
 */
import { z } from 'zod';
import { type GatewayResponse, jsonResponse } from '../http/event.ts';
import type { RequestHandler } from '../http/server.ts';
import { AccountsError, readAccounts } from './accounts.ts';
import { createCodes } from './codes.ts';
import { ALGORITHM, type SigningKey } from './keys.ts';
import { errorPage, signedOutPage, signInPage } from './page.ts';
import { createRenewals } from './renewals.ts';
import { clientOf, isSecret } from './secrets.ts';
import { type Account, accessToken, CLIENT_ID, identityToken, TOKEN_SECONDS } from './tokens.ts';

export interface IssuerOptions {
  /** `http://localhost:8080/oidc`. */
  readonly issuer: string;
  readonly key: SigningKey;
  readonly dataDir: string;
  /** Milliseconds since 1970, in real time. */
  readonly now: () => number;
}

/** Where a client's request may send the browser back to is checked before all else. */
const clientSchema = z.object({ client_id: z.literal(CLIENT_ID), redirect_uri: z.string() });

const authorizeSchema = z.object({
  response_type: z.literal('code'),
  code_challenge: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  code_challenge_method: z.literal('S256'),
  scope: z.string().default('openid'),
  state: z.string().optional(),
  nonce: z.string().optional(),
});

const codeSchema = z.object({
  client_id: z.literal(CLIENT_ID),
  code: z.string(),
  redirect_uri: z.string(),
  code_verifier: z.string(),
});

const refreshSchema = z.object({ client_id: z.literal(CLIENT_ID), refresh_token: z.string() });

const FORM_LIMIT = 64 * 1024;

type Fields = Readonly<Record<string, string>>;

/** Answers every request whose path begins with the issuer's own. */
export function createIssuer(options: IssuerOptions): RequestHandler {
  const { issuer, key, dataDir } = options;
  const { origin, pathname: base } = new URL(issuer);
  const codes = createCodes(options.now);
  const renewals = createRenewals(options.now);

  const discovery = {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    end_session_endpoint: `${issuer}/end_session`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [ALGORITHM],
    scopes_supported: ['openid', 'profile'],
    token_endpoint_auth_methods_supported: ['none', 'client_secret_basic', 'client_secret_post'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
  };

  function authorize(parameters: Fields): GatewayResponse {
    const client = clientSchema.safeParse(parameters);
    if (!client.success || !isOfOrigin(client.data.redirect_uri, origin)) {
      return html(
        400,
        errorPage(`请从 ${origin} 打开页面登录。`, `Open the page at ${origin} to sign in.`),
      );
    }
    const { redirect_uri } = client.data;
    const back = (answer: Readonly<Record<string, string>>) => {
      const target = new URL(redirect_uri);
      const { state } = parameters;
      const all = { ...answer, ...(state === undefined ? {} : { state }), iss: issuer };
      for (const [name, value] of Object.entries(all)) target.searchParams.set(name, value);
      return redirect(target.href);
    };
    const request = authorizeSchema.safeParse(parameters);
    if (!request.success) {
      const wrong = request.error.issues.map(({ path }) => path.join('.'));
      return back({ error: 'invalid_request', error_description: `wrong: ${wrong.join(', ')}` });
    }
    const accounts = readAccounts(dataDir).filter(({ secretHash }) => secretHash === undefined);
    const account = accounts.find(({ id }) => id === parameters.account);
    if (!account) {
      return html(
        200,
        signInPage(
          accounts,
          `${base}/authorize`,
          Object.fromEntries(Object.entries(parameters).filter(([name]) => name !== 'account')),
        ),
      );
    }
    const code = codes.issue({
      account,
      redirectUri: redirect_uri,
      challenge: request.data.code_challenge,
      nonce: request.data.nonce,
    });
    return back({ code });
  }

  const tokenFor = ({ id, unit, role }: Account, client: string = CLIENT_ID) =>
    accessToken(key, { issuer, subject: id, unit, role, seconds: TOKEN_SECONDS, client });

  const AS_BEARER = { token_type: 'Bearer', expires_in: TOKEN_SECONDS };

  async function redeemCode(parameters: Fields): Promise<GatewayResponse> {
    const request = codeSchema.safeParse(parameters);
    if (!request.success) return refused('invalid_request');
    const { code, code_verifier, redirect_uri } = request.data;
    const grant = codes.redeem(code, code_verifier, redirect_uri);
    if (!grant) return refused('invalid_grant');
    const { account, nonce } = grant;
    return tokenAnswer(200, {
      ...{ ...AS_BEARER, scope: 'openid profile' },
      access_token: await tokenFor(account),
      id_token: await identityToken(key, issuer, account, nonce),
      refresh_token: renewals.begin(account.id),
    });
  }

  async function renew(parameters: Fields): Promise<GatewayResponse> {
    const request = refreshSchema.safeParse(parameters);
    if (!request.success) return refused('invalid_request');
    const renewal = renewals.redeem(request.data.refresh_token);
    // As the account is now: it may have gone, or have another role.
    const account = readAccounts(dataDir).find(({ id }) => id === renewal?.account);
    if (!renewal || !account) return refused('invalid_grant');
    return tokenAnswer(200, {
      ...AS_BEARER,
      access_token: await tokenFor(account),
      refresh_token: renewal.next,
    });
  }

  async function serve(
    parameters: Fields,
    authorization: string | undefined,
  ): Promise<GatewayResponse> {
    const client = clientOf(authorization, parameters);
    const account = readAccounts(dataDir).find(({ id }) => id === client?.id);
    const isKnown =
      client && account?.secretHash !== undefined && isSecret(client.secret, account.secretHash);
    if (!isKnown) return refused('invalid_client', 401);
    return tokenAnswer(200, { ...AS_BEARER, access_token: await tokenFor(account, account.id) });
  }

  async function token(
    parameters: Fields,
    authorization: string | undefined,
  ): Promise<GatewayResponse> {
    switch (parameters.grant_type ?? 'authorization_code') {
      case 'authorization_code':
        return redeemCode(parameters);
      case 'refresh_token':
        return renew(parameters);
      case 'client_credentials':
        return serve(parameters, authorization);
      default:
        return refused('unsupported_grant_type');
    }
  }

  function endSession(parameters: Fields): GatewayResponse {
    const target = parameters.post_logout_redirect_uri;
    if (target === undefined || !isOfOrigin(target, origin)) return html(200, signedOutPage());
    const url = new URL(target);
    if (parameters.state !== undefined) url.searchParams.set('state', parameters.state);
    return redirect(url.href);
  }

  return async ({ message, body }) => {
    const url = new URL(message.url ?? '/', origin);
    const query = Object.fromEntries(url.searchParams);
    const form = async () =>
      Object.fromEntries(new URLSearchParams((await body(FORM_LIMIT))?.toString('utf8')));
    try {
      switch (`${message.method} ${url.pathname.slice(base.length)}`) {
        case 'GET /.well-known/openid-configuration':
          return jsonResponse(200, JSON.stringify(discovery));
        case 'GET /jwks':
          return jsonResponse(200, JSON.stringify({ keys: [key.publicJwk] }));
        case 'GET /authorize':
          // Choosing is the page's own business: a link alone signs nobody in.
          return authorize({ ...query, account: '' });
        case 'POST /authorize':
          return authorize(await form());
        case 'POST /token':
          return await token(await form(), message.headers.authorization);
        case 'GET /end_session':
          return endSession(query);
        case 'POST /end_session':
          return endSession(await form());
        default:
          return jsonResponse(404, '{"message":"Not Found"}');
      }
    } catch (error) {
      if (!(error instanceof AccountsError)) throw error;
      return html(500, errorPage(`账号文件有误：${error.message}`, error.message));
    }
  };
}

function isOfOrigin(uri: string, origin: string): boolean {
  return URL.canParse(uri) && new URL(uri).origin === origin;
}

function redirect(location: string): GatewayResponse {
  return {
    status: 303,
    headers: { location, 'cache-control': 'no-store' },
    body: Buffer.alloc(0),
  };
}

function refused(error: string, status = 400): GatewayResponse {
  return tokenAnswer(status, { error });
}

function tokenAnswer(status: number, answer: object): GatewayResponse {
  return jsonResponse(status, JSON.stringify(answer), { 'cache-control': 'no-store' });
}

function html(status: number, page: string): GatewayResponse {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    },
    body: Buffer.from(page),
  };
}
