/** What an account may do beyond reading: as the API decides it, so that a page offers no more. */
import type { Unit } from './api.ts';
import { type Resource, useResource } from './resource.ts';
import type { Session } from './session.ts';
import { useWords } from './words.ts';

export interface Rights {
  readonly own: Unit;
  readonly isReviewer: boolean;
  /** Administrators are the province's; below it the role is that of a reviewer. */
  readonly isAdministrator: boolean;
}

export const isReviewer = ({ role }: Pick<Session, 'role'>) =>
  role === 'reviewer' || role === 'administrator';

/** Nothing is asked on behalf of an account that may only read. */
export function useRights(session: Session): Resource<Unit> & {
  readonly rights: Rights | undefined;
} {
  const { language } = useWords();
  const own = useResource<Unit>(`/units/${session.unit}`, language);
  return {
    ...own,
    rights: own.value && {
      own: own.value,
      isReviewer: isReviewer(session),
      isAdministrator: session.role === 'administrator' && own.value.parent === null,
    },
  };
}
