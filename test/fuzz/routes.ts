/** Requests made from the description that the API gives of itself, and bytes that are no request. */
import fc from 'fast-check';
import { NEIGHBOUR, STATION } from '../support/county.ts';
import { COUNTY, PROVINCE } from '../support/served.ts';
import { bearer, extraHeaders, type HttpCase, inPath, latin1, type RawCase } from './case.ts';
import { broken, encoded, MARKED_NAME, marked, oddJson, oddText } from './values.ts';

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: boolean | Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: string;
  readonly example?: unknown;
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

export interface Operation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** Cursors as lists give them, of places that no list has. */
const CURSORS = [
  ...['[]', 'null', '{}', '["x"]', '["x","y"]', '[1]', `["${'x'.repeat(2000)}"]`, '2024-04-15'],
  ...['x'.repeat(2000), '0'.repeat(1100), '~'.repeat(1100), '#', `2024-04-15#${STATION}`],
].flatMap((place) => {
  const cursor = Buffer.from(place).toString('base64url');
  return [cursor, `open~${cursor}`, `${STATION}~${cursor}`, `2024-04~${cursor}`];
});

/** Values that fit a name, whatever its schema says. */
const FITTING: Readonly<Record<string, readonly string[]>> = {
  station: [STATION, NEIGHBOUR, COUNTY, '410999001000'],
  unit: [STATION, COUNTY, PROVINCE, '410400000000', '410422000000'],
  code: [STATION, COUNTY, PROVINCE],
  within: [COUNTY, PROVINCE, STATION],
  period: ['2024-04', '2024-04', '2024-Q2', '2024', '2024-05', '2024-04-ytd'],
  date: ['2024-04-15', '2024-04-30', '2023-01-01'],
  day: ['2024-04-15'],
  on: ['2024-04-15', '2030-01-01'],
  month: ['2024-04', '2024-05'],
  from: ['2024-04-01', '2024-04', '2024-04-15'],
  to: ['2024-04-30', '2024-04', '2024-05-31'],
  effective: ['2099-01-01'],
  kpi: ['time_in_community', 'case_rate'],
  kpis: ['time_in_community,case_rate'],
  level: ['station', 'county', 'city'],
  format: ['xlsx', 'csv', 'json'],
  revision: ['1', '2'],
  limit: ['1', '1000'],
  cursor: CURSORS,
  id: [
    '{known:run}',
    '{known:bulk}',
    '{known:ledger}',
    '{known:appeal}',
    '0f8fad5b-d9cb-469f-a165-70867728950e',
    'henan-baseline@1',
  ],
  scheme: ['henan-baseline@1'],
  kind: ['units', 'grids', 'roster', 'surveys', 'deduction', 'veto', 'bonus'],
};

function resolved(api: OpenApi, schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (api.components.schemas[name] ?? {});
}

/** A value that a schema asks for, or nearly; `name` is what the value is called. */
function bySchema(api: OpenApi, given: Schema, name: string, depth = 0): fc.Arbitrary<unknown> {
  const schema = resolved(api, given);
  const { properties, items, anyOf, oneOf, allOf } = schema;
  if (depth > 6) return fc.constant(null);
  const some = anyOf ?? oneOf;
  if (some?.length) return fc.oneof(...some.map((one) => bySchema(api, one, name, depth + 1)));
  if (allOf?.length) {
    return fc
      .tuple(...allOf.map((one) => bySchema(api, one, name, depth + 1)))
      .map((values) => Object.assign({}, ...values) as unknown);
  }
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum?.length) return fc.constantFrom(...schema.enum);
  const types = [schema.type ?? (properties ? 'object' : [])].flat();
  const [type = 'string'] = types.filter((one) => one !== 'null');
  if (properties && type === 'object') {
    const members = Object.fromEntries(
      Object.entries(properties).map(([key, below]) => [key, bySchema(api, below, key, depth + 1)]),
    );
    return fc.record(members, {
      requiredKeys: [...(schema.required ?? [])].filter((key) => key in members),
    });
  }
  if (type === 'object') {
    const below = schema.additionalProperties;
    const value = typeof below === 'object' ? bySchema(api, below, name, depth + 1) : oddJson;
    return fc.dictionary(oddText, value, { maxKeys: 3 });
  }
  if (type === 'array')
    return fc.array(items ? bySchema(api, items, name, depth + 1) : oddJson, { maxLength: 4 });
  if (type === 'integer' || type === 'number') {
    const { minimum = -2, maximum = 100_000 } = schema;
    return fc.oneof(
      fc.integer({ min: Math.ceil(minimum), max: Math.floor(Math.min(maximum, 1e9)) }),
      fc.constantFrom(minimum - 1, minimum, maximum, maximum + 1, 0.5),
    );
  }
  if (type === 'boolean') return fc.boolean();
  const fitting = FITTING[name];
  const example = schema.example === undefined ? [] : [String(schema.example)];
  return fc.oneof(
    {
      weight: 12,
      arbitrary: fc.constantFrom(
        ...(fitting ?? (example.length > 0 ? example : ['made-up', '说明'])),
      ),
    },
    { weight: 1, arbitrary: fc.oneof(marked, oddText) },
  );
}

const asText = (value: unknown) =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

/** Keeps the places in a path that stand for ids of this system. */
const escapedBut = (text: string) =>
  /^\{known:\w+\}$/.test(text) ? fc.constant(text) : inPath(fc.constant(text));

function parameterText(api: OpenApi, schema: Schema, name: string): fc.Arbitrary<string> {
  return fc
    .oneof(
      { weight: 20, arbitrary: bySchema(api, schema, name).map(asText) },
      { weight: 1, arbitrary: oddText },
    )
    .chain(escapedBut);
}

function ofOperation(
  api: OpenApi,
  path: string,
  method: string,
  operation: Operation,
): fc.Arbitrary<HttpCase> {
  const { parameters = [], requestBody } = operation;
  const texts = fc.tuple(...parameters.map(({ name, schema }) => parameterText(api, schema, name)));
  const left = fc.tuple(...parameters.map(({ required }) => fc.nat(required ? 30 : 2)));
  const [type = '', content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const body = content
    ? encoded(
        /json/.test(type)
          ? broken(bySchema(api, content.schema, ''), 2)
          : bySchema(api, content.schema, '').map(asText),
        type,
      )
    : fc.option(encoded(marked, 'application/json'), { freq: 12 });
  const more = fc.option(fc.tuple(inPath(oddText), inPath(oddText)), { freq: 9 });
  return fc
    .tuple(texts, left, body, more, bearer(12), extraHeaders)
    .map(([values, leaves, sent, extra, as, headers]) => {
      let filled = path;
      let isOwn = true;
      const query: string[] = [];
      const own: Record<string, string> = {};
      for (const [index, { name, in: where }] of parameters.entries()) {
        const value = values[index] ?? '';
        if (where === 'path') {
          filled = filled.replace(`{${name}}`, () => value);
          isOwn &&= /^[\w.@-]+$|^\{known:\w+\}$/.test(value) && !/^\.+$/.test(value);
        } else if (leaves[index] === 0) continue;
        else if (where === 'query') query.push(`${name}=${value}`);
        else own[name] = latin1(value);
      }
      if (extra) query.push(`${extra[0]}=${extra[1]}`, `${parameters[0]?.name ?? 'x'}=${extra[1]}`);
      return {
        ...{ kind: 'http', as, method: method.toUpperCase() },
        path: filled + (query.length > 0 ? `?${query.join('&')}` : ''),
        headers: { ...headers, ...own, ...sent?.headers },
        ...(sent && { body: sent.bytes }),
        ...(isOwn && { route: `${method.toUpperCase()} ${path}` }),
      };
    });
}

const METHODS = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'PATCH',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'QUERY',
  'M-SEARCH',
];

/** Paths that no route has, or that come to one in a roundabout way. */
function oddPaths(paths: readonly string[]): fc.Arbitrary<HttpCase> {
  const segment = fc.oneof(
    { weight: 3, arbitrary: inPath(oddText) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        'v1',
        'oidc',
        'token',
        'submissions',
        '..',
        '.',
        '',
        '%2e%2e',
        '%2F',
        '%5c',
        '%00',
        '%',
        '%zz',
        '%c0%af',
        '%ff',
        ';x=1',
        'index.html',
        'assets',
        'config.json',
        '.git',
        '@fs',
        'results',
        encodeURIComponent(MARKED_NAME),
      ),
    },
  );
  const path = fc.oneof(
    fc.array(segment, { minLength: 1, maxLength: 6 }).map((segments) => `/${segments.join('/')}`),
    fc
      .tuple(
        fc.constantFrom(...paths),
        segment,
        fc.constantFrom('/', '//', '/../', '?', '/?', '#', '%2f', '/./'),
      )
      .map(([known, more, between]) => known + between + more),
    fc
      .tuple(
        fc.constantFrom(
          '/oidc/authorize',
          '/oidc/token',
          '/oidc/sign-in',
          '/oidc/userinfo',
          '/oidc/logout',
        ),
        inPath(oddText),
      )
      .map(
        ([known, text]) =>
          `${known}?client_id=fengqiao&redirect_uri=${text}&response_type=code&state=${text}&code_challenge=${text}`,
      ),
    fc.constantFrom(
      '*',
      'http://other.invalid/v1/status',
      '/?',
      '//',
      `/${'a/'.repeat(3000)}`,
      `/v1/units/${'9'.repeat(7000)}`,
    ),
  );
  return fc
    .tuple(
      path,
      fc.constantFrom(...METHODS),
      bearer(10),
      extraHeaders,
      fc.option(encoded(oddText, 'application/x-www-form-urlencoded'), { freq: 3 }),
    )
    .map(([at, method, as, headers, sent]) => ({
      ...{ kind: 'http', as, method, path: at },
      headers: { ...headers, ...sent?.headers },
      ...(sent && { body: sent.bytes }),
    }));
}

/** What comes on a connection and is no HTTP, or hardly. */
function rawBytes(): fc.Arbitrary<RawCase> {
  const host = 'Host: localhost\r\n';
  const mark = latin1(MARKED_NAME);
  const fixed = fc
    .constantFrom(
      `GET / HTTP/1.1\r\n\r\n`,
      `GET /${mark} HTTP/9.9\r\n${host}\r\n`,
      `GET / HTTP/1.1\r\n${host}X: ${'x'.repeat(90_000)}\r\n\r\n`,
      `GET / HTTP/1.1\r\n${host}${'X: y\r\n'.repeat(5000)}\r\n`,
      `POST /v1/submissions HTTP/1.1\r\n${host}Content-Length: -1\r\n\r\n`,
      `POST /v1/submissions HTTP/1.1\r\n${host}Content-Length: 5\r\nContent-Length: 6\r\n\r\n${mark}`,
      `POST /v1/submissions HTTP/1.1\r\n${host}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      `POST /v1/submissions HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\nZZ\r\n${mark}\r\n`,
      `POST /v1/submissions HTTP/1.1\r\n${host}Transfer-Encoding: x\r\n\r\n${mark}`,
      `GET / HTTP/1.1\r\n${host}Expect: 100-continue\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n`,
      `CONNECT localhost:1 HTTP/1.1\r\n${host}\r\n`,
      `GET / HTTP/1.1\r\nHost: ${mark}\r\nHost: b\r\n\r\n`,
      `GET / HTTP/1.1\r\nHost: a b@c:99999/x\r\n\r\n`,
      `GET /v1/status HTTP/1.0\r\nAuthorization: Bearer ${mark}\r\n\r\n`,
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
    )
    .map((text) => Buffer.from(text, 'latin1'));
  return fc
    .oneof(
      fixed,
      fc.uint8Array({ maxLength: 400 }),
      oddText.map((text) => Buffer.from(`GET /${text} HTTP/1.1\r\n${text}: ${text}\r\n\r\n`)),
    )
    .map((bytes) => ({ kind: 'raw', bytes }));
}

/** Requests for every route and method of the description, evenly, and beside it. */
export function requests(api: OpenApi): fc.Arbitrary<HttpCase | RawCase> {
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ofOperation(api, path, method, operation)),
  );
  return fc.oneof(
    { weight: 80, arbitrary: fc.oneof(...operations) },
    { weight: 15, arbitrary: oddPaths(Object.keys(api.paths)) },
    { weight: 5, arbitrary: rawBytes() },
  );
}
