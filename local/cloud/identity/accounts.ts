/** The accounts of the local issuer: a file that may be edited while the cloud runs. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { hashOf, newSecret } from './secrets.ts';
import { type Account, accountSchema } from './tokens.ts';

const HENAN = '410000000000';
const PINGDINGSHAN = '410400000000';
const WUGANG = '410481000000';
const SIPO = '410481002000';

const DEFAULTS: readonly Account[] = [
  account('henan-admin', '河南省 · 管理员', 'Henan · administrator', HENAN, 'administrator'),
  account('henan-reviewer', '河南省 · 审核员', 'Henan · reviewer', HENAN, 'reviewer'),
  account('henan-viewer', '河南省 · 查看员', 'Henan · viewer', HENAN, 'viewer'),
  account('pds-reviewer', '平顶山市 · 审核员', 'Pingdingshan · reviewer', PINGDINGSHAN, 'reviewer'),
  account('pds-viewer', '平顶山市 · 查看员', 'Pingdingshan · viewer', PINGDINGSHAN, 'viewer'),
  account('wugang-reviewer', '舞钢市 · 审核员', 'Wugang · reviewer', WUGANG, 'reviewer'),
  account('wugang-viewer', '舞钢市 · 查看员', 'Wugang · viewer', WUGANG, 'viewer'),
  account('sipo-clerk', '寺坡街道 · 填报员', 'Sipo subdistrict · clerk', SIPO, 'clerk'),
  account('sipo-viewer', '寺坡街道 · 查看员', 'Sipo subdistrict · viewer', SIPO, 'viewer'),
];

function account(id: string, zh: string, en: string, unit: string, role: Account['role']): Account {
  return { id, name: { zh, en }, unit, role };
}

/** `accounts.json` cannot be used as it is. */
export class AccountsError extends Error {
  override readonly name = 'AccountsError';
}

/** Where the accounts of a data folder stand. */
export function accountsFile(dataDir: string): string {
  return join(dataDir, 'accounts.json');
}

/** Writes the first accounts where there is no file yet. */
export function ensureAccounts(dataDir: string): void {
  try {
    writeFileSync(accountsFile(dataDir), `${JSON.stringify(DEFAULTS, null, 2)}\n`, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/**
 * Adds the account of a station's own software and gives its secret, which is kept nowhere: it is
 * told this once. Throws AccountsError where there is an account of that id.
 */
export function addServiceAccount(
  dataDir: string,
  { id, unit }: { readonly id: string; readonly unit: string },
): string {
  const accounts = readAccounts(dataDir);
  if (accounts.some((held) => held.id === id)) {
    throw new AccountsError(`accounts.json: there is an account ${id}`);
  }
  const secret = newSecret();
  const added: Account = { ...account(id, id, id, unit, 'clerk'), secretHash: hashOf(secret) };
  const file = accountsFile(dataDir);
  // Whoever reads meanwhile finds the old file or the new one.
  writeFileSync(`${file}.new`, `${JSON.stringify([...accounts, added], null, 2)}\n`);
  renameSync(`${file}.new`, file);
  return secret;
}

/** Throws AccountsError, naming the entry, where the file is not as it should be. */
export function readAccounts(dataDir: string): Account[] {
  const file = accountsFile(dataDir);
  try {
    return z.array(accountSchema).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : 'not readable JSON';
    throw new AccountsError(`accounts.json: ${reason}`, { cause });
  }
}
