/** With what the form begins: the draft, this machine's copy, the day that is corrected, or nothing. */
import { type FormState, formOf, wait } from './form.ts';
import { NO_ROWS } from './rows.ts';
import { type LocalCopy, sameContent } from './saved.ts';
import type { DayStart, Draft, HeldDay } from './shapes.ts';

export interface Beginning {
  readonly form: FormState;
  /** Seconds that the form was open before. */
  readonly seconds: number;
  /** The form holds something that the server does not have. */
  readonly isUnsaved: boolean;
  /** Somebody else has saved since this machine's copy was made. */
  readonly isContested: boolean;
}

/** `held` is the revision that counts, where there is one. */
export function beginningOf(
  { draft, latestRevision }: DayStart,
  held: HeldDay | undefined,
  copy: LocalCopy | undefined,
): Beginning {
  const imported = draft?.imported ?? [];
  if (copy && !(draft?.document && sameContent(copy, contentOf(draft)))) {
    const isContested = Boolean(draft?.document) && copy.follows !== draft?.savedAt;
    const { taken, declined } = copy;
    const form = { ...formOf(copy.document, copy.confirmed, copy.basedOn), taken, declined };
    return {
      form: wait(form, imported),
      seconds: Math.max(copy.seconds, draft?.seconds ?? 0),
      ...{ isUnsaved: true, isContested },
    };
  }
  const form = draft?.document
    ? formOf(draft.document, draft.confirmed, draft.basedOn)
    : held
      ? formOf(held.document, undefined, latestRevision)
      : formOf(NO_ROWS);
  return {
    form: wait(form, imported),
    seconds: draft?.document ? draft.seconds : 0,
    ...{ isUnsaved: false, isContested: false },
  };
}

const contentOf = ({ document, confirmed }: Draft) => ({
  document: document ?? { ...(NO_ROWS as Record<keyof typeof NO_ROWS, never[]>) },
  confirmed,
});
