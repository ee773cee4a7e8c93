/** What an OpenID Connect issuer says of itself, and in words why it could not be asked. */
import { z } from 'zod';

/** The issuer or its keys cannot be had; the message says why, in Chinese and English. */
export class IssuerUnreachable extends Error {
  override readonly name = 'IssuerUnreachable';
}

/** An issuer that hangs must not hang every request with it. */
const ANSWER_MS = 5_000;

const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** The address of the issuer's keys. Throws IssuerUnreachable. */
export async function discover(issuer: string): Promise<URL> {
  // Some issuers' names end in a slash, which is part of the name and not of the address.
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(address, { signal: AbortSignal.timeout(ANSWER_MS) });
    body = response.ok ? await response.json() : undefined;
  } catch (error) {
    throw unreachable(address, error);
  }
  if (!response.ok) {
    const { status } = response;
    throw new IssuerUnreachable(words(address, [`应答 ${status}`, `answers ${status}`]));
  }
  const { data } = discoverySchema.safeParse(body);
  if (!data) {
    throw new IssuerUnreachable(words(address, ['不是发现文档', 'is no discovery document']));
  }
  if (data.issuer !== issuer) {
    const { issuer: named } = data;
    throw new IssuerUnreachable(
      words(issuer, [`自称 ${named}，设置须与其自称一致`, `calls itself ${named}: set it so`]),
    );
  }
  return new URL(data.jwks_uri);
}

/** A fault of asking that address, in words. */
export function unreachable(address: string, cause: unknown): IssuerUnreachable {
  return new IssuerUnreachable(words(address, whyOf(cause)), { cause });
}

const words = (address: string, [zh, en]: readonly [string, string]) =>
  `认证服务 ${address} ${zh} · the issuer’s ${address} ${en}`;

/** The server is there, but nobody that this process trusts vouches for it. */
const UNTRUSTED = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);

function whyOf(error: unknown): readonly [zh: string, en: string] {
  const { code, message } = innermost(error);
  if (UNTRUSTED.has(code)) {
    return [
      `的证书不受信任（${code}）：请在 NODE_EXTRA_CA_CERTS 中填写签发单位的根证书，重启服务`,
      `has a certificate that is not trusted (${code}): name its authority’s in NODE_EXTRA_CA_CERTS and restart`,
    ];
  }
  if (/^(CERT_|ERR_TLS_CERT_)/.test(code)) {
    return [`的证书无效（${message}）`, `has a certificate that is no good (${message})`];
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return [`的主机名查不到（${code}）`, `has a name that nobody knows (${code})`];
  }
  if (error instanceof SyntaxError) return ['的应答不是 JSON', 'does not answer JSON'];
  return [`连不上（${message}）`, `cannot be reached (${message})`];
}

/** `fetch` failing says the reason in its cause, and many addresses tried in a list of faults. */
function innermost(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors[0]);
  if (error instanceof Error && error.cause instanceof Error) return innermost(error.cause);
  if (!(error instanceof Error)) return { code: '', message: String(error) };
  return { code: 'code' in error ? String(error.code) : '', message: error.message };
}
