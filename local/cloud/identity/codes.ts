/** Authorization codes: good once, for a minute, for whoever knows the verifier. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Account } from './tokens.ts';

const CODE_LIFE_MS = 60_000;

export interface Grant {
  readonly account: Account;
  readonly redirectUri: string;
  /** base64url of the verifier's SHA-256. */
  readonly challenge: string;
  readonly nonce: string | undefined;
}

export interface Codes {
  issue(grant: Grant): string;
  /** The grant of a code, which is spent thereby, or undefined where code or verifier is wrong. */
  redeem(code: string, verifier: string, redirectUri: string): Grant | undefined;
}

/** `now` in milliseconds since 1970. */
export function createCodes(now: () => number): Codes {
  const grants = new Map<string, { readonly grant: Grant; readonly expires: number }>();
  return {
    issue(grant) {
      for (const [code, { expires }] of grants) if (expires <= now()) grants.delete(code);
      const code = randomBytes(24).toString('base64url');
      grants.set(code, { grant, expires: now() + CODE_LIFE_MS });
      return code;
    },
    redeem(code, verifier, redirectUri) {
      const entry = grants.get(code);
      grants.delete(code);
      if (!entry || entry.expires <= now()) return undefined;
      const { grant } = entry;
      return grant.redirectUri === redirectUri && answers(verifier, grant.challenge)
        ? grant
        : undefined;
    },
  };
}

function answers(verifier: string, challenge: string): boolean {
  if (!/^[A-Za-z0-9._~-]{43,128}$/.test(verifier)) return false;
  const hash = createHash('sha256').update(verifier).digest();
  const expected = Buffer.from(challenge, 'base64url');
  return hash.length === expected.length && timingSafeEqual(hash, expected);
}
