import { describe, expect, test } from 'vitest';
import { Received } from '../../shared/drafts/received.ts';
import { openDraft } from '../../shared/drafts/store.ts';
import {
  COUNTY,
  documentOf,
  GRID_OF,
  OTHER_STATION,
  SECOND_STATION,
  STATION,
  UNITS,
} from '../../shared/testing/county.ts';
import { bodyOf, startApi } from './testing.ts';

const CLERK = { role: 'clerk', unit: COUNTY } as const;
const OWN = { role: 'clerk', unit: STATION } as const;
const NAME = '警综·纠纷';
const PATH = '/v1/imports/mappings';
const DISPUTES = {
  name: NAME,
  list: 'disputes',
  fields: {
    station: { column: '派出所' },
    date: { column: '登记时间' },
    dispute: { column: '编号' },
    event: { column: '状态', values: { 已登记: 'opened', 已调解: 'resolved' } },
    category: { column: '类型' },
    grid: { column: '村' },
    officer: { column: '民警' },
    level: { column: '层级' },
  },
};
const HEADINGS = '派出所,登记时间,编号,状态,类型,村,民警,层级,当事人\n';
const line = (...cells: string[]) => `${cells.join(',')},张三 13800138000\n`;
const A = line('垭口街道', '2024/4/17 08:30', 'D-1', '已登记', '邻里', '社区', 'P-1', '');
const B = line(STATION, '20240418', 'D-2', 'opened', 'land', GRID_OF[STATION] ?? '', 'P-1', '');
const C = line('寺坡街道', '2024年4月18日', 'D-3', '已调解', '邻里', '', '', '派出所');

type Api = Awaited<ReturnType<typeof startApi>>;

async function startImports() {
  const api = await startApi();
  const put = { method: 'PUT', body: DISPUTES, as: CLERK };
  const saved = await api.send(PATH, put);
  expect([saved.status, await bodyOf(saved)]).toEqual([200, { unit: COUNTY, ...DISPUTES }]);
  return {
    ...api,
    async bring(
      text: string,
      mode = 'fill',
      mapping = NAME,
      as: typeof CLERK | typeof OWN = CLERK,
    ) {
      const path = `/v1/imports?mapping=${encodeURIComponent(mapping)}&mode=${mode}`;
      const headers = { 'content-type': 'text/csv' };
      const answer = await api.send(path, { method: 'POST', body: text, headers, as });
      return { status: answer.status, body: await bodyOf(answer) };
    },
  };
}

const start = (api: Api, date: string, station = STATION) =>
  api
    .send(`/v1/submissions/drafts/${station}/${date}`, {
      as: { role: 'clerk', unit: station },
    })
    .then(bodyOf);

describe('mappings', () => {
  test('are seen by the unit and those below; of one name the nearer counts', async () => {
    const api = await startImports();
    const names = async (unit: string) => {
      const { items } = await bodyOf(
        await api.send('/v1/imports/mappings', { as: { role: 'clerk', unit } }),
      );
      return (items as { name: string; unit: string }[]).map((one) => [one.name, one.unit]);
    };
    expect(await names(STATION)).toEqual([[NAME, COUNTY]]);
    expect(await names(OTHER_STATION)).toEqual([]);
    await api.send(PATH, { method: 'PUT', body: DISPUTES, as: OWN });
    expect(await names(STATION)).toEqual([[NAME, STATION]]);
    expect(await names(COUNTY)).toEqual([[NAME, COUNTY]]);
  });

  test('with mistakes are refused whole', async () => {
    const api = await startImports();
    const body = { ...DISPUTES, fields: { ...DISPUTES.fields, station: { column: '' } } };
    const answer = await api.send(PATH, { method: 'PUT', body, as: CLERK });
    expect([answer.status, await bodyOf(answer)]).toMatchObject([
      422,
      {
        code: 'mapping_refused',
        errors: [{ code: 'wrong_type', pointer: '/fields/station/column' }],
      },
    ]);
    for (const name of ['13800138000', '', 'a'.repeat(65), 'a\nb', undefined]) {
      const named = { method: 'PUT', body: { ...DISPUTES, name }, as: CLERK };
      expect((await api.send(PATH, named)).status).toBe(400);
    }
  });

  test('of units above do not tell of other stations, but are used whole', async () => {
    const api = await startImports();
    const { fields } = DISPUTES;
    const grid = GRID_OF[STATION] ?? '';
    const station = { ...fields.station, values: { 一所: STATION, 二所: SECOND_STATION } };
    const body = {
      ...DISPUTES,
      fields: { ...fields, station, grid: { column: '村', values: { 一村: grid } } },
    };
    await api.send(PATH, { method: 'PUT', body, as: CLERK });
    const seenBy = async (as: typeof CLERK | typeof OWN) =>
      (await bodyOf(await api.send(PATH, { as }))).items;
    expect(await seenBy(CLERK)).toEqual([{ unit: COUNTY, ...body }]);
    expect(await seenBy(OWN)).toEqual([{ unit: COUNTY, ...DISPUTES }]);
    const row = line('一所', '2024-04-17', 'D-1', '已登记', '邻里', '一村', 'P-1', '');
    expect((await api.bring(HEADINGS + row, 'check', NAME, OWN)).body).toMatchObject({
      ...{ filled: 1, errors: [] },
    });
  });

  test('are at most 50 of a unit', async () => {
    const api = await startImports();
    const put = async (name: string) => {
      const answer = await api.send(PATH, {
        method: 'PUT',
        body: { ...DISPUTES, name },
        as: CLERK,
      });
      return answer.status;
    };
    for (let count = 1; count < 50; count += 1) expect(await put(`m${count}`)).toBe(200);
    expect([await put('m50'), await put('m1')]).toEqual([422, 200]);
  });
});

describe('an import', () => {
  test('fills the drafts of the stations, by names and words of either side', async () => {
    const api = await startImports();
    const text = HEADINGS + A + B + C;
    const filled = {
      ...{ rows: 3, filled: 3, repeated: 0, errors: [], more: 0 },
      stations: [
        { station: { code: STATION, name: '垭口街道' }, days: 2, rows: 2 },
        { station: { code: SECOND_STATION, name: '寺坡街道' }, days: 1, rows: 1 },
      ],
    };
    expect(await api.bring(text, 'check')).toEqual({ status: 200, body: filled });
    expect((await start(api, '2024-04-17')).draft).toBeNull();
    expect(await api.bring(text)).toEqual({ status: 200, body: filled });
    expect((await start(api, '2024-04-17')).draft).toMatchObject({
      document: null,
      imported: [
        {
          ...{ source: NAME, importedAt: '2024-04-20T12:00:00+08:00', list: 'disputes' },
          row: {
            ...{ dispute: 'D-1', event: 'opened', category: 'neighbour' },
            ...{ grid: GRID_OF[STATION], officer: 'P-1' },
          },
        },
      ],
    });
    expect((await start(api, '2024-04-18', SECOND_STATION)).draft).toMatchObject({
      imported: [{ row: { dispute: 'D-3', event: 'resolved', level: 'station' } }],
    });
  });

  test('can come twice: what waits, is typed or was received is repeated', async () => {
    const api = await startImports();
    await api.bring(HEADINGS + A + B);
    expect((await api.bring(HEADINGS + A + B + A)).body).toMatchObject({ filled: 0, repeated: 3 });
    // One is typed into the form, the other sent under another day.
    const path = `/v1/submissions/drafts/${STATION}/2024-04-17`;
    const { draft } = await start(api, '2024-04-17');
    const { version, imported } = draft as { version: number; imported: { row: object }[] };
    const rows = imported.map(({ row }) => row);
    const lists = { officerTime: [], cases: [], followUps: [], counts: [], incidents: [] };
    const body = {
      ...{ version, seconds: 9, document: { ...lists, disputes: rows }, confirmed: [] },
      basedOn: 0,
    };
    expect((await api.send(path, { method: 'PUT', body, as: OWN })).status).toBe(200);
    const disputes = [
      {
        ...{ dispute: 'D-2', event: 'opened', category: 'land', officer: 'P-1' },
        grid: GRID_OF[STATION],
      },
    ];
    const document = { ...documentOf(STATION, '2024-04-16'), disputes };
    const sent = await api.send('/v1/submissions', { method: 'POST', body: document, as: OWN });
    expect(sent.status).toBe(201);
    expect((await api.bring(HEADINGS + A + B)).body).toMatchObject({ filled: 0, repeated: 2 });
    // And what was received meanwhile is not offered any more.
    expect((await start(api, '2024-04-18')).draft).toBeNull();
    // One event waits once, whichever day an export gives it.
    const later = line('垭口街道', '2024-04-19', 'D-9', '已登记', '邻里', '社区', 'P-1', '');
    const moved = later.replace('2024-04-19', '2024-04-18');
    expect((await api.bring(HEADINGS + later)).body).toMatchObject({ filled: 1 });
    expect((await api.bring(HEADINGS + moved)).body).toMatchObject({ filled: 0, repeated: 1 });
  });

  test('does not bring back what the station turned down', async () => {
    const api = await startImports();
    await api.bring(HEADINGS + A);
    const path = `/v1/submissions/drafts/${STATION}/2024-04-17`;
    const { draft } = await start(api, '2024-04-17');
    const { version, imported } = draft as { version: number; imported: { number: number }[] };
    const declined = imported.map(({ number }) => number);
    const body = { version, seconds: 9, document: null, confirmed: [], basedOn: 0, declined };
    expect((await api.send(path, { method: 'PUT', body, as: OWN })).status).toBe(200);
    expect((await api.bring(HEADINGS + A)).body).toMatchObject({ filled: 0, repeated: 1 });
    expect((await start(api, '2024-04-17')).draft).toMatchObject({ imported: [] });
  });

  test('of too many rows is refused before they are looked at; others name at most 1,000', async () => {
    const api = await startImports();
    const { status, body } = await api.bring('a,b\n'.repeat(800_000));
    expect([status, body]).toMatchObject([422, { errors: [{ code: 'too_many_rows' }] }]);
    const faulty = line('垭口街道', 'yesterday', '', '', '', '', '', '');
    const answer = await api.bring(HEADINGS + faulty.repeat(3000) + A);
    expect(answer).toMatchObject({ status: 200, body: { rows: 3001, filled: 1, more: 2000 } });
    expect(answer.body.errors).toHaveLength(1000);
  });

  test('names a station as it was called on its day', async () => {
    const api = await startImports();
    const merged = UNITS.replace(/^.*垭口街道.*\n/m, '');
    await api.reference.upload('units', Buffer.from(merged), '2024-04-19', 'test');
    expect((await api.bring(HEADINGS + A)).body).toMatchObject({
      stations: [{ station: { code: STATION, name: '垭口街道' } }],
    });
  });

  test('equal incidents are as many as the file has, also the second time', async () => {
    const api = await startImports();
    const incidents = {
      name: 'accidents',
      list: 'incidents',
      fields: {
        ...{ station: { constant: STATION }, date: { column: 'd' }, grid: { column: 'g' } },
        ...{ kind: { constant: 'accident' }, count: { column: 'n' } },
      },
    };
    await api.send(PATH, { method: 'PUT', body: incidents, as: CLERK });
    const text = `d,g,n\n${`2024-04-17,${GRID_OF[STATION]},1\n`.repeat(2)}`;
    const bring = async () => (await api.bring(text, 'fill', 'accidents')).body;
    expect(await bring()).toMatchObject({ filled: 2, repeated: 0 });
    expect(await bring()).toMatchObject({ filled: 0, repeated: 2 });
    const row = { kind: 'accident', grid: GRID_OF[STATION], count: 1 };
    const document = { ...documentOf(STATION), incidents: [row] };
    await api.send('/v1/submissions', { method: 'POST', body: document, as: OWN });
    expect((await start(api, '2024-04-17')).draft).toMatchObject({ imported: [{ row }] });
    expect(await bring()).toMatchObject({ filled: 0, repeated: 2 });
  });

  test('keeps the places and officers that a mapping of a unit above is fixed to', async () => {
    const api = await startImports();
    const station = { constant: STATION };
    const fields = {
      ...{ station, date: { column: 'd' }, grid: { constant: GRID_OF[STATION] } },
      ...{ kind: { constant: 'accident' }, count: { constant: 1 } },
    };
    const body = { name: 'accidents', list: 'incidents', fields };
    const county = { role: 'clerk', unit: COUNTY } as const;
    await api.send(PATH, { method: 'PUT', body, as: county });
    const seenBy = async (as: typeof county | typeof OWN) => {
      const list = await bodyOf(await api.send(PATH, { as }));
      const items = list.items as readonly { readonly name: string; readonly fields: unknown }[];
      return items.find(({ name }) => name === body.name)?.fields;
    };
    expect(await seenBy(county)).toEqual(fields);
    const { station: _, grid: __, ...rest } = fields;
    expect(await seenBy(OWN)).toEqual(rest);
  });

  test('says of each row what is wrong with it, and never what stands there', async () => {
    const api = await startImports();
    const mobile = '13800138000';
    const text =
      HEADINGS +
      line('垭口街道', 'yesterday', 'D-1', '已登记', '邻里', '社区', 'P-1', '') +
      line('垭口街道', '2024-04-21', 'D-1', '已登记', '邻里', '社区', 'P-1', '') +
      line('垭口街道', '2024-01-01', 'D-1', '已登记', '邻里', '社区', 'P-1', '') +
      // Of another county.
      line('昆阳街道', '2024-04-17', 'D-1', '已登记', '邻里', '社区', 'P-1', '') +
      line('垭口街道', '2024-04-17', mobile, '已登记', '其它的', '别处', '', '') +
      A;
    const { status, body } = await api.bring(text);
    expect(status).toBe(200);
    expect(body).toMatchObject({ rows: 6, filled: 1, more: 0 });
    const errors = body.errors as { row: number; column: string; code: string }[];
    expect(errors.map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, '登记时间', 'invalid_date'],
      [3, '登记时间', 'future_date'],
      [4, '登记时间', 'date_closed'],
      [5, '派出所', 'unknown_station'],
      [6, '编号', 'personal_data'],
      [6, '类型', 'not_allowed'],
      [6, '村', 'unknown_grid'],
      [6, '民警', 'missing_field'],
    ]);
    expect(errors[0]).toMatchObject({
      messages: { zh: expect.stringContaining('第 2 行「登记时间」：') },
    });
    expect(JSON.stringify(body)).not.toContain(mobile);
    const kept = [...api.lake.contents.values()].map((bytes) => Buffer.from(bytes).toString());
    expect(kept.join('')).not.toContain(mobile);
  });

  test('without its mapping, its columns or any text is refused as a whole', async () => {
    const api = await startImports();
    expect(await api.bring(HEADINGS + A, 'fill', 'none')).toMatchObject({
      ...{ status: 400, body: { errors: [{ code: 'unknown_mapping', pointer: '/mapping' }] } },
    });
    expect(await api.bring('派出所\n1\n')).toMatchObject({ status: 422 });
    expect((await api.bring('派出所\n1\n')).body).toMatchObject({
      code: 'import_refused',
      errors: expect.arrayContaining([
        expect.objectContaining({ code: 'missing_column', pointer: '/fields/date/column' }),
      ]),
    });
    expect((await api.bring('\0\0')).body).toMatchObject({ errors: [{ code: 'not_csv' }] });
  });

  test('and a clerk who types do not lose each other’s work', async () => {
    const api = await startImports();
    const ports = { objects: api.lake, clock: api.clock };
    const date = '2024-04-17';
    const path = `/v1/submissions/drafts/${STATION}/${date}`;
    const body = { version: 0, seconds: 1, document: null, confirmed: ['P-1'], basedOn: 0 };
    const lines = Array.from({ length: 20 }, (_, n) => A.replace('D-1', `D-${n + 10}`));
    const saves = async () => {
      for (let version = 0; version < 20; version += 1) {
        const saved = await api.send(path, { method: 'PUT', body: { ...body, version }, as: OWN });
        expect(saved.status).toBe(200);
      }
    };
    const imports = lines.map((one) => api.bring(HEADINGS + one));
    await Promise.all([saves(), ...imports]);
    const draft = await openDraft(ports, STATION, date, new Received());
    expect(draft?.confirmed).toEqual(['P-1']);
    expect(draft?.imported).toHaveLength(20);
  });
});
