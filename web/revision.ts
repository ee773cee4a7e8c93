/** A draft that is looked at: its revision stands in the address, and in all that the page asks for. */
import { useQueryWord } from './router.tsx';
import type { Session } from './session.ts';

/** Whether the account may see drafts, flags and what was published before. */
export const reviews = ({ role }: Pick<Session, 'role'>): boolean =>
  role === 'reviewer' || role === 'administrator';

/** The revision that the address names; undefined for the one in force, and for those who see no other. */
export function useAskedRevision(session: Session): number | undefined {
  const [word] = useQueryWord('revision', '');
  return reviews(session) && /^[1-9]\d{0,6}$/.test(word) ? Number(word) : undefined;
}

/** A path or address with words added to its query; what is undefined is left out. */
export function withQuery(
  path: string,
  words: Readonly<Record<string, string | number | undefined>>,
): string {
  const added = Object.entries(words).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  if (added.length === 0) return path;
  return path + (path.includes('?') ? '&' : '?') + added.join('&');
}
