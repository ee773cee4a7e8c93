/** With what the form begins: the draft, this machine's copy, the day that is corrected, or nothing. */
import { type FormState, formOf, toSend, wait } from './form.ts';
import { NO_ROWS } from './rows.ts';
import { draftDocumentOf, type LocalCopy, type Snapshot, sameContent } from './saved.ts';
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

/**
 * `held` is the revision that counts, where there is one. A draft or copy that was sent as just
 * that revision has outlived its sending, and does not count.
 */
export function beginningOf(
  { draft: kept, latestRevision }: DayStart,
  held: HeldDay | undefined,
  copied: LocalCopy | undefined,
): Beginning {
  const imported = kept?.imported ?? [];
  const wasSent = (one: Content & Pick<Snapshot, 'basedOn'>): boolean =>
    held !== undefined && one.basedOn < latestRevision && isSentAs(one, held);
  const draft = kept && wasSent({ ...contentOf(kept), basedOn: kept.basedOn }) ? null : kept;
  const copy = copied && wasSent(copied) ? undefined : copied;
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

type Content = Pick<Snapshot, 'document' | 'confirmed'>;

const contentOf = ({ document, confirmed }: Draft): Content => ({
  document: document ?? { ...(NO_ROWS as Record<keyof typeof NO_ROWS, never[]>) },
  confirmed,
});

/** Whether sending the draft would send what is held. */
function isSentAs({ document, confirmed }: Content, held: HeldDay): boolean {
  const sent = formOf(toSend(formOf(document, confirmed)).document);
  const [one, other] = [sent, formOf(held.document)].map(({ lists }) => ({
    document: draftDocumentOf(lists),
    confirmed: [],
  }));
  return one !== undefined && other !== undefined && sameContent(one, other);
}
