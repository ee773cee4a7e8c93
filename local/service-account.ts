/**
 * `npm run --silent service-account -- --id sipo-software --unit 410481002000` enters a station's
 * own software in the local issuer's accounts and prints its secret, once. Works whether the
 * embedded cloud runs or has yet to.
 */
import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { AccountsError, addServiceAccount, ensureAccounts } from './cloud/identity/accounts.ts';

const OPTIONS = { id: { type: 'string' }, unit: { type: 'string' } } as const;

function complain(text: string): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

try {
  const { id = '', unit = '' } = parseArgs({ options: OPTIONS }).values;
  if (!/^[\w.-]{1,64}$/.test(id)) complain('--id must be 1 to 64 letters, digits, dots or dashes');
  else if (!/^\d{12}$/.test(unit)) complain('--unit must be a unit code of 12 digits');
  else {
    const dataDir = process.env.FENGQIAO_DATA ?? '.fengqiao';
    mkdirSync(dataDir, { recursive: true });
    ensureAccounts(dataDir);
    process.stdout.write(`${addServiceAccount(dataDir, { id, unit })}\n`);
  }
} catch (error) {
  const isTheirs = error instanceof AccountsError || error instanceof TypeError;
  if (!isTheirs) throw error;
  complain(error.message);
}
