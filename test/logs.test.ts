/** What the functions log: a line of every request, and no word of what was sent. */
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { County, documentOf, STATION } from './support/county.ts';
import { eventually, PROVINCE } from './support/served.ts';

const NAME = '标记王五';
const WORD = 'MARKED7f3a';
const MOBILE = '13800138000';
const MARKS = [NAME, WORD, MOBILE, encodeURIComponent(NAME), Buffer.from(NAME).toString('base64')];
const marked = `${NAME} ${WORD} ${MOBILE}`;
const inUrl = encodeURIComponent(marked);

interface Line {
  readonly message: string;
  readonly requestId: string;
  readonly account: string | null;
  readonly unit: string | null;
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly milliseconds: number;
}

describe('the logs, after words were sent in every place that takes any', () => {
  let county: County;
  const answers: { readonly status: number; readonly requestId: string }[] = [];
  beforeAll(async () => {
    county = await County.start();
    await county.loadReference();
    const { cloud } = county;
    const token = await cloud.token({ role: 'administrator', unit: PROVINCE });
    const send = async (
      method: string,
      path: string,
      body?: string | Uint8Array,
      type = 'application/json',
    ) => {
      const response = await fetch(cloud.url + path, {
        method,
        headers: {
          ...{ authorization: `Bearer ${token}`, 'content-type': type, 'x-name': WORD },
          ...{ 'accept-language': `zh;q=1, ${WORD}`, 'if-match': WORD, 'user-agent': WORD },
        },
        ...(body !== undefined && { body: body as BodyInit }),
      });
      await response.arrayBuffer();
      answers.push({
        status: response.status,
        requestId: response.headers.get('x-request-id') ?? '',
      });
    };
    const note = JSON.stringify({ ...documentOf(STATION, '2024-04-02'), [marked]: marked });
    await send('POST', '/v1/submissions', note);
    await send('POST', '/v1/submissions', `{"station": ${marked}`);
    await send('PUT', `/v1/submissions/drafts/${STATION}/2024-04-02`, note);
    await send('PUT', '/v1/reference/units', `code,name\n${marked},x`, 'text/csv');
    await send('PUT', '/v1/reference/units', gzipSync(marked), 'text/csv');
    await send('POST', `/v1/submissions/workbook?station=${inUrl}&mode=send`, marked, 'text/csv');
    await send('POST', `/v1/imports?mapping=${inUrl}&mode=fill`, marked, 'text/csv');
    await send('PUT', '/v1/imports/mappings', JSON.stringify({ name: marked, fields: marked }));
    await send('PUT', `/v1/schemes/${inUrl}`, JSON.stringify({ name: marked }));
    await send('POST', '/v1/runs', JSON.stringify({ period: marked }));
    await send('POST', '/v1/ledger', JSON.stringify({ reason: marked, period: '2024-04' }));
    await send('POST', `/v1/appeals/${inUrl}/decision`, JSON.stringify({ note: marked }));
    await send('GET', `/v1/units/${inUrl}`);
    await send('GET', `/v1/trail?from=${inUrl}&cursor=${inUrl}`);
    await send('GET', `/v1/${inUrl}?x=${inUrl}`);
    await send('GET', `/${inUrl}.js`);

    // A bulk file with marked words in its name, its place and its lines.
    const asked = await county.ask<{ id: string; upload: { url: string } }>(
      'administrator',
      PROVINCE,
      'POST',
      '/v1/submissions/bulk',
      { filename: `${NAME} ${WORD}.ndjson` },
    );
    await fetch(asked.body.upload.url, { method: 'PUT', body: `${note}\n{"cut ${marked}\n` });
    await eventually(async () => {
      const path = `/v1/submissions/bulk/${asked.body.id}`;
      const { body } = await county.ask('administrator', PROVINCE, 'GET', path);
      return body.state === 'done' ? body : undefined;
    });
  });
  afterAll(() => county.dispose());

  it('hold none of them', () => {
    const logs = county.logs();
    expect(MARKS.filter((mark) => logs.includes(mark))).toEqual([]);
    // Nor what would let somebody in.
    expect(logs).not.toMatch(/Bearer |eyJ[\w-]+\.|X-Amz-Signature|AWS_SECRET/);
  });

  it('have a line of every request: who, which route, how it ended, how long it took', () => {
    const lines = county
      .logs()
      .split('\n')
      .filter((line) => line.includes('"message":"request"'))
      .map((line) => JSON.parse(line) as Line);
    const byId = new Map(lines.map((line) => [line.requestId, line]));
    for (const { requestId, status } of answers) {
      expect(byId.get(requestId)).toMatchObject({ status, milliseconds: expect.any(Number) });
    }
    const submission = lines.find(({ route }) => route === '/v1/submissions');
    expect(submission).toMatchObject({
      account: `administrator@${PROVINCE}`,
      ...{ unit: PROVINCE, method: 'POST', status: 400 },
    });
  });
});
