import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryObjects } from '../testing/memory.ts';
import type { DraftDocument } from './document.ts';
import { Received } from './received.ts';
import { openDraft, type Save, saveDraft } from './store.ts';
import { addWaiting } from './waiting.ts';

const [STATION, DAY] = ['410481001000', '2024-04-15'];
const NOTHING = new Received();

const document = (id: string): DraftDocument => ({
  ...{ officerTime: [], cases: [], followUps: [], counts: [], incidents: [] },
  disputes: [{ dispute: id }],
});
const save = (version: number, change: Partial<Save> = {}): Save => ({
  ...{ version, seconds: 1, document: document('D'), confirmed: [], basedOn: 0 },
  imported: 'keep',
  ...change,
});

function start() {
  const ports = { objects: memoryObjects(), clock: () => 0 };
  return {
    ports,
    open: (received = NOTHING) => openDraft(ports, STATION, DAY, received),
    save: (version: number, change?: Partial<Save>) =>
      saveDraft(ports, STATION, DAY, save(version, change)),
    bring: (...ids: string[]) =>
      addWaiting(ports, { station: STATION, source: 's', dryRun: false }, () =>
        ids.map((id) => ({ day: DAY, list: 'cases', row: { case: id, event: 'filed' } })),
      ),
    async waiting() {
      return (await this.open())?.imported.map(({ row }) => row.case);
    },
  };
}

test('a save names the version before; another’s in between is a conflict and stores nothing', async () => {
  const draft = start();
  expect(await draft.open()).toBeNull();
  expect(await draft.save(0)).toEqual({ outcome: 'saved', version: 1, savedAt: 0 });
  expect(await draft.save(0, { document: document('E') })).toEqual({ outcome: 'conflict' });
  expect(await draft.save(1, { document: document('F') })).toMatchObject({ version: 2 });
  expect((await draft.open())?.document).toEqual(document('F'));
});

test('an import stands in nobody’s way, and no save drops what nobody was shown', async () => {
  const draft = start();
  await draft.save(0);
  await draft.bring('A');
  expect(await draft.save(1, { imported: 'clear' })).toMatchObject({ version: 2 });
  expect(await draft.save(2, { imported: [] })).toMatchObject({ version: 3 });
  const shown = await draft.open();
  expect([shown?.version, shown?.imported.length]).toEqual([4, 1]);
  await draft.bring('B', 'C');
  expect(await draft.save(4, { imported: [] })).toMatchObject({ version: 5 });
  expect(await draft.waiting()).toEqual(['B', 'C']);
  expect(await draft.save(6, { imported: [1], document: null })).toMatchObject({ version: 7 });
  expect(await draft.waiting()).toEqual(['C']);
});

test('rows that were received go away, and places of what was shown before are refused', async () => {
  const draft = start();
  await draft.bring('A', 'B');
  const { version } = (await draft.open()) ?? { version: 0 };
  const received = new Received();
  received.add('cases', { case: 'A', event: 'filed' }, '2024-04-11');
  expect((await draft.open(received))?.imported.map(({ row }) => row.case)).toEqual(['B']);
  expect(await draft.save(version, { imported: [0] })).toEqual({ outcome: 'conflict' });
  expect(await draft.waiting()).toEqual(['B']);
});

test('what the document took over waits no more, and comes back where that is discarded', async () => {
  const draft = start();
  await draft.bring('A', 'B', 'C');
  const typed = { ...document('D'), cases: [{ case: 'A', event: 'filed' }] };
  await draft.open();
  // A is confirmed, B is turned down.
  await draft.save(1, { document: typed, imported: [2] });
  expect(await draft.waiting()).toEqual(['C']);
  await draft.save(2, { document: typed, imported: [0] });
  expect(await draft.waiting()).toEqual(['C']);
  await draft.save(3, { document: null });
  expect(await draft.waiting()).toEqual(['C', 'A']);
});

test('equal incidents: of two that wait, one sent leaves the other', async () => {
  const { ports, open, save: saved } = start();
  const row = { kind: 'petition', grid: '410481001001', count: 1 };
  const where = { station: STATION, source: 's', dryRun: false };
  await addWaiting(ports, where, () =>
    [1, 2].map((nth) => ({ day: DAY, list: 'incidents' as const, row, nth })),
  );
  const shown = await open();
  await saved(shown?.version ?? 0, { imported: [0] });
  const received = new Received();
  received.add('incidents', row, DAY);
  expect((await open(received))?.imported).toHaveLength(1);
  received.add('incidents', row, DAY);
  expect((await open(received))?.imported).toHaveLength(0);
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
      let shown: unknown[] = [];
      const expected = new Set<unknown>();
      for (const [at, action] of list.entries()) {
        if (action === 'bring') {
          await Promise.all([draft.bring(`${at}-a`), draft.bring(`${at}-b`)]);
          expected.add(`${at}-a`).add(`${at}-b`);
        } else if (action === 'open') {
          const opened = await draft.open();
          version = opened?.version ?? 0;
          shown = opened?.imported.map(({ row }) => row.case) ?? [];
        } else {
          const dropped = shown.filter((_, place) => !action.includes(place));
          const saving = draft.save(version, { imported: action });
          const [saved] = await Promise.all([saving, draft.bring(`${at}-c`)]);
          expected.add(`${at}-c`);
          if (saved.outcome !== 'saved') throw new Error('nobody else saves here');
          version = saved.version;
          shown = shown.filter((id) => !dropped.includes(id));
          for (const id of dropped) expected.delete(id);
        }
      }
      const waiting = (await draft.waiting()) ?? [];
      expect(waiting).toHaveLength(expected.size);
      expect(new Set(waiting)).toEqual(expected);
    }),
    { numRuns: 100 },
  );
});
