/**
 * An OpenID Connect provider that this project did not write (oidc-provider, certified), set up as a
 * department would set up its own: the page as a public client, a station's software with a secret,
 * and the two claims in access tokens.
 */
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';

export const SERVICE = { id: 'station-software', secret: 'a-secret-for-the-test-alone' } as const;
export const TOKEN_SECONDS = 300;
const RESOURCE = 'urn:fengqiao';

/** By account: what its access tokens say. */
export type Claims = Readonly<Record<string, { readonly unit: string; readonly role: string }>>;

export interface TestProvider {
  readonly issuer: string;
  /** Knows the page at `origin` from now on. */
  open(origin: string, claims: Claims): void;
  /** Signs with a new key from now on; the old one is published no more. */
  rotateKeys(): void;
  close(): Promise<void>;
}

function newKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' };
}

/**
 * Starts it on a free port, with TLS where there is a certificate; `clientId` is the page's, and the
 * audience of access tokens.
 */
export async function startProvider(
  clientId: string,
  certificate?: { readonly cert: string; readonly key: string },
): Promise<TestProvider> {
  let answer: ReturnType<Provider['callback']> | undefined;
  const take: RequestListener = (request, response) => {
    if (answer) answer(request, response);
    else response.writeHead(503).end();
  };
  const server = certificate ? createTlsServer(certificate, take) : createServer(take);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const scheme = certificate ? 'https' : 'http';
  const issuer = `${scheme}://localhost:${(server.address() as AddressInfo).port}`;
  let known: { readonly origin: string; readonly claims: Claims } | undefined;

  function configuration(origin: string, claims: Claims): Configuration {
    return {
      clients: [
        {
          client_id: clientId,
          token_endpoint_auth_method: 'none',
          grant_types: ['authorization_code', 'refresh_token'],
          response_types: ['code'],
          redirect_uris: [`${origin}/signed-in`],
          post_logout_redirect_uris: [`${origin}/`],
        },
        {
          client_id: SERVICE.id,
          client_secret: SERVICE.secret,
          grant_types: ['client_credentials'],
          response_types: [],
          redirect_uris: [],
        },
      ],
      jwks: { keys: [newKey()] },
      cookies: { keys: [randomUUID()] },
      ttl: { AccessToken: TOKEN_SECONDS, ClientCredentials: TOKEN_SECONDS },
      clientBasedCORS: () => true,
      issueRefreshToken: async () => true,
      rotateRefreshToken: true,
      findAccount: async (_, sub) => ({ accountId: sub, claims: async () => ({ sub }) }),
      extraTokenClaims: async (_, token) => {
        const account = 'accountId' in token ? token.accountId : token.clientId;
        const found = claims[account ?? ''];
        return found && { fengqiao_unit: found.unit, fengqiao_role: found.role };
      },
      features: {
        clientCredentials: { enabled: true },
        // Access tokens are JWTs for a resource; this one is nobody's choice.
        resourceIndicators: {
          enabled: true,
          defaultResource: async () => RESOURCE,
          useGrantedResource: async () => true,
          getResourceServerInfo: async () => ({
            ...{ scope: '', audience: clientId, accessTokenTTL: TOKEN_SECONDS },
            ...{ accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } },
          }),
        },
      },
    };
  }

  const open = (origin: string, claims: Claims) => {
    known = { origin, claims };
    answer = new Provider(issuer, configuration(origin, claims)).callback();
  };
  return {
    issuer,
    open,
    rotateKeys: () => known && open(known.origin, known.claims),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
