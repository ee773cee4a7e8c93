import { describe, expect, it } from 'vitest';
import { periodKey, periodOf, revisionItem } from '../scorecards/periods.ts';
import { NOON, SECOND_STATION, STATION } from '../testing/county.ts';
import { memoryItems } from '../testing/memory.ts';
import type { Level } from '../units/tree.ts';
import {
  type FoundFlag,
  flagItemsOf,
  flagOf,
  flagRecordsOf,
  flagsAt,
  openFlagsOf,
  reviewFlag,
  reviewOf,
} from './flags.ts';
import { MOST_EVENTS } from './history.ts';
import { publicationsOf, publish } from './publication.ts';

const PERIOD = '2024-03';
const COUNTY_REVIEWER = { account: 'reviewer-1', level: 'county' } as const;
const found = (unit: string, flag: string, days: number): FoundFlag => ({
  ...{ unit, flag, statistic: { days } },
  rows: Array.from({ length: days }, (_, day) => ({ station: unit, day })),
});

/** A table with finished revisions, each with its flags. */
async function revisions(...flags: (readonly FoundFlag[])[]) {
  const items = memoryItems();
  const records = flags.map((all, index) =>
    flagRecordsOf(PERIOD, index + 1, all).map(({ record }) => record),
  );
  for (const [index, all] of records.entries()) {
    const revision = { revision: index + 1, run: 'r', scheme: 's', computedAt: NOON };
    const rest = { provisional: false, units: 2, rankability: {} };
    await items.putAll([...flagItemsOf(all), revisionItem(PERIOD, { ...revision, ...rest })]);
  }
  const dismiss = (id: string) =>
    reviewFlag(items, id, { state: 'dismissed', note: '已核实' }, COUNTY_REVIEWER, NOON);
  const put = (revision: number, reason?: string) =>
    publish(items, { period: PERIOD, revision, reason, by: 'administrator-1' }, NOON + revision);
  return { items, ids: records.map((all) => all.map(({ id }) => id)), dismiss, put };
}

describe('flags', () => {
  it('have the same id and object wherever the same rows are found', () => {
    const recordsOf = (revision: number, days: number) =>
      flagRecordsOf(PERIOD, revision, [found(STATION, 'copied_days', days)]);
    const [first] = recordsOf(1, 6);
    expect(first).toMatchObject({
      record: {
        id: expect.stringMatching(/^2024-03\.410481001000\.copied_days\.[0-9a-f]{8}$/),
        rows: { count: 6, key: expect.stringMatching(/^flags\/2024-03\/.*\.jsonl$/) },
      },
    });
    expect(first?.lines.split('\n')).toHaveLength(7);
    expect(recordsOf(2, 6)[0]?.record).toEqual({ ...first?.record, revision: 2 });
    expect(recordsOf(2, 7)[0]?.record.id).not.toBe(first?.record.id);
  });

  it('stay reviewed in a later revision, unless their rows are others', async () => {
    const { items, ids, dismiss } = await revisions(
      [found(STATION, 'above_95', 1), found(STATION, 'copied_days', 6)],
      [found(STATION, 'above_95', 1), found(STATION, 'copied_days', 7)],
    );
    for (const id of ids[0] ?? []) await dismiss(id);
    expect(await openFlagsOf(items, PERIOD, 1)).toEqual([]);
    expect((await openFlagsOf(items, PERIOD, 2)).map(({ id }) => id)).toEqual([ids[1]?.[1]]);
    expect(await flagsAt(items, PERIOD, 2, STATION)).toMatchObject([
      { flag: 'above_95', rows: { count: 1 } },
      { flag: 'copied_days', rows: { count: 7 } },
    ]);
    expect(await flagOf(items, ids[1]?.[1] ?? '', [1])).toBeUndefined();
    expect(await flagOf(items, ids[1]?.[1] ?? '', [1, 2])).toMatchObject({ revision: 2 });
    expect(await flagOf(items, 'none', [1, 2])).toBeUndefined();
  });

  it('may be reviewed again; everything said stays, up to a limit', async () => {
    const { items, ids, dismiss } = await revisions([found(STATION, 'above_95', 1)]);
    const [id = ''] = ids[0] ?? [];
    await dismiss(id);
    await reviewFlag(
      items,
      id,
      { state: 'confirmed', note: '属实' },
      { ...COUNTY_REVIEWER, account: 'reviewer-2' },
      NOON,
    );
    expect(await reviewOf(items, id)).toMatchObject({
      ...{ state: 'confirmed', note: '属实', by: 'reviewer-2', version: 2 },
      history: [{ action: 'dismissed', by: 'reviewer-1' }, { action: 'confirmed' }],
    });
    await Promise.all(Array.from({ length: MOST_EVENTS - 2 }, () => dismiss(id)));
    expect((await reviewOf(items, id)).history).toHaveLength(MOST_EVENTS);
    expect(await dismiss(id)).toEqual({ outcome: 'history_full' });
  });
});

it('of a flag follows another, but never one of a level further up', async () => {
  const { items, ids, dismiss } = await revisions([found(STATION, 'above_95', 1)]);
  const [id = ''] = ids[0] ?? [];
  const review = (level: Level) =>
    reviewFlag(items, id, { state: 'confirmed', note: '属实' }, { account: level, level }, NOON);
  await dismiss(id);
  expect(await review('city')).toMatchObject({ outcome: 'amended' });
  expect(await dismiss(id)).toEqual({ outcome: 'decided_above' });
  expect(await reviewOf(items, id)).toMatchObject({ state: 'confirmed', by: 'city', version: 2 });
  expect(await review('city')).toMatchObject({ outcome: 'amended' });
  expect(await review('province')).toMatchObject({ outcome: 'amended' });
});

describe('publication', () => {
  it('is held while a flag is open, unless somebody says why not', async () => {
    const { items, ids, dismiss, put } = await revisions([
      found(STATION, 'above_95', 1),
      found(SECOND_STATION, 'copied_days', 6),
    ]);
    const [first = '', second = ''] = ids[0] ?? [];
    await dismiss(first);
    expect(await put(1)).toMatchObject({ outcome: 'flags_open', flags: [{ id: second }] });
    expect(await publicationsOf(items, PERIOD)).toEqual([]);
    expect(await put(1, '省厅要求按期公布')).toMatchObject({ outcome: 'published' });
    expect(await publicationsOf(items, PERIOD)).toEqual([
      {
        ...{ revision: 1, at: '2024-04-20T12:00:00+08:00', by: 'administrator-1' },
        ...{ reason: '省厅要求按期公布', openFlags: [second], openFlagCount: 1 },
      },
    ]);
  });

  it('goes through once flags are decided, confirmed ones too', async () => {
    const { items, ids, put } = await revisions([found(STATION, 'above_95', 1)]);
    const review = { state: 'confirmed', note: '属实' } as const;
    await reviewFlag(items, ids[0]?.[0] ?? '', review, COUNTY_REVIEWER, NOON);
    expect(await put(1)).toMatchObject({ outcome: 'published', record: { publishedRevision: 1 } });
  });

  it('is recorded each time, and one that is published stays as it was published', async () => {
    const { items, put } = await revisions([], []);
    await put(1);
    await put(2);
    const { publishedAt } = await periodOf(items, PERIOD);
    await put(2);
    expect(await periodOf(items, PERIOD)).toMatchObject({ publishedAt, publications: 2 });
    await put(1);
    const all = await publicationsOf(items, PERIOD);
    expect(all.map(({ revision }) => revision)).toEqual([1, 2, 1]);
    expect(await put(3)).toEqual({ outcome: 'unknown_revision' });
  });

  it('of a longer period is held by the flags of its months, published or else drafts', async () => {
    const { items, ids, dismiss } = await revisions(
      [found(STATION, 'above_95', 1)],
      [found(STATION, 'copied_days', 6)],
    );
    const february = flagRecordsOf('2024-02', 4, [found(STATION, 'jump', 1)]);
    const rest = { provisional: false, units: 2, rankability: {} };
    await items.putAll([
      ...flagItemsOf(february.map(({ record }) => record)),
      revisionItem('2024-Q1', { revision: 1, run: 'r', scheme: 's', computedAt: NOON, ...rest }),
    ]);
    await items.transact([
      { update: periodKey('2024-02'), set: { draftRevision: 4 } },
      { update: periodKey(PERIOD), set: { publishedRevision: 1, draftRevision: 2 } },
    ]);
    const [jump = ''] = february.map(({ record }) => record.id);
    const [published = ''] = ids[0] ?? [];
    const request = { period: '2024-Q1', revision: 1, by: 'administrator-1' };
    const held = await publish(items, request, NOON);
    expect(held).toMatchObject({ outcome: 'flags_open', flags: [{ id: jump }, { id: published }] });
    await dismiss(jump);
    expect(await publish(items, request, NOON)).toMatchObject({ flags: [{ id: published }] });
    await dismiss(published);
    expect(await publish(items, request, NOON)).toMatchObject({ outcome: 'published' });
  });
});
