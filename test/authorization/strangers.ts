/** Tokens that are no account's. */
import { generateKeyPair, SignJWT } from 'jose';
import { signingKey } from '../../local/cloud/identity/keys.ts';
import { PROVINCE } from './units.ts';
import type { World } from './world.ts';

export interface Stranger {
  readonly name: string;
  /** Undefined: none is sent. */
  readonly token: string | undefined;
  /** 401 of the gateway; 403 of the application for who has signed in but has no unit. */
  readonly status: 401 | 403;
}

const CLAIMS = { fengqiao_unit: PROVINCE, fengqiao_role: 'administrator' };

export async function strangers({ cloud, dataDir }: World): Promise<Stranger[]> {
  const issuer = `${cloud.url}/oidc`;
  const key = await signingKey(dataDir);
  const { privateKey: forged } = await generateKeyPair('RS256');
  const hour = Math.floor(Date.now() / 1000) + 3600;
  const sign = (
    changes: object,
    by: Parameters<SignJWT['sign']>[0] = key.privateKey,
    alg: string = 'RS256',
  ) =>
    new SignJWT({ iss: issuer, aud: 'fengqiao', sub: 'stranger', exp: hour, ...CLAIMS, ...changes })
      .setProtectedHeader({ alg, kid: key.id })
      .sign(by);
  const valid = await sign({});
  const [, payload = '', signature = ''] = valid.split('.');
  const none = Buffer.from('{"alg":"none"}').toString('base64url');
  const raised = Buffer.from(
    JSON.stringify({ iss: issuer, aud: 'fengqiao', exp: hour, ...CLAIMS }),
  );
  const secret = new TextEncoder().encode(JSON.stringify(key.publicJwk));
  const unknown: Readonly<Record<string, string | undefined>> = {
    'no token': undefined,
    'no such thing': 'nonsense',
    expired: await sign({ exp: hour - 7200 }),
    'without an end': await sign({ exp: undefined }),
    'not yet good': await sign({ nbf: hour }),
    'of another issuer': await sign({ iss: 'https://elsewhere.invalid' }),
    'for another audience': await sign({ aud: 'other' }),
    'for another client': await sign({ aud: undefined, client_id: 'other' }),
    'by a key of its own': await sign({}, forged),
    'by the public key as a secret': await sign({}, secret, 'HS256'),
    'without a signature': `${none}.${payload}.`,
    'changed after signing': `${valid.split('.')[0]}.${raised.toString('base64url')}.${signature}`,
  };
  const unplaced = {
    'without claims': await sign({ fengqiao_unit: undefined, fengqiao_role: undefined }),
    'without a role': await sign({ fengqiao_role: undefined }),
    'of no unit': await sign({ fengqiao_unit: '' }),
    'of a role that is none': await sign({ fengqiao_role: 'root' }),
  };
  const named = (tokens: Readonly<Record<string, string | undefined>>, status: 401 | 403) =>
    Object.entries(tokens).map(([name, token]) => ({ name, token, status }));
  return [...named(unknown, 401), ...named(unplaced, 403)];
}
