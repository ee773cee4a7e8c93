/** Who may do what about flags, audits, the ledger and appeals: the rules, and what they are tried on. */
import { file } from '../../shared/review/appeals.ts';
import { auditsPk, readAudit, recordOutcome, storeSample } from '../../shared/review/audits.ts';
import { flagItemsOf, flagRecordsOf, reviewFlag } from '../../shared/review/flags.ts';
import { enter } from '../../shared/review/ledger.ts';
import { periodKey } from '../../shared/scorecards/periods.ts';
import { CITY, COUNTY, NOON, PROVINCE, STATION } from '../../shared/testing/county.ts';
import type { Account, startApi } from './testing.ts';

const PERIOD = '2024-02';
const [{ record: FLAG, lines: ROWS }] = flagRecordsOf(PERIOD, 2, [
  { unit: STATION, flag: 'copied_days', statistic: { days: 6 }, rows: [{ date: '2024-02-01' }] },
]) as [ReturnType<typeof flagRecordsOf>[number]];
const AUDIT = '2024-02.audit';
const APPEAL = `${PERIOD}.${STATION}.L0001.01`;

const post = (body: unknown) => ({ method: 'POST', body });
const itself = ({ unit }: Account) => (unit === STATION ? 403 : undefined);

/** As the rules of the other routes; the period's revision 1 is published, 2 is a draft. */
export const REVIEW_RULES = [
  {
    route: 'GET /v1/periods/:period/publications',
    path: `/v1/periods/${PERIOD}/publications`,
    role: 'reviewer',
    ok: 200,
  },
  {
    route: 'GET /v1/flags',
    path: `/v1/flags?period=${PERIOD}&within=${COUNTY}`,
    role: 'reviewer',
    about: COUNTY,
    ok: 200,
  },
  {
    route: 'GET /v1/flags/:id',
    path: `/v1/flags/${FLAG.id}`,
    role: 'reviewer',
    about: STATION,
    ok: 200,
  },
  {
    route: 'POST /v1/flags/:id/review',
    path: `/v1/flags/${FLAG.id}/review`,
    ...post({ state: 'dismissed', note: '已核实' }),
    role: 'reviewer',
    about: STATION,
    ok: 200,
    // The province has reviewed it, which nobody below changes.
    unless: ({ unit }: Account) => ([STATION, COUNTY, CITY].includes(unit) ? 403 : undefined),
  },
  {
    route: 'GET /v1/audits',
    path: `/v1/audits?period=${PERIOD}&within=${COUNTY}`,
    role: 'reviewer',
    about: COUNTY,
    ok: 200,
  },
  {
    route: 'POST /v1/audits/:id/outcome',
    path: `/v1/audits/${AUDIT}/outcome`,
    ...post({ outcome: 'confirmed' }),
    role: 'reviewer',
    about: STATION,
    ok: 200,
    unless: itself,
  },
  {
    route: 'GET /v1/ledger',
    path: `/v1/ledger?period=${PERIOD}&unit=${STATION}`,
    role: 'viewer',
    about: STATION,
    ok: 200,
  },
  {
    route: 'POST /v1/ledger',
    path: '/v1/ledger',
    ...post({ period: PERIOD, unit: STATION, kind: 'veto', reason: '命案', evidence: '1号' }),
    role: 'administrator',
    ok: 201,
  },
  {
    route: 'POST /v1/ledger/:id/withdraw',
    path: '/v1/ledger/none/withdraw',
    ...post({ reason: '有误' }),
    role: 'administrator',
    ok: 404,
  },
  {
    route: 'GET /v1/appeals',
    path: `/v1/appeals?period=${PERIOD}&unit=${STATION}`,
    role: 'viewer',
    about: STATION,
    ok: 200,
  },
  {
    route: 'POST /v1/appeals',
    path: '/v1/appeals',
    ...post({ period: PERIOD, unit: STATION, kpi: 'grid_presence', reason: '有误' }),
    role: 'clerk',
    about: STATION,
    // Too late: it was published long ago.
    ok: 422,
    unless: ({ unit }: Account) => ([COUNTY, CITY, PROVINCE].includes(unit) ? 403 : undefined),
  },
  {
    route: 'POST /v1/appeals/:id/comment',
    path: `/v1/appeals/${APPEAL}/comment`,
    ...post({ text: '情况属实' }),
    role: 'reviewer',
    about: STATION,
    ok: 200,
    unless: ({ unit }: Account) => ([STATION, PROVINCE].includes(unit) ? 403 : undefined),
  },
  {
    route: 'POST /v1/appeals/:id/decision',
    path: `/v1/appeals/${APPEAL}/decision`,
    // Without what follows from it.
    ...post({ outcome: 'accepted', note: '同意' }),
    role: 'reviewer',
    about: STATION,
    ok: 400,
    unless: ({ unit }: Account) => ([STATION, COUNTY, CITY].includes(unit) ? 403 : undefined),
  },
] as const;

/** Puts there what the rules are tried on; gives what stands for an id in their paths. */
export async function prepareReview({
  items,
  lake,
}: Pick<Awaited<ReturnType<typeof startApi>>, 'items' | 'lake'>): Promise<
  readonly (readonly [string, string])[]
> {
  await items.putAll(flagItemsOf([FLAG]));
  await lake.put(FLAG.rows.key, ROWS);
  const sample = {
    station: STATION,
    kind: 'dispute',
    date: '2024-02-01',
    list: 'disputes',
  } as const;
  await storeSample(items, PERIOD, [{ ...sample, position: 0, ref: 'D-1' }], () => [STATION]);
  const review = { state: 'confirmed', note: '属实' } as const;
  await reviewFlag(items, FLAG.id, review, { account: 'test', level: 'province' }, NOON);
  const [audit] = (await items.query({ pk: auditsPk(PERIOD) })).items.map(readAudit);
  // Until then it is not there for the station itself.
  await recordOutcome(items, audit?.id ?? '', { outcome: 'wrong' }, 'test', NOON);
  const veto = {
    kind: 'veto',
    points: null,
    gradeCap: null,
    reason: '命案',
    evidence: '1号',
  } as const;
  await enter(items, { period: PERIOD, units: [STATION], ...veto }, 'test', NOON);
  const publishedAt = (at: number) =>
    items.transact([{ update: periodKey(PERIOD), set: { publishedAt: at } }]);
  await publishedAt(NOON);
  const subject = { ledger: `${PERIOD}.${STATION}.L0001` };
  const filed = await file(
    items,
    { period: PERIOD, unit: STATION, subject, reason: '有误' },
    'test',
    NOON,
  );
  if (filed.outcome !== 'filed' || filed.appeal.id !== APPEAL) throw new Error(filed.outcome);
  await publishedAt(0);
  return [[AUDIT, audit?.id ?? '']];
}
