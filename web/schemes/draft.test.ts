import { describe, expect, it } from 'vitest';
import { BUILT_IN } from '../../shared/scoring/scheme.ts';
import { removeCopies } from '../form/local-store.ts';
import {
  draftOf,
  dropDraft,
  keepDraft,
  keepText,
  keptDraft,
  keptText,
  nearest,
  numberOf,
  saidAt,
  sumOf,
  valueAt,
  withValue,
} from './draft.ts';

const [base] = BUILT_IN;
if (!base) throw new Error('no scheme comes with the system');

describe('a scheme while it is edited', () => {
  it('begins as the next version and is changed in one place at a time', () => {
    const draft = draftOf(base, [
      { id: base.id, version: 1 },
      { id: base.id, version: 3 },
      { id: 'other', version: 9 },
    ]);
    expect(draft).toEqual({ ...base, version: 4 });
    const path = ['weights', 'station', 'time_in_community'];
    const changed = withValue(draft, path, 17);
    expect([valueAt(draft, path), valueAt(changed, path)]).toEqual([18, 17]);
    expect([sumOf(draft, 'station'), sumOf(changed, 'station')]).toEqual([100, 99]);
    expect(valueAt(withValue(changed, path, undefined), path)).toBeUndefined();
    const grades = withValue(draft, ['grades', 0], undefined);
    expect(valueAt(grades, ['grades', 0, 'grade'])).toBe('良好');
    expect(withValue(draft, ['scores', 'new', 'function'], 'band').scores).toHaveProperty('new', {
      function: 'band',
    });
  });

  it('takes numbers, nothing, and what is no number as it was typed', () => {
    expect(['18', ' 0.5 ', '', '十八', '1e400'].map(numberOf)).toEqual([
      ...[18, 0.5, undefined, '十八', '1e400'],
    ]);
  });

  it('finds the field of a fault, or what it stands in', () => {
    const ids = ['at:/weights/station', 'at:/grades/0/from'];
    const has = (id: string) => ids.includes(id);
    expect(nearest('/grades/0/from', has)).toBe('at:/grades/0/from');
    expect(nearest('/weights/station/case_rate', has)).toBe('at:/weights/station');
    expect(nearest('/flags/jump', has)).toBeUndefined();
    const faults = [{ code: 'x', pointer: '/grades/0/from', messages: { zh: '低', en: 'low' } }];
    expect(saidAt(faults, ['grades', 0, 'from'], 'en')).toBe('low');
    expect(saidAt(faults, ['grades', 1, 'from'], 'en')).toBeUndefined();
  });

  it('is kept until it is stored', () => {
    const held = new Map<string, string>();
    const store = {
      getItem: (key: string) => held.get(key) ?? null,
      setItem: (key: string, text: string) => void held.set(key, text),
      removeItem: (key: string) => void held.delete(key),
    };
    keepDraft(store, 'a@1', { id: 'a' });
    expect(keptDraft(store, 'a@1')).toEqual({ id: 'a' });
    expect(keptDraft(store, 'b@1')).toBeUndefined();
    dropDraft(store, 'a@1');
    expect(keptDraft(store, 'a@1')).toBeUndefined();
    keepDraft(store, 'a@1', { id: 'a' });
    keepText(store, 'a@1', '{"id": "a"');
    expect(keptText(store, 'a@1')).toBe('{"id": "a"');
    expect(keptText(store, 'b@1')).toBeUndefined();
    expect(keptDraft(store, 'a@1')).toEqual({ id: 'a' });
    dropDraft(store, 'a@1');
    expect(keptText(store, 'a@1')).toBeUndefined();
    keepText(store, 'a@1', '{');
    keepText(store, 'a@1', undefined);
    expect(held.size).toBe(0);
    keepText(store, 'a@1', '{');
    removeCopies(
      { ...store, key: (place) => [...held.keys()][place] ?? null, length: 1 },
      () => true,
    );
    expect(held.size).toBe(0);
    held.set('fengqiao.draft.scheme.a@1', '{');
    expect(keptDraft(store, 'a@1')).toBeUndefined();
  });
});
