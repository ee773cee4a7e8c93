/** API Gateway's JWT authorizer: who the bearer is, by the issuer's published keys. */
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JWK,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import type { JwtAuthorizer } from '../template/description.ts';
import { discover, IssuerUnreachable, unreachable } from './discovery.ts';

export type Authorization =
  | { readonly kind: 'authorized'; readonly claims: Readonly<Record<string, unknown>> }
  /** `challenge` is the value for `www-authenticate`. */
  | { readonly kind: 'unauthorized'; readonly challenge: string }
  /** Nobody can tell: the issuer or its keys cannot be had. `why` is for the log, in words. */
  | { readonly kind: 'unavailable'; readonly why: string };

/** API Gateway takes RSA signatures only. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512'];

/** What the clocks of the issuer and of this machine may differ by. */
const CLOCK_TOLERANCE_SECONDS = 30;

/** An issuer that could not be asked is asked again after so long, not by every request. */
const RETRY_MS = 5_000;

/**
 * Checks bearer tokens in real time, whatever the cloud's clock says. The keys of the machine's `own` issuer are at hand: its public
 * address may lead through a proxy, or need a certificate that this process does not know.
 */
export function createAuthorizer(
  own?: { readonly issuer: string; readonly key: JWK },
  retryMs = RETRY_MS,
) {
  const keySets = new Map<string, Promise<KeySet>>();
  if (own) {
    const getKey = createLocalJWKSet({ keys: [own.key] });
    keySets.set(own.issuer, Promise.resolve({ address: own.issuer, getKey, async load() {} }));
  }

  function keysOf(issuer: string): Promise<KeySet> {
    let keys = keySets.get(issuer);
    if (!keys) {
      keys = discover(issuer).then(remoteKeys);
      keySets.set(issuer, keys);
      keys.catch(() => setTimeout(() => keySets.delete(issuer), retryMs).unref());
    }
    return keys;
  }

  return {
    /** Asks for the issuer's keys; a sentence for the log where they cannot be had. */
    async faultOf(issuer: string): Promise<string | undefined> {
      try {
        const { address, load } = await keysOf(issuer);
        await load().catch((error: unknown) => {
          throw unreachable(address, error);
        });
        return undefined;
      } catch (error) {
        return whyOf(error);
      }
    },

    async authorize(authorizer: JwtAuthorizer, header: string | undefined): Promise<Authorization> {
      const token = header?.replace(/^Bearer /i, '').trim();
      if (!token) return { kind: 'unauthorized', challenge: 'Bearer' };
      let keys: KeySet;
      try {
        keys = await keysOf(authorizer.issuer);
      } catch (error) {
        return { kind: 'unavailable', why: whyOf(error) };
      }
      try {
        const { payload } = await jwtVerify(token, keys.getKey, {
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
        return { kind: 'unavailable', why: unreachable(keys.address, error).message };
      }
    },
  };
}

/** An issuer's keys: where they are, how one is found, and a look whether they can be had. */
interface KeySet {
  readonly address: string;
  readonly getKey: JWTVerifyGetKey;
  load(): Promise<void>;
}

function remoteKeys(url: URL): KeySet {
  // Keys that are not known are looked up again, so the issuer may change them at any time.
  const remote = createRemoteJWKSet(url);
  return { address: url.href, getKey: remote, load: () => remote.reload() };
}

/** Throws on what is no outage but a fault of the program. */
function whyOf(error: unknown): string {
  if (error instanceof IssuerUnreachable) return error.message;
  throw error;
}

/** Whether it was the issuer's key set that could not be had, not the token that was wrong. */
function isOutage(error: errors.JOSEError): boolean {
  return (
    error instanceof errors.JWKSTimeout ||
    error instanceof errors.JWKSInvalid ||
    error.code === errors.JOSEError.code
  );
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
