/**
 * `npm run --silent token -- --role administrator --unit 410000000000 [--hours 8]` prints an
 * access token of the local issuer. Works whether the embedded cloud runs or has yet to.
 */
import { parseArgs } from 'node:util';
import { externalIdentity } from './cloud/identity/external.ts';
import { signingKey } from './cloud/identity/keys.ts';
import { accessToken, issuerUrl, ROLES, type Role } from './cloud/identity/tokens.ts';
import { DEFAULT_PORT, runningUrl } from './cloud/running.ts';

interface Wish {
  readonly role: Role;
  readonly unit: string;
  readonly hours: number;
}

/** What the arguments ask for, or what is wrong with them. */
function readArguments(args: string[]): Wish | string {
  let values: { role?: string; unit?: string; hours?: string };
  try {
    ({ values } = parseArgs({
      args,
      options: { role: { type: 'string' }, unit: { type: 'string' }, hours: { type: 'string' } },
    }));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const role = ROLES.find((known) => known === values.role);
  if (!role) return `--role must be one of ${ROLES.join(', ')}`;
  if (!/^\d{12}$/.test(values.unit ?? '')) return '--unit must be a unit code of 12 digits';
  const hours = Number(values.hours ?? 8);
  if (!(hours > 0)) return '--hours must be a number above 0';
  return { role, unit: values.unit ?? '', hours };
}

const wish = externalIdentity(process.env)
  ? 'an external issuer is configured (FENGQIAO_OIDC_ISSUER): ask it for a token'
  : readArguments(process.argv.slice(2));
if (typeof wish === 'string') {
  process.stderr.write(`${wish}\n`);
  process.exitCode = 1;
} else {
  const dataDir = process.env.FENGQIAO_DATA ?? '.fengqiao';
  const { PORT: port, FENGQIAO_PUBLIC_URL: publicUrl } = process.env;
  const origin =
    publicUrl ??
    (port === undefined ? runningUrl(dataDir) : undefined) ??
    `http://localhost:${port ?? DEFAULT_PORT}`;
  const token = await accessToken(await signingKey(dataDir), {
    issuer: issuerUrl(origin),
    subject: `${wish.role}@${wish.unit}`,
    unit: wish.unit,
    role: wish.role,
    seconds: wish.hours * 3600,
  });
  process.stdout.write(`${token}\n`);
}
