/** The certificate that the port shows, read from the operator's files. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext, type SecureContextOptions } from 'node:tls';

export interface CertificateFiles {
  /** PEM: the server's certificate, then those that it was issued by. */
  readonly certificate: string;
  /** PEM, without a passphrase. */
  readonly key: string;
}

/** The files cannot be used; the message names the file, in Chinese and English. */
export class CertificateUnusable extends Error {
  override readonly name = 'CertificateUnusable';
}

export interface ReadCertificate {
  readonly options: SecureContextOptions;
  readonly expires: Date;
  /** What the operator should know, in Chinese and English; the certificate is used all the same. */
  readonly warnings: readonly string[];
}

/** Reads both files and tries them; throws CertificateUnusable. `now` in milliseconds since 1970. */
export function readCertificate(
  files: CertificateFiles,
  host: string,
  now: number,
): ReadCertificate {
  const cert = read(files.certificate);
  const key = read(files.key);
  const options: SecureContextOptions = { cert, key, minVersion: 'TLSv1.2' };
  let parsed: X509Certificate;
  try {
    parsed = new X509Certificate(cert);
  } catch (cause) {
    throw unusable(files.certificate, '不是 PEM 格式的证书', 'is no PEM certificate', cause);
  }
  try {
    createSecureContext(options);
  } catch (cause) {
    throw unusable(
      files.key,
      `不是 PEM 格式的私钥，或者与证书 ${files.certificate} 不配对，或者设有口令`,
      `is no PEM key, does not belong to the certificate ${files.certificate}, or has a passphrase`,
      cause,
    );
  }
  const expires = new Date(parsed.validTo);
  const warnings: string[] = [];
  if (expires.getTime() <= now) {
    const day = expires.toISOString().slice(0, 10);
    warnings.push(`证书已于 ${day} 过期 · the certificate expired on ${day}`);
  }
  if (parsed.checkHost(host) === undefined && parsed.checkIP(host) === undefined) {
    warnings.push(`证书不包含 ${host} · the certificate is not for ${host}`);
  }
  return { options, expires, warnings };
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw unusable(file, '无法读取', 'cannot be read', cause);
  }
}

function unusable(file: string, zh: string, en: string, cause: unknown): CertificateUnusable {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new CertificateUnusable(`${file} ${zh} · ${file} ${en} (${why})`, { cause });
}
