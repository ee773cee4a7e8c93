/** The small county with a published month, so that requests find something to read. */
import { gzipSync } from 'node:zlib';
import { eachDay } from '../../shared/calendar/day.ts';
import { OFFICER, perfectDocument } from '../../shared/submissions/fixture.ts';
import { documentOf, GRIDS, NEIGHBOUR, STATION, UNITS } from '../support/county.ts';
import { ADMINISTRATOR, type Json, type Served } from '../support/served.ts';

/** Days of April 2024 of which there are documents. */
export const DATES = ['2024-04-15', '2024-04-16', '2024-04-30'];

const CLERK = `clerk ${STATION}`;

/** The name of a mapping of imports. */
export const MAPPING = '警综平台·刑事案件';

const FILES = {
  units: UNITS,
  grids: `${GRIDS}410481002201,寺坡村,${STATION},village,300,1000\n`,
  roster: `officer,station,role,grids\n${OFFICER},${STATION},community_officer,410481002201\na-1,${STATION},community_officer,410481002001\n`,
};

const MAPPED = {
  name: MAPPING,
  list: 'cases',
  fields: {
    station: { column: '办案单位', values: { 寺坡所: STATION } },
    date: { column: '立案时间' },
    case: { column: '案件编号' },
    event: { constant: 'filed' },
    category: { column: '案由', values: { 盗窃案: 'theft' } },
    grid: { column: '村' },
  },
};

/** Loads it all; gives ids of what there is, by the names that generated paths have for them. */
export async function loadCounty(served: Served): Promise<Readonly<Record<string, string>>> {
  const ask = async <Body = Json>(
    method: string,
    path: string,
    options: Parameters<Served['ask']>[3],
    expected: number,
  ) => {
    const { status, body } = await served.ask<Body>(ADMINISTRATOR, method, path, options);
    if (status !== expected)
      throw new Error(`${method} ${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  for (const [kind, body] of Object.entries(FILES)) {
    const path = `/v1/reference/${kind}?effective=2024-01-01`;
    await ask('PUT', path, { body, headers: { 'content-type': 'text/csv' } }, 200);
  }
  await ask('PUT', '/v1/imports/mappings', { json: MAPPED }, 200);
  const lines = eachDay('2024-04-01', '2024-04-30').flatMap((date) => [
    date === DATES[0] ? { ...perfectDocument(), date } : documentOf(STATION, date),
    documentOf(NEIGHBOUR, date, 300),
  ]);
  const text = lines.map((line) => JSON.stringify(line)).join('\n');
  const { state } = await served.bulk(ADMINISTRATOR, new Uint8Array(gzipSync(text)));
  const run = await served.run('2024-04');
  if (run.state !== 'succeeded')
    throw new Error(`the run ${run.state}: ${JSON.stringify(run.error)}`);
  const publish = { json: { revision: run.revision, reason: 'made-up days' } };
  await ask('POST', '/v1/periods/2024-04/publish', publish, 200);
  const why = { reason: '说明', evidence: '豫公通〔2024〕15号' };
  const entry = { kind: 'deduction', unit: STATION, period: '2024-05', points: 1, ...why };
  const entered = await ask<{ items: { id: string }[] }>(
    'POST',
    '/v1/ledger',
    { json: entry },
    201,
  );
  const appeal = { period: '2024-04', kpi: 'time_in_community', reason: '说明' };
  const filed = await served.ask<{ id: string }>(CLERK, 'POST', '/v1/appeals', { json: appeal });
  if (filed.status !== 201) throw new Error(`the appeal: ${filed.status}`);
  const ledger = entered.items[0]?.id ?? '';
  return { ledger, appeal: filed.body.id, run: run.id, bulk: state.id };
}
