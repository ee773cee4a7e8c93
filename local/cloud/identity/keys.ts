/** The issuer's signing key: one RSA key, kept in the data folder. */
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { type CryptoKey, calculateJwkThumbprint, exportJWK, importPKCS8, type JWK } from 'jose';

/** API Gateway's authorizer takes RSA signatures only. */
export const ALGORITHM = 'RS256';

export interface SigningKey {
  readonly id: string;
  readonly privateKey: CryptoKey;
  /** As the issuer publishes it. */
  readonly publicJwk: JWK;
}

/**
 * The key in `dataDir`, made where there is none. Whoever is first to put it there has made the
 * key for all, so a token may be signed while the cloud starts for the first time.
 */
export async function signingKey(dataDir: string): Promise<SigningKey> {
  const file = join(dataDir, 'issuer-key.pem');
  const pem = read(file) ?? create(dataDir, file);
  const jwk = await exportJWK(createPublicKey(pem));
  const id = await calculateJwkThumbprint(jwk);
  return {
    id,
    privateKey: await importPKCS8(pem, ALGORITHM),
    publicJwk: { ...jwk, kid: id, alg: ALGORITHM, use: 'sig' },
  };
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Written and flushed beside its place, then linked there: it appears whole and only once. */
function create(dataDir: string, file: string): string {
  mkdirSync(dataDir, { recursive: true });
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const draft = `${file}.${process.pid}`;
  const descriptor = openSync(draft, 'w', 0o600);
  try {
    writeSync(descriptor, String(privateKey.export({ type: 'pkcs8', format: 'pem' })));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(file, 'utf8');
}
