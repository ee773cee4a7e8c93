import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryObjects } from '../testing/memory.ts';
import type { DraftDocument } from './document.ts';
import { Received, type Told } from './received.ts';
import { openDraft, type Save, saveDraft } from './store.ts';
import { addWaiting, type WaitingRow } from './waiting.ts';

const [STATION, DAY] = ['410481001000', '2024-04-15'];
const NOTHING = new Received();
const DAYS = 86_400_000;

const document = (id: string): DraftDocument => ({
  ...{ officerTime: [], cases: [], followUps: [], counts: [], incidents: [] },
  disputes: [{ dispute: id }],
});
const filed = (id: string, day = DAY): Told => ({
  ...{ day, list: 'cases', row: { case: id, event: 'filed' } },
});
const petition = (count: number): Told => ({
  ...{ day: DAY, list: 'incidents' },
  row: { kind: 'petition', grid: '410481001001', count },
});
const save = (version: number, change: Partial<Save> = {}): Save => ({
  ...{ version, seconds: 1, document: document('D'), confirmed: [], basedOn: 0, declined: [] },
  ...change,
});

function start() {
  const objects = memoryObjects();
  let now = Date.UTC(2024, 3, 16);
  const ports = { objects, clock: () => now };
  return {
    objects,
    wait(days: number) {
      now += days * DAYS;
    },
    open: (received = NOTHING) => openDraft(ports, STATION, DAY, received),
    save: (version: number, change?: Partial<Save>) =>
      saveDraft(ports, STATION, DAY, save(version, change)),
    async bring(rows: readonly Told[], received = NOTHING) {
      const to = { station: STATION, source: 's', dryRun: false };
      return (await addWaiting(ports, to, rows, received)).added.length;
    },
    async waiting(received = NOTHING) {
      const draft = await openDraft(ports, STATION, DAY, received);
      return (draft?.imported ?? []).map(({ row }) => row.case ?? row.count);
    },
    async numberOf(id: string) {
      const draft = await openDraft(ports, STATION, DAY, NOTHING);
      return draft?.imported.find(({ row }) => row.case === id)?.number ?? 0;
    },
  };
}

test('a save names the version before; another’s in between is a conflict and stores nothing', async () => {
  const draft = start();
  expect(await draft.open()).toBeNull();
  expect(await draft.save(0)).toMatchObject({ outcome: 'saved', version: 1 });
  expect(await draft.save(0)).toEqual({ outcome: 'conflict' });
  expect(await draft.save(2)).toEqual({ outcome: 'conflict' });
  expect(await draft.save(1, { document: document('F') })).toMatchObject({ version: 2 });
  expect((await draft.open())?.document).toEqual(document('F'));
});

test('opening writes nothing, and neither it nor an import stands in a save’s way', async () => {
  const draft = start();
  await draft.save(0);
  await draft.bring([filed('A'), filed('B')]);
  const received = new Received([filed('A', '2024-04-11')]);
  const before = [...draft.objects.contents];
  expect(await draft.waiting(received)).toEqual(['B']);
  expect(await draft.waiting()).toEqual(['A', 'B']);
  expect([...draft.objects.contents]).toEqual(before);
  expect(await draft.save(1)).toMatchObject({ version: 2 });
});

test('what was turned down stays away for as long as anything waits, whatever exports bring', async () => {
  const draft = start();
  await draft.bring([filed('A'), filed('B')]);
  const declined = [await draft.numberOf('A')];
  await draft.save(0, { declined });
  await draft.save(1, { declined });
  draft.wait(60);
  // Another system's day for it may change.
  expect(await draft.bring([filed('A'), filed('A', '2024-04-16'), filed('B'), filed('C')])).toBe(1);
  expect(await draft.waiting()).toEqual(['B', 'C']);
  draft.wait(100);
  await draft.bring([filed('E')]);
  expect(await draft.waiting()).toEqual(['E']);
  // Numbers are not used again: a page that was open all the time turns down nothing else.
  await draft.save(2, { declined: [1, 2, 3] });
  expect(await draft.waiting()).toEqual(['E']);
});

test('what the document has does not wait, and comes back where that is discarded', async () => {
  const draft = start();
  await draft.bring([filed('A'), filed('B'), petition(1), petition(2)]);
  const typed = { ...document('D'), cases: [filed('A').row], incidents: [petition(2).row] };
  await draft.save(0, { document: typed });
  expect(await draft.waiting()).toEqual(['B', 1]);
  await draft.save(1, { document: null });
  expect(await draft.waiting()).toEqual(['A', 'B', 1, 2]);
});

test('incidents are known by their count: three of one are sent as one of three', async () => {
  const draft = start();
  const rows = [petition(1), petition(1), petition(1)];
  expect(await draft.bring(rows)).toBe(3);
  expect(await draft.waiting(new Received([petition(2)]))).toEqual([1]);
  const received = new Received([petition(3)]);
  expect(await draft.waiting(received)).toEqual([]);
  expect(await draft.bring(rows, received)).toBe(0);
  // One more than was told before, by whichever rows.
  expect(await draft.bring([petition(3), petition(1)], received)).toBe(1);
});

test('whatever imports and a clerk do at once, no row is lost, doubled, or back', async () => {
  const actions = fc.array(
    fc.oneof(
      fc.constant('open' as const),
      fc.constant('bring' as const),
      fc.array(fc.nat({ max: 5 })),
    ),
    { maxLength: 15 },
  );
  await fc.assert(
    fc.asyncProperty(actions, async (list) => {
      const draft = start();
      let version = 0;
      let shown: readonly WaitingRow[] = [];
      const expected = new Set<unknown>();
      const brought: Told[] = [];
      for (const [at, action] of list.entries()) {
        const fresh = filed(`${at}`);
        if (action === 'open') {
          shown = (await draft.open())?.imported ?? [];
        } else if (action === 'bring') {
          brought.push(fresh);
          expected.add(fresh.row.case);
          // The whole export comes again each time, by two at once.
          await Promise.all([draft.bring(brought), draft.bring(brought)]);
        } else {
          const dropped = shown.filter((_, place) => action.includes(place));
          const declined = dropped.map(({ number }) => number);
          brought.push(fresh);
          expected.add(fresh.row.case);
          const saving = draft.save(version, { declined });
          const [saved] = await Promise.all([saving, draft.bring(brought)]);
          if (saved.outcome !== 'saved') throw new Error('nobody else saves here');
          version = saved.version;
          for (const { row } of dropped) expected.delete(row.case);
        }
      }
      const waiting = await draft.waiting();
      expect(waiting).toHaveLength(expected.size);
      expect(new Set(waiting)).toEqual(expected);
    }),
    { numRuns: 100 },
  );
});
