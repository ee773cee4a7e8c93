/** Submission documents and drafts: good ones, broken. */
import fc from 'fast-check';
import { perfectDocument } from '../../shared/submissions/fixture.ts';
import { documentOf, NEIGHBOUR, STATION } from '../support/county.ts';
import { bearer, extraHeaders, type HttpCase, inPath } from './case.ts';
import { broken, encoded, marked, oddText } from './values.ts';

/** `dates`: days that a document may be of. */
export function documents(dates: readonly string[]): fc.Arbitrary<HttpCase> {
  const date = fc.constantFrom(...dates);
  const good = fc.oneof(
    date.map((on): unknown => ({ ...perfectDocument(), date: on })),
    fc
      .tuple(fc.constantFrom(STATION, NEIGHBOUR), date, fc.integer({ min: 1, max: 1300 }))
      .map(([station, on, minutes]) => documentOf(station, on, minutes)),
  );
  // A field that the contract does not know, with somebody's data in it.
  const named = fc
    .tuple(good, fc.option(fc.constantFrom('name', '备注', 'idCard'), { freq: 3 }), marked)
    .map(([document, field, mark]) =>
      field ? { ...(document as object), [field]: mark } : document,
    );
  const body = encoded(broken(named), 'application/json');
  const route = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.constant({
        method: 'POST',
        path: '/v1/submissions',
        route: 'POST /v1/submissions',
      }),
    },
    {
      weight: 2,
      arbitrary: date.map((on) => ({
        method: 'PUT',
        path: `/v1/submissions/drafts/${STATION}/${on}`,
        route: 'PUT /v1/submissions/drafts/{station}/{date}',
      })),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(inPath(oddText), date).map(([name, on]) => ({
        method: 'PUT',
        path: `/v1/submissions/drafts/${name}/${on}?${name}=1`,
      })),
    },
  );
  return fc
    .tuple(route, body, bearer(3), extraHeaders)
    .map(([place, { bytes, headers }, as, extra]) => ({
      ...{ kind: 'http', as, ...place },
      ...{ headers: { ...extra, ...headers }, body: bytes },
    }));
}
