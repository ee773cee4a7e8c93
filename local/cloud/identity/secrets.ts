/** Secrets of service accounts: random, told once, kept as a hash. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new secret, of 256 random bits: no dictionary finds it, so a plain hash keeps it. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

export function isSecret(secret: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(hash));
}

/** Id and secret of a client, from HTTP Basic (RFC 6749, 2.3.1) or from the form. */
export function clientOf(
  authorization: string | undefined,
  form: Readonly<Record<string, string>>,
): { readonly id: string; readonly secret: string } | undefined {
  const [, basic] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '') ?? [];
  if (basic === undefined) {
    const { client_id: id, client_secret: secret } = form;
    return id === undefined || secret === undefined ? undefined : { id, secret };
  }
  const [id = '', ...rest] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  const secret = rest.join(':');
  try {
    return { id: decodeURIComponent(id), secret: decodeURIComponent(secret) };
  } catch {
    return undefined;
  }
}
