/** One generated request, as the generators describe it and the traffic sends it. */
import { escape as percentEncoded } from 'node:querystring';
import fc from 'fast-check';
import { STATION } from '../support/county.ts';
import { COUNTY, PROVINCE } from '../support/served.ts';
import { oddText } from './values.ts';

/** Accounts that requests come from. */
export const ACCOUNTS = {
  administrator: { role: 'administrator', unit: PROVINCE },
  reviewer: { role: 'reviewer', unit: COUNTY },
  viewer: { role: 'viewer', unit: COUNTY },
  clerk: { role: 'clerk', unit: STATION },
  stranger: { role: 'clerk', unit: '410999001000' },
  // The role has no such unit, and the units are none.
  pretender: { role: 'administrator', unit: STATION },
} as const;
export type AccountName = keyof typeof ACCOUNTS;

/** What can stand in place of a good token. */
export const ODD_TOKENS = [
  'none',
  'empty',
  'garbage',
  'alg none',
  'signature',
  'expired',
  'huge',
  'basic',
  'claims',
] as const;
export type Bearer = AccountName | (typeof ODD_TOKENS)[number];

/** A request over HTTP. */
export interface HttpCase {
  readonly kind: 'http';
  readonly as: Bearer;
  readonly method: string;
  /** As it goes over the wire, Latin-1; `{run}` and the like stand for ids of this system. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** `GET /v1/units/{code}`: the route of openapi.json, where the path is surely its. */
  readonly route?: string;
}

/** Bytes on a connection of their own, which need be no HTTP. */
export interface RawCase {
  readonly kind: 'raw';
  readonly bytes: Uint8Array;
}

/** A bulk file: its upload is asked for, put to the link, and followed to its end. */
export interface BulkCase {
  readonly kind: 'bulk';
  readonly as: AccountName;
  readonly filename: string;
  readonly bytes: Uint8Array;
}

export type Case = HttpCase | RawCase | BulkCase;

/** Text for a place in a path or a query: encoded as it should be, or not. */
export const inPath = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(text, fc.nat(9)).map(([said, how]) => {
    const fine = said.slice(0, 3000).toWellFormed();
    if (how === 0) return latin1(fine).replace(/[\p{Cc} ]/gu, '');
    if (how === 1) return percentEncoded(percentEncoded(fine));
    return percentEncoded(fine);
  });

/** UTF-8 as a header or a path can carry it. */
export function latin1(text: string): string {
  return Buffer.from(text.toWellFormed()).toString('latin1');
}

/** A header's value, which can hold no control character. */
export const inHeader = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  text.map((said) => latin1(said.slice(0, 3000)).replace(/\p{Cc}/gu, ''));

/** Headers that a request may well have, right or wrong. */
export const extraHeaders: fc.Arbitrary<Record<string, string>> = fc.dictionary(
  fc.constantFrom(
    'accept-language',
    'accept',
    'accept-encoding',
    'if-match',
    'if-none-match',
    'range',
    'origin',
    'cookie',
    'x-forwarded-for',
    'x-forwarded-host',
    'user-agent',
    'x-request-id',
    'referer',
    'x-http-method-override',
    'forwarded',
    'content-language',
    'traceparent',
  ),
  fc.oneof(
    fc.constantFrom(
      '"1"',
      '1',
      'W/"0"',
      '*',
      'en;q=NaN',
      'zh-CN,zh;q=0.9',
      ';;;,,,',
      'gzip;q=0',
      'br',
      'bytes=0-1,5-',
      'null',
      '"999999999999999999"',
    ),
    inHeader(oddText),
  ),
  { maxKeys: 3 },
);

/** Who sends: mostly somebody who may. */
export const bearer = (odd: number): fc.Arbitrary<Bearer> =>
  fc.oneof(
    { weight: 50, arbitrary: fc.constant('administrator' as const) },
    {
      weight: 50,
      arbitrary: fc.constantFrom<Bearer>(
        'reviewer',
        'viewer',
        'clerk',
        'clerk',
        'stranger',
        'pretender',
      ),
    },
    { weight: odd, arbitrary: fc.constantFrom<Bearer>(...ODD_TOKENS) },
  );
