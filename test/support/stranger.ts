/** What somebody with a browser does from another machine: sign in, send a bulk file, read the results. */
import { createHash, randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { eventually } from './served.ts';
import { askSecurely, type SecureAnswer } from './tls.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };

const locationOf = ({ headers }: SecureAnswer) => new URL(String(headers.location));

/** Signs in at the local issuer as the page does, and gives the access token. */
export async function signIn(ca: string, origin: string, account: string): Promise<string> {
  const discovery = await askSecurely(ca, `${origin}/oidc/.well-known/openid-configuration`);
  const found = JSON.parse(discovery.text) as Record<string, string>;
  for (const name of ['issuer', 'authorization_endpoint', 'token_endpoint', 'jwks_uri']) {
    expect(found[name]).toMatch(new RegExp(`^${origin}/oidc`));
  }
  const verifier = randomBytes(32).toString('base64url');
  const request = {
    ...{ client_id: 'fengqiao', redirect_uri: `${origin}/`, response_type: 'code' },
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };
  const chosen = await askSecurely(ca, found.authorization_endpoint ?? '', {
    method: 'POST',
    headers: form,
    body: new URLSearchParams({ ...request, account }).toString(),
  });
  expect(chosen.status).toBe(303);
  expect(locationOf(chosen).origin).toBe(origin);
  const answer = await askSecurely(ca, found.token_endpoint ?? '', {
    method: 'POST',
    headers: form,
    body: new URLSearchParams({
      ...{ grant_type: 'authorization_code', client_id: 'fengqiao', code_verifier: verifier },
      code: locationOf(chosen).searchParams.get('code') ?? '',
      redirect_uri: `${origin}/`,
    }).toString(),
  });
  expect(answer.status).toBe(200);
  return JSON.parse(answer.text).access_token;
}

/** Sends a file by its presigned link and reads its results by theirs; gives the links. */
export async function sendBulk(ca: string, origin: string, token: string, body: string) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const asked = await askSecurely(ca, `${origin}/v1/submissions/bulk`, {
    ...{ method: 'POST', headers, body: JSON.stringify({ filename: 'county.ndjson' }) },
  });
  expect(asked.status).toBe(201);
  const { id, upload } = JSON.parse(asked.text) as { id: string; upload: { url: string } };
  expect(new URL(upload.url).origin).toBe(origin);
  const put = await askSecurely(ca, upload.url, { method: 'PUT', body });
  expect([put.status, put.text]).toEqual([200, '']);
  const state = await eventually(async () => {
    const path = `${origin}/v1/submissions/bulk/${id}`;
    const { text } = await askSecurely(ca, path, { headers });
    const found = JSON.parse(text) as { state: string; lines: number; results: string };
    return found.state === 'done' ? found : undefined;
  });
  expect(new URL(state.results).origin).toBe(origin);
  const results = await askSecurely(ca, state.results);
  expect(results.status).toBe(200);
  return { upload: upload.url, results: state.results, lines: results.text.trim().split('\n') };
}
