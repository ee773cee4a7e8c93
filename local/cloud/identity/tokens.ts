import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { z } from 'zod';
import { ALGORITHM, type SigningKey } from './keys.ts';

export const ROLES = ['clerk', 'viewer', 'reviewer', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** The client that the local issuer knows: the web page and the command line. */
export const CLIENT_ID = 'fengqiao';

/**
 * Somebody who may sign in: an invented office, not a person; or, with the hash of a secret, a
 * station's own software, which sends as a clerk and never signs in on the page.
 */
export const accountSchema = z
  .object({
    id: z.string().min(1),
    name: z.object({ zh: z.string(), en: z.string() }),
    /** A unit code: the branch that the account sees. */
    unit: z.string().regex(/^\d{12}$/, 'a unit code has 12 digits'),
    role: z.enum(ROLES),
    /** SHA-256 of a service account's secret, hexadecimal; the secret itself is random. */
    secretHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'a SHA-256 has 64 hexadecimal digits')
      .optional(),
  })
  .refine(({ secretHash, role }) => secretHash === undefined || role === 'clerk', {
    path: ['role'],
    message: 'a service account is a clerk',
  });
export type Account = z.infer<typeof accountSchema>;

/** Seconds that a token is good for; the page renews it, until the sign-in's own end. */
export const TOKEN_SECONDS = 15 * 60;

/** The address that stands in tokens and in the template: the same origin as the API's. */
export function issuerUrl(origin: string): string {
  return `${origin}/oidc`;
}

export interface TokenRequest {
  readonly issuer: string;
  readonly subject: string;
  readonly unit: string;
  readonly role: Role;
  readonly seconds: number;
  /** Who got it, where that is not the page. */
  readonly client?: string;
}

/** An access token with the claims that the API asks for. */
export function accessToken(key: SigningKey, request: TokenRequest): Promise<string> {
  return signed(key, request, {
    client_id: request.client ?? CLIENT_ID,
    scope: 'openid profile',
    fengqiao_unit: request.unit,
    fengqiao_role: request.role,
  });
}

/** An identity token: who signed in, for the page. */
export function identityToken(
  key: SigningKey,
  issuer: string,
  account: Account,
  nonce: string | undefined,
): Promise<string> {
  return signed(
    key,
    { issuer, subject: account.id, seconds: TOKEN_SECONDS },
    {
      ...(nonce === undefined ? {} : { nonce }),
      name: account.name.zh,
      'name#en': account.name.en,
      fengqiao_unit: account.unit,
      fengqiao_role: account.role,
    },
  );
}

function signed(
  key: SigningKey,
  { issuer, subject, seconds }: Pick<TokenRequest, 'issuer' | 'subject' | 'seconds'>,
  claims: Readonly<Record<string, string>>,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: ALGORITHM, kid: key.id, typ: 'JWT' })
    .setIssuer(issuer)
    .setSubject(subject)
    .setAudience(CLIENT_ID)
    .setIssuedAt(now)
    .setExpirationTime(now + Math.round(seconds))
    .setJti(randomUUID())
    .sign(key.privateKey);
}
