/** How far a period has come: which of its revisions is published, a draft, to be reviewed. */
import type { PeriodState } from '../api.ts';
import type { Revision } from './months.ts';

export interface Standing {
  readonly published: number | undefined;
  /** Newer than what is published. */
  readonly draft: number | undefined;
  readonly provisional: number | undefined;
  /** What a reviewer looks at: the draft, else what there is. */
  readonly reviewed: number | undefined;
  /** What to compare at first: what is published with the draft, else with the one before it. */
  readonly compared: { readonly from: number; readonly to: number } | undefined;
}

export function standingOf(
  state: PeriodState | undefined,
  revisions: readonly Pick<Revision, 'revision'>[],
): Standing {
  const published = state !== undefined && state.publishedAt !== null ? state.revision : undefined;
  const newer = state?.draft?.revision;
  const draft = newer !== undefined && newer > (published ?? 0) ? newer : undefined;
  const provisional = state?.state === 'provisional' ? state.revision : undefined;
  const reviewed = draft ?? published ?? provisional;
  const before = revisions
    .map(({ revision }) => revision)
    .filter((revision) => reviewed !== undefined && revision < reviewed);
  const from = draft !== undefined && published !== undefined ? published : Math.max(...before);
  const isPair = reviewed !== undefined && Number.isFinite(from) && from !== reviewed;
  return {
    ...{ published, draft, provisional, reviewed },
    compared: isPair ? { from, to: reviewed } : undefined,
  };
}
