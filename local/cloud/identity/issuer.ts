/**
 * A small OpenID Connect issuer for one machine: authorization code with PKCE for one public
 * client. It stands on the API's own origin under `/oidc`.
 */
import { z } from 'zod';
import { type GatewayResponse, jsonResponse } from '../http/event.ts';
import type { RequestHandler } from '../http/server.ts';
import { AccountsError, readAccounts } from './accounts.ts';
import { createCodes } from './codes.ts';
import { ALGORITHM, type SigningKey } from './keys.ts';
import { errorPage, signedOutPage, signInPage } from './page.ts';
import { accessToken, CLIENT_ID, identityToken, TOKEN_SECONDS } from './tokens.ts';

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

const tokenSchema = z.object({
  grant_type: z.literal('authorization_code'),
  client_id: z.literal(CLIENT_ID),
  code: z.string(),
  redirect_uri: z.string(),
  code_verifier: z.string(),
});

const FORM_LIMIT = 64 * 1024;

/** Answers every request whose path begins with the issuer's own. */
export function createIssuer(options: IssuerOptions): RequestHandler {
  const { issuer, key, dataDir } = options;
  const { origin, pathname: base } = new URL(issuer);
  const codes = createCodes(options.now);

  const discovery = {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    end_session_endpoint: `${issuer}/end_session`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [ALGORITHM],
    scopes_supported: ['openid', 'profile'],
    token_endpoint_auth_methods_supported: ['none'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
  };

  function authorize(parameters: Readonly<Record<string, string>>): GatewayResponse {
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
    const accounts = readAccounts(dataDir);
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

  async function token(parameters: Readonly<Record<string, string>>): Promise<GatewayResponse> {
    if ((parameters.grant_type ?? 'authorization_code') !== 'authorization_code') {
      return tokenAnswer(400, { error: 'unsupported_grant_type' });
    }
    const request = tokenSchema.safeParse(parameters);
    if (!request.success) return tokenAnswer(400, { error: 'invalid_request' });
    const { code, code_verifier, redirect_uri } = request.data;
    const grant = codes.redeem(code, code_verifier, redirect_uri);
    if (!grant) return tokenAnswer(400, { error: 'invalid_grant' });
    const { account, nonce } = grant;
    return tokenAnswer(200, {
      access_token: await accessToken(key, {
        issuer,
        subject: account.id,
        unit: account.unit,
        role: account.role,
        seconds: TOKEN_SECONDS,
      }),
      id_token: await identityToken(key, issuer, account, nonce),
      token_type: 'Bearer',
      expires_in: TOKEN_SECONDS,
      scope: 'openid profile',
    });
  }

  function endSession(parameters: Readonly<Record<string, string>>): GatewayResponse {
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
          return await token(await form());
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
