import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftErrors } from '../../shared/drafts/document.ts';
import { holdsPersonalData } from '../../shared/submissions/personal-data.ts';
import type { Sent } from '../send.ts';
import { Keeper, type Keeping } from './keeper.ts';
import { removeCopies } from './local-store.ts';
import { eachList, formListsOf } from './rows.ts';
import { draftDocumentOf, LocalCopies, type Snapshot, savedOfficers, storable } from './saved.ts';
import type { DayStart, Draft, DraftToSave, SavedDraft } from './shapes.ts';
import { beginningOf } from './start.ts';

const START: DayStart = {
  station: { code: '1', name: '一' },
  ...{ date: '2024-04-15', state: 'open', latestRevision: 0 },
  deadline: '2024-04-16T12:00:00+08:00',
  draft: null,
  known: {
    ...{ grids: [], officers: [], disputes: [], cases: [], followUps: [], patterns: [] },
    numbers: { dispute: 'D-1', item: 'T-1' },
  },
};
const ROW = { case: 'A-1', event: 'solved' };

const snapshot = (count: number, declined: readonly number[] = []): Snapshot => ({
  document: { ...eachList(() => []), cases: [{ ...ROW, count }] },
  ...{ confirmed: [], basedOn: 0, taken: [], declined, seconds: count },
});

/** A server that counts versions, and a machine that keeps copies. */
function world(start = START) {
  const stored = new Map<string, string>();
  const store = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, text: string) => void stored.set(key, text),
    removeItem: (key: string) => void stored.delete(key),
    key: (place: number) => [...stored.keys()][place] ?? null,
    get length() {
      return stored.size;
    },
  };
  const server = {
    draft: start.draft as Draft | null,
    answers: [] as ('lost' | 'offline' | 'expired')[],
    asked: [] as DraftToSave[],
  };
  const seen: Keeping[] = [];
  const clock = { now: 0 };
  const copiesOf = (account: string, date = START.date) =>
    new LocalCopies(store, { station: '1', date, account }, () => clock.now);
  const copies = copiesOf('clerk');
  const put = async (asked: DraftToSave): Promise<Sent<SavedDraft>> => {
    const fate = server.answers.shift();
    if (fate === 'offline' || fate === 'expired') return { ok: false, failure: { kind: fate } };
    server.asked.push(asked);
    if (asked.version !== (server.draft?.version ?? 0)) {
      const nothing = { title: '', detail: '', requestId: '', errors: [], more: 0 };
      return {
        ok: false,
        failure: { kind: 'problem', status: 409, code: 'draft_conflict', ...nothing },
      };
    }
    const version = asked.version + 1;
    const savedAt = `2024-04-15T09:00:${String(version).padStart(2, '0')}+08:00`;
    const { declined, ...rest } = asked;
    const waiting = server.draft?.imported ?? [];
    const imported = waiting.filter(({ number }) => !declined.includes(number));
    server.draft = { ...rest, version, savedAt, imported };
    if (fate === 'lost') return { ok: false, failure: { kind: 'offline' } };
    return { ok: true, status: 200, value: { version, savedAt } };
  };
  const keeper = new Keeper(
    {
      put,
      read: async () => ({ ...start, draft: server.draft }),
      copies,
      onKeeping: (keeping) => seen.push(keeping),
      onImported: () => undefined,
    },
    start,
    false,
  );
  return {
    keeper,
    server,
    stored,
    store,
    clock,
    copies,
    copiesOf,
    seen,
    last: () => seen.at(-1)?.kind,
  };
}

describe('the keeper of a draft', () => {
  it('leaves no copy on the machine once the server has it', async () => {
    const { keeper, server, stored, last } = world();
    keeper.note(snapshot(1));
    expect(stored.size).toBe(1);
    await keeper.flush();
    expect(server.draft?.document).toEqual(snapshot(1).document);
    expect([stored.size, last()]).toEqual([0, 'saved']);
  });

  it('keeps what was typed offline, and begins with it again', async () => {
    const { keeper, server, copies, last } = world();
    server.answers = ['offline'];
    keeper.note(snapshot(2));
    await keeper.flush();
    expect(last()).toBe('local');
    const beginning = beginningOf(START, undefined, copies.read());
    expect(beginning).toMatchObject({ isUnsaved: true, isContested: false, seconds: 2 });
    expect(beginning.form.lists.cases[0]?.value).toEqual({ ...ROW, count: 2 });
    await keeper.flush();
    expect(last()).toBe('saved');
  });

  it('knows its own save again whose answer was lost', async () => {
    const { keeper, server, last } = world();
    server.answers = ['lost'];
    keeper.note(snapshot(3));
    await keeper.flush();
    await keeper.flush();
    await keeper.flush();
    expect([last(), server.draft?.version]).toEqual(['saved', 2]);
  });

  it('writes nothing over another one’s draft before it was told to', async () => {
    const { keeper, server, last, seen } = world();
    keeper.note(snapshot(4));
    await keeper.flush();
    server.draft = {
      ...{ version: 5, savedAt: '2024-04-15T10:00:00+08:00', seconds: 1, confirmed: [] },
      ...{ document: snapshot(9).document, basedOn: 0, imported: [] },
    };
    keeper.note(snapshot(6));
    await keeper.flush();
    await keeper.flush();
    expect([last(), server.draft.version]).toEqual(['contested', 5]);
    const contested = seen.at(-1);
    if (contested?.kind !== 'contested') throw new Error('not contested');
    await keeper.insist(contested.theirs);
    expect([last(), server.draft.document]).toEqual(['saved', snapshot(6).document]);
  });

  it('keeps here what the server does not take, also once the rest is there', async () => {
    const { keeper, server, copies, last } = world();
    const cases = [{ case: '案件一', event: 'solved' }];
    const document = { ...snapshot(1).document, cases };
    keeper.note({ ...snapshot(1), document, confirmed: ['王'] });
    await keeper.flush();
    expect([last(), server.draft?.document?.cases, server.draft?.confirmed]).toEqual([
      ...['saved', [{ event: 'solved' }]],
      [],
    ]);
    const again = beginningOf({ ...START, draft: server.draft }, undefined, copies.read());
    expect(again).toMatchObject({ isUnsaved: true, isContested: false });
    expect(again.form.lists.cases[0]?.value).toEqual(cases[0]);
    expect(again.form.confirmed).toEqual(['王']);
  });

  it('names imported rows that were turned down by their numbers', async () => {
    const rows = [7, 8, 9].map((number) => ({
      ...{ number, source: 's', importedAt: '', list: 'incidents' as const, row: {} },
    }));
    const draft: Draft = {
      ...{ version: 1, savedAt: 'a', seconds: 0, document: null, confirmed: [], basedOn: 0 },
      imported: rows,
    };
    const { keeper, server } = world({ ...START, draft });
    keeper.note(snapshot(1, [7]));
    await keeper.flush();
    keeper.note(snapshot(1, [7, 8]));
    await keeper.flush();
    expect(server.asked.map(({ declined }) => declined)).toEqual([[7], [7, 8]]);
    expect(server.draft?.imported).toEqual(rows.slice(2));
  });

  it('is done with the draft when the day was sent', async () => {
    const { keeper, server, stored } = world();
    keeper.note(snapshot(1));
    await keeper.flush();
    keeper.note(snapshot(2));
    await keeper.close();
    keeper.note(snapshot(3));
    await keeper.flush();
    expect([server.draft?.document, stored.size]).toEqual([null, 0]);
  });

  it('saves once more and keeps nothing here when the account signs out', async () => {
    const { keeper, server, stored, last } = world();
    keeper.note(snapshot(1));
    const left = keeper.leave();
    expect([server.asked.length, stored.size]).toEqual([1, 0]);
    await left;
    expect(server.draft?.document).toEqual(snapshot(1).document);
    const offline = world();
    offline.server.answers = ['offline'];
    offline.keeper.note(snapshot(2));
    await offline.keeper.leave();
    offline.keeper.note(snapshot(3));
    expect([last(), offline.last(), offline.stored.size]).toEqual(['saved', 'local', 0]);
  });

  it('saves what came while a save was under way when the account signs out', async () => {
    const { keeper, server, stored } = world();
    keeper.note(snapshot(1));
    const saving = keeper.flush();
    keeper.note(snapshot(2));
    await keeper.leave();
    await saving;
    expect(server.draft?.document).toEqual(snapshot(2).document);
    expect(stored.size).toBe(0);
  });
});

describe('a copy in the browser', () => {
  const noted = () => {
    const all = world();
    all.keeper.note(snapshot(1));
    return all;
  };

  it('outlives the session, and is opened by its own account only', () => {
    const { copiesOf, stored } = noted();
    expect(copiesOf('clerk').read()).toMatchObject(snapshot(1));
    expect(copiesOf('another').read()).toBeUndefined();
    expect(stored.size).toBe(0);
  });

  it('ends after 70 days, whichever day is opened then', () => {
    const { copiesOf, stored, clock } = noted();
    clock.now = 70 * 86_400_000;
    copiesOf('clerk', '2024-06-24');
    expect(stored.size).toBe(1);
    clock.now += 1;
    copiesOf('clerk', '2024-06-24');
    expect(stored.size).toBe(0);
  });

  it('ends with all others when somebody signs out, and nothing else does', () => {
    const { stored, store } = noted();
    stored.set('fengqiao.draft.2.2024-04-14', 'not even a copy').set('fengqiao.language', 'zh');
    removeCopies(store, () => true);
    expect([...stored.keys()]).toEqual(['fengqiao.language']);
  });
});

describe('a draft that outlived its sending', () => {
  const day = { ...START, latestRevision: 2 };
  const draftOf = (basedOn: number, document = snapshot(1).document): Draft => ({
    ...{ version: 3, savedAt: 'a', seconds: 9, confirmed: [], document, basedOn, imported: [] },
  });
  const held = {
    document: { ...snapshot(1).document, schemaVersion: 1, station: '1', date: START.date },
    revision: 2,
  };

  it('is no correction by somebody else: the form begins with what was received', () => {
    const unconfirmed = {
      ...snapshot(1).document,
      officerTime: [{ officer: 'o', activity: 'paperwork', minutes: 30 }],
    };
    const copy = { ...snapshot(1), basedOn: 1, follows: 'a' };
    for (const document of [snapshot(1).document, unconfirmed]) {
      const draft = draftOf(1, document);
      const beginning = beginningOf({ ...day, draft }, held, copy);
      expect(beginning).toMatchObject({ isUnsaved: false, isContested: false, seconds: 0 });
      expect(beginning.form.basedOn).toBe(2);
      expect(beginning.form.lists.officerTime).toEqual([]);
    }
  });

  it('is told from what was typed on and from a correction that was begun', () => {
    const cases = [{ case: 'A-2', event: 'solved' }];
    const document = { ...snapshot(1).document, cases };
    const other = draftOf(1, document);
    expect(beginningOf({ ...day, draft: other }, held, undefined).form.basedOn).toBe(1);
    const begun = beginningOf({ ...day, draft: draftOf(2) }, held, undefined);
    expect([begun.form.basedOn, begun.seconds]).toEqual([2, 9]);
    const copy = { ...snapshot(1), document, basedOn: 1, follows: 'a' };
    expect(beginningOf({ ...day, draft: draftOf(1) }, held, copy)).toMatchObject({
      ...{ isUnsaved: true, form: { basedOn: 1 } },
    });
  });
});

describe('what is saved', () => {
  const secret = fc.constantFrom('13800138000', '１３８ 0013 8000', '豫A12345', 13800138000);
  const text = fc.oneof(fc.string(), fc.integer(), secret);
  const row = fc.dictionary(
    fc.constantFrom('officer', 'case', 'count', 'remark', '13800138000'),
    fc.oneof(text, fc.array(text)),
  );

  it('never holds personal data, and is always what a draft may hold', () => {
    fc.assert(
      fc.property(
        fc.record(eachList(() => fc.array(fc.oneof(row, text), { maxLength: 3 }))),
        fc.array(fc.oneof(fc.string(), secret.map(String))),
        (document, officers) => {
          const saved = draftDocumentOf(formListsOf(document, 1));
          const confirmed = savedOfficers(officers);
          const stored = storable({ document: saved, confirmed });
          expect(draftErrors(stored.document, stored.confirmed).errors).toEqual([]);
          const { keeper, stored: copies } = world();
          const others = { basedOn: 0, taken: [], declined: [], seconds: 0 };
          keeper.note({ document: saved, confirmed, ...others });
          const copy: unknown = JSON.parse([...copies.values()][0] ?? '');
          expect(holdsPersonalData(copy)).toBe(false);
          expect(JSON.stringify(copy)).not.toContain('13800138000');
        },
      ),
    );
  });
});
