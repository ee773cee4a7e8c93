/** Saves the form by itself: a moment after the last change, when the page is left, once online. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Language } from '../format.ts';
import { get } from '../resource.ts';
import { send } from '../send.ts';
import type { FormState } from './form.ts';
import { Keeper, type Keeping } from './keeper.ts';
import { SIGN_OUT, SignOut } from './local-store.ts';
import { draftDocumentOf, type LocalCopies, savedOfficers } from './saved.ts';
import type { DayStart, ImportedRow, SavedDraft } from './shapes.ts';
import type { Beginning } from './start.ts';

/** Milliseconds of quiet after which a change is saved. */
const QUIET = 1500;
/** Milliseconds after which a save that failed is tried again. */
const AGAIN = 15_000;

export const draftPath = (station: string, date: string) =>
  `/submissions/drafts/${station}/${date}`;

export function useDraft(
  start: DayStart,
  beginning: Beginning,
  copies: LocalCopies,
  form: FormState,
  seconds: () => number,
  language: Language,
  onImported: (imported: readonly ImportedRow[]) => void,
): { readonly keeping: Keeping; readonly keeper: Keeper } {
  const path = draftPath(start.station.code, start.date);
  const [keeping, setKeeping] = useState<Keeping>(() => keepingOf(start, beginning));
  const [keeper] = useState(
    () =>
      new Keeper(
        {
          put: (json) =>
            send<SavedDraft>(path, language, {
              ...{ method: 'PUT', json },
              // The last word on a day that was sent is short, and outlives the tab.
              keepalive: json.document === null,
            }),
          read: async () => {
            const answer = await get<DayStart>(path, language);
            return answer.ok ? answer.value : undefined;
          },
          copies,
          onKeeping: setKeeping,
          onImported,
        },
        start,
        beginning.isContested,
      ),
  );
  const { lists, confirmed, basedOn, taken, declined } = form;
  const noted = useRef(false);
  useEffect(() => {
    // What has just been loaded is no change, unless only this machine has it.
    const isFirst = !noted.current;
    noted.current = true;
    if (isFirst && !beginning.isUnsaved) return;
    keeper.note({
      document: draftDocumentOf(lists),
      confirmed: savedOfficers(confirmed),
      ...{ basedOn, taken, declined },
      seconds: seconds(),
    });
    const timer = setTimeout(() => keeper.flush(), QUIET);
    return () => clearTimeout(timer);
  }, [lists, confirmed, basedOn, taken, declined, seconds, keeper, beginning]);
  const flush = useCallback(() => void keeper.flush(), [keeper]);
  useEffect(() => {
    const onHide = () => {
      if (document.visibilityState === 'hidden') flush();
    };
    const onSignOut = (event: Event) => {
      if (event instanceof SignOut) event.saves.push(keeper.leave());
    };
    window.addEventListener('online', flush);
    window.addEventListener(SIGN_OUT, onSignOut);
    document.addEventListener('visibilitychange', onHide);
    return () => {
      window.removeEventListener('online', flush);
      window.removeEventListener(SIGN_OUT, onSignOut);
      document.removeEventListener('visibilitychange', onHide);
      flush();
    };
  }, [flush, keeper]);
  const isBehind = keeping.kind === 'local' && keeping.why === 'offline';
  useEffect(() => {
    if (!isBehind) return;
    const timer = setInterval(flush, AGAIN);
    return () => clearInterval(timer);
  }, [isBehind, flush]);
  return { keeping, keeper };
}

function keepingOf(start: DayStart, { isContested, isUnsaved }: Beginning): Keeping {
  if (isContested) return { kind: 'contested', theirs: start };
  return isUnsaved ? { kind: 'saving' } : { kind: 'saved', at: start.draft?.savedAt };
}
