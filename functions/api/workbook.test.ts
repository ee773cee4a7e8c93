import type { LambdaContext } from 'hono/aws-lambda';
import { readXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import {
  COUNTY,
  DAY,
  NOWHERE,
  OTHER_STATION,
  SECOND_STATION,
  STATION,
  UNITS,
} from '../../shared/testing/county.ts';
import { small } from '../../shared/workbook/testing.ts';
import { answering, type HttpEvent } from './event.ts';
import { type Account, bodyOf, startApi } from './testing.ts';

const CLERK: Account = { role: 'clerk', unit: STATION };
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const template = `/v1/submissions/template?station=${STATION}`;
const workbook = (mode: string) => `/v1/submissions/workbook?station=${STATION}&mode=${mode}`;
const upload = (body: Uint8Array | string) => ({
  ...{ method: 'POST', body, as: CLERK },
  headers: { 'content-type': 'application/octet-stream' },
});
/** The units without the station, as after a merger. */
const WITHOUT_STATION = UNITS.split('\n')
  .filter((line) => !line.startsWith(STATION))
  .join('\n');
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

async function apiWithRoster() {
  const api = await startApi();
  const roster = `officer,station,role,grids\nP-1,${STATION},community_officer,\nP-9,${SECOND_STATION},auxiliary,\n`;
  await api.reference.upload('roster', Buffer.from(roster), '2023-01-01', 'test');
  return api;
}

test('the template has what the station has, and officers only for who may see them', async () => {
  const api = await apiWithRoster();
  const response = await api.send(`${template}&month=2024-02`, { as: CLERK });
  expect(response.headers.get('content-type')).toBe(XLSX);
  expect(response.headers.get('content-disposition')).toBe(
    `attachment; filename="fengqiao-${STATION}-2024-02.xlsx"`,
  );
  const { sheets } = await readXlsx(await bytesOf(response));
  const codes = JSON.stringify(sheets.at(-1)?.rows);
  expect(codes).toContain('410481001001 社区');
  expect(codes).toContain('P-1');
  expect(codes).not.toMatch(/410481002001|P-9/);
  const days = sheets[1]?.rows.map(([day]) => day).filter((day) => day instanceof Date);
  expect(days).toHaveLength(29);
  const above = await api.send(template, { as: { role: 'clerk', unit: COUNTY } });
  const seen = await readXlsx(await bytesOf(above));
  expect(JSON.stringify(seen.sheets.at(-1)?.rows)).not.toContain('P-1');
  for (const asked of ['month=2024-13', 'date=2024-02-30', 'format=xls']) {
    expect((await api.send(`${template}&${asked}`, { as: CLERK })).status).toBe(400);
  }
  await api.reference.upload('units', Buffer.from(WITHOUT_STATION), '2024-03-11', 'test');
  const part = await readXlsx(await bytesOf(await api.send(`${template}&month=2024-03`)));
  const inForce = part.sheets[1]?.rows.map(([day]) => day).filter((day) => day instanceof Date);
  expect(inForce).toHaveLength(10);
  for (const asked of ['', '&month=2024-04', '&date=2024-03-11']) {
    expect((await api.send(template + asked)).status).toBe(404);
  }
  const county = `/v1/submissions/template?station=${COUNTY}`;
  expect((await api.send(county)).status).toBe(404);
});

test('a file is checked, sent and marked', async () => {
  const api = await apiWithRoster();
  const right = await small({ 案件: [[DAY, 'A-1', '破案']] });
  const checked = await api.send(workbook('check'), upload(right));
  expect(await bodyOf(checked)).toMatchObject({
    ...{ station: STATION, rows: 1, errors: [], more: 0 },
    days: [{ date: DAY, outcome: 'ready', latestRevision: 0, counts: { cases: 1 }, errors: 0 }],
  });
  const sent = await bodyOf(await api.send(workbook('send'), upload(right)));
  expect(sent).toMatchObject({ days: [{ outcome: 'accepted', receipt: { revision: 1 } }] });
  const wrong = await small({ 案件: [[DAY, 'A-1', '睡觉']] });
  const refused = await bodyOf(await api.send(workbook('send'), upload(wrong)));
  expect(refused).toMatchObject({
    days: [{ outcome: 'refused', latestRevision: 1, errors: 1 }],
    errors: [{ pointer: '/cases/0/event', sheet: '案件', row: 2, column: '事件', cell: 'C2' }],
  });
  expect(JSON.stringify(refused)).not.toMatch(/睡觉|spot/);
  const english = { ...upload(wrong), headers: { 'accept-language': 'en' } };
  const marked = await api.send(workbook('marked'), english);
  expect(marked.headers.get('content-type')).toBe(XLSX);
  const { sheets } = await readXlsx(await bytesOf(marked), { readStyles: true });
  expect(sheets[0]?.cells?.get('1,2')?.comment?.text).toMatch(/^sheet 案件, C2 \(event\): use one/);
});

test('a file that cannot be read, or is none of the branch, is a problem', async () => {
  const api = await startApi();
  const right = await small({ 案件: [[DAY, 'A-1', '破案']] });
  const cases: [string, Uint8Array | string, number, string][] = [
    [workbook('check'), 'PK\x03\x04', 422, 'workbook_damaged'],
    [workbook('send'), '日期,分钟\n', 422, 'workbook_not_template'],
    [workbook('marked'), '', 422, 'workbook_empty'],
    [workbook('send'), new Uint8Array(5 << 20), 413, 'too_large'],
    [workbook('print'), 'x', 400, 'invalid_request'],
    [
      workbook('send').replace(STATION, OTHER_STATION),
      `表,日期\n零报告,${DAY}\n`,
      404,
      'not_found',
    ],
    // Whose station it is comes first, whatever the bytes are.
    [workbook('send').replace(STATION, OTHER_STATION), 'PK\x03\x04', 404, 'not_found'],
    [workbook('check').replace(STATION, NOWHERE), right, 404, 'not_found'],
  ];
  for (const [path, body, status, code] of cases) {
    const response = await api.send(path, upload(body));
    expect([response.status, (await bodyOf(response)).code]).toEqual([status, code]);
  }
  const headers = { 'content-type': 'multipart/form-data; boundary=x' };
  const form = await api.send(workbook('check'), { ...upload(right), headers });
  expect([form.status, await bodyOf(form)]).toMatchObject([
    415,
    { code: 'unsupported_media_type', detail: expect.stringContaining('multipart') },
  ]);
  expect(api.faults).toEqual([]);
});

test('the bytes of both templates survive the way through the HTTP API', async () => {
  const api = await apiWithRoster();
  const answer = answering(api.app);
  const claims = { sub: 'clerk-1', fengqiao_unit: STATION, fengqiao_role: 'clerk' };
  for (const [format, start] of [
    ['xlsx', '504b0304'],
    ['csv', 'efbbbfe8'],
  ]) {
    const event = {
      ...{ version: '2.0', routeKey: 'ANY /v1/{proxy+}', rawPath: '/v1/submissions/template' },
      ...{ rawQueryString: `station=${STATION}&format=${format}`, headers: {} },
      requestContext: {
        ...{ requestId: 'request-1', authorizer: { jwt: { claims } } },
        http: { method: 'GET', path: '/v1/submissions/template' },
      },
      isBase64Encoded: false,
    };
    const result = await answer(event as unknown as HttpEvent, {} as LambdaContext);
    if (!('isBase64Encoded' in result)) throw new Error('no result');
    // And back in, as the HTTP API hands bytes over.
    const sent = await answer(
      {
        ...event,
        rawPath: '/v1/submissions/workbook',
        rawQueryString: `station=${STATION}&mode=check`,
        headers: { 'content-type': 'application/octet-stream' },
        requestContext: {
          ...event.requestContext,
          http: { method: 'POST', path: '/v1/submissions/workbook' },
        },
        body: result.body,
        isBase64Encoded: true,
      } as unknown as HttpEvent,
      {} as LambdaContext,
    );
    expect(JSON.parse('body' in sent ? sent.body : '')).toMatchObject({ code: 'workbook_empty' });
    expect(result.isBase64Encoded).toBe(true);
    expect(Buffer.from(result.body, 'base64').subarray(0, 4).toString('hex')).toBe(start);
  }
});
