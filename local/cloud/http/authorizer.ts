/** API Gateway's JWT authorizer: who the bearer is, by the issuer's published keys. */
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JWK,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import { z } from 'zod';
import type { JwtAuthorizer } from '../template/description.ts';

export type Authorization =
  | { readonly kind: 'authorized'; readonly claims: Readonly<Record<string, unknown>> }
  /** `challenge` is the value for `www-authenticate`. */
  | { readonly kind: 'unauthorized'; readonly challenge: string };

/** API Gateway takes RSA signatures only. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512'];

/** What the clocks of the issuer and of this machine may differ by. */
const CLOCK_TOLERANCE_SECONDS = 30;

const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url() });

/**
 * Checks bearer tokens in real time, whatever the cloud's clock says. `authorize` throws where
 * the issuer cannot be reached. The keys of the machine's `own` issuer are at hand: its public
 * address may lead through a proxy, or need a certificate that this process does not know.
 */
export function createAuthorizer(own?: { readonly issuer: string; readonly key: JWK }) {
  const keySets = new Map<string, Promise<JWTVerifyGetKey>>();
  if (own) keySets.set(own.issuer, Promise.resolve(createLocalJWKSet({ keys: [own.key] })));

  function keysOf(issuer: string): Promise<JWTVerifyGetKey> {
    let keys = keySets.get(issuer);
    if (!keys) {
      keys = discover(issuer);
      keySets.set(issuer, keys);
      // The next call asks again.
      keys.catch(() => keySets.delete(issuer));
    }
    return keys;
  }

  return {
    async authorize(authorizer: JwtAuthorizer, header: string | undefined): Promise<Authorization> {
      const token = header?.replace(/^Bearer /i, '').trim();
      if (!token) return { kind: 'unauthorized', challenge: 'Bearer' };
      const keys = await keysOf(authorizer.issuer);
      try {
        const { payload } = await jwtVerify(token, keys, {
          issuer: authorizer.issuer,
          algorithms: ALGORITHMS,
          requiredClaims: ['exp'],
          clockTolerance: CLOCK_TOLERANCE_SECONDS,
        });
        const audiences = [payload.aud ?? payload.client_id].flat();
        if (!audiences.some((audience) => authorizer.audience.includes(String(audience)))) {
          return refusal('the audience is another one');
        }
        return { kind: 'authorized', claims: payload };
      } catch (error) {
        if (error instanceof errors.JOSEError && !isOutage(error)) return refusal(reasonOf(error));
        throw new Error(`the keys of ${authorizer.issuer} cannot be read`, { cause: error });
      }
    },
  };
}

async function discover(issuer: string): Promise<JWTVerifyGetKey> {
  // Some issuers' names end in a slash, which is part of the name and not of the address.
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const { jwks_uri, issuer: named } = discoverySchema.parse(await response.json());
  if (named !== issuer) throw new Error(`${issuer} calls itself ${named}`);
  // Keys that are not known are looked up again, so the issuer may change them at any time.
  return createRemoteJWKSet(new URL(jwks_uri));
}

/** Whether it was the issuer's key set that could not be had, not the token that was wrong. */
function isOutage(error: errors.JOSEError): boolean {
  return error instanceof errors.JWKSTimeout || error.code === errors.JOSEError.code;
}

function reasonOf(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'the token has expired';
  if (error instanceof errors.JWTClaimValidationFailed) return `the claim ${error.claim} is wrong`;
  return 'the token is invalid';
}

function refusal(description: string): Authorization {
  return {
    kind: 'unauthorized',
    challenge: `Bearer scope="" error="invalid_token" error_description="${description}"`,
  };
}
