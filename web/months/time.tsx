import { fullTimeName } from '../dates.ts';
import { useWords } from '../words.ts';

/** A time in a table, on one line. */
export function Time({ at }: { readonly at: string }) {
  const { language } = useWords();
  return <span className="months-nowrap">{fullTimeName(at, language)}</span>;
}
