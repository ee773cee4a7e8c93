import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIST_NAMES } from '../../shared/submissions/contract.ts';
import { GRID, OFFICER, perfectDocument } from '../../shared/submissions/fixture.ts';
import { type FormState, formOf, reduceForm, toSend } from './form.ts';
import { documentListsOf, eachList, formListsOf, NO_ROWS, typedValue, withField } from './rows.ts';
import type { Known } from './shapes.ts';

const KNOWN: Known = {
  grids: [{ code: GRID, name: '奋飞社区', kind: 'community' }],
  officers: [{ officer: OFFICER, role: 'community_officer', grids: [GRID] }],
  ...{ disputes: [], cases: [], followUps: [], patterns: [] },
  numbers: { dispute: 'D-2024-0415-01', item: 'T-2024-0415-01' },
};
const USUAL = [{ officer: OFFICER, activity: 'station_duty', minutes: 60 }];

const run = (state: FormState, ...actions: Parameters<typeof reduceForm>[1][]) =>
  actions.reduce(reduceForm, state);

const anyRows = fc.record(eachList(() => fc.array(fc.jsonValue(), { maxLength: 4 })));

describe('a form', () => {
  it('gives back any document that it was filled with', () => {
    fc.assert(
      fc.property(anyRows, (document) => {
        expect(documentListsOf(formListsOf(document, 1))).toEqual(document);
        const { lists } = run(formOf(NO_ROWS), { do: 'fill', document });
        const keys = LIST_NAMES.flatMap((list) => lists[list].map(({ key }) => key));
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it('sends a document that was sent before as it was', () => {
    const { schemaVersion: _, station: __, date: ___, ...lists } = perfectDocument();
    expect(toSend(formOf(perfectDocument())).document).toEqual(lists);
  });

  it('does not send a suggestion before it was confirmed', () => {
    const suggestion = { officer: OFFICER, suggestion: USUAL };
    const opened = run(formOf(NO_ROWS), { do: 'open', ...suggestion });
    expect(opened.lists.officerTime).toHaveLength(1);
    expect(toSend(opened).document.officerTime).toEqual([]);
    const confirmed = run(opened, { do: 'confirm', ...suggestion });
    expect(toSend(confirmed).document.officerTime).toEqual(USUAL);
    expect(
      toSend(run(formOf(NO_ROWS), { do: 'confirm', ...suggestion })).document.officerTime,
    ).toEqual(USUAL);
  });

  it('puts a day of leave in place of everything else of that officer', () => {
    const form = run(formOf(perfectDocument()), { do: 'leave', officer: OFFICER, minutes: 480 });
    expect(toSend(form).document.officerTime).toEqual([
      { officer: OFFICER, activity: 'leave', minutes: 480 },
    ]);
  });

  it('takes imported rows only when they are confirmed, and never asks about them again', () => {
    const row = { kind: 'petition', grid: GRID, count: 1 };
    const imported = [1, 2, 3].map((count) => ({
      ...{ source: 'calls', importedAt: '2024-04-16T08:00:00+08:00', list: 'incidents' as const },
      ...{ number: count, row: { ...row, count } },
    }));
    const form = run(formOf(NO_ROWS), { do: 'wait', imported });
    expect(toSend(form).document.incidents).toEqual([]);
    const settled = run(form, { do: 'take', numbers: [1] }, { do: 'drop', numbers: [2] });
    expect(toSend(settled).document.incidents).toEqual([row]);
    const again = run(settled, { do: 'wait', imported });
    expect(again.waiting.map(({ number }) => number)).toEqual([3]);
    const undone = run(settled, { do: 'restore', state: form });
    expect(undone.waiting.map(({ number }) => number)).toEqual([1, 3]);
  });

  it('keeps what the server refused until its field changes', () => {
    const text = { zh: '', en: '' };
    const document = { disputes: [{ officer: 'x', grid: 'y' }] };
    const form = formOf(document);
    const key = form.lists.disputes[0]?.key ?? 0;
    const errors = ['officer', 'grid'].map((field) => ({
      ...{ code: 'unknown', list: 'disputes' as const, key, field, text },
    }));
    const changed = run(
      form,
      { do: 'refuse', errors },
      { do: 'set', list: 'disputes', key, values: { officer: 'z', grid: 'y' } },
    );
    expect(changed.refused.map(({ field }) => field)).toEqual(['grid']);
    expect(run(changed, { do: 'remove', list: 'disputes', key }).refused).toEqual([]);
  });
});

describe('a field that is set', () => {
  it('brings the fields that the row now needs, and takes those that it lost', () => {
    const visit = withField(
      'officerTime',
      { officer: OFFICER },
      'activity',
      'household_visit',
      KNOWN,
    );
    expect(visit).toEqual({ officer: OFFICER, activity: 'household_visit', grid: GRID });
    expect(withField('officerTime', visit, 'activity', 'paperwork', KNOWN)).toEqual({
      officer: OFFICER,
      activity: 'paperwork',
    });
    const opened = { event: 'opened', dispute: 'D-1', category: 'debt' };
    expect(withField('disputes', opened, 'grid', GRID, KNOWN)).toEqual({
      ...opened,
      ...{ grid: GRID, officer: OFFICER },
    });
  });

  it('leaves alone what was wrong before, so that it is seen and deleted', () => {
    const wrong = { officer: OFFICER, activity: 'paperwork', grid: GRID, minutes: 30 };
    expect(withField('officerTime', wrong, 'minutes', 60, KNOWN)).toEqual({
      ...wrong,
      minutes: 60,
    });
  });

  it('is a number where it should be one, and else as it was typed', () => {
    const number = { names: { zh: '', en: '' }, presence: 'required' } as const;
    const field = { ...number, kind: 'integer', minimum: 1, maximum: 9 } as const;
    expect(['12', ' １２ ', '1.5', 'x', ' '].map((text) => typedValue(field, text))).toEqual([
      ...[12, 12, '1.5', 'x'],
      undefined,
    ]);
    expect(typedValue({ ...number, kind: 'id' }, '007')).toBe('007');
  });
});
