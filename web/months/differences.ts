/** What the differences between two revisions come to. */
import type { Answer, Failure } from '../resource.ts';
import { get } from '../resource.ts';
import type { Differences, UnitDifference } from './months.ts';

/** How many units have another score, grade or rank. */
export interface Effects {
  readonly units: number;
  readonly score: number;
  readonly grade: number;
  readonly rank: number;
}

const isOther = ({ from, to }: { readonly from: unknown; readonly to: unknown }) => from !== to;

export function effectsOf(items: readonly UnitDifference[]): Effects {
  const those = (has: (one: UnitDifference) => boolean) => items.filter(has).length;
  return {
    units: items.length,
    score: those((one) => isOther(one.score)),
    grade: those((one) => isOther(one.grade)),
    rank: those((one) => one.ranks.length > 0),
  };
}

export const differencesPath = (period: string, from: number, to: number) =>
  `/periods/${period}/differences?from=${from}&to=${to}`;

/** Every unit that differs, page by page. */
export async function allDifferences(
  path: string,
  language: string,
  signal: AbortSignal,
): Promise<Answer<readonly UnitDifference[]>> {
  const found: UnitDifference[] = [];
  let cursor: string | null = null;
  do {
    const further: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const answer: Answer<Differences> = await get<Differences>(
      `${path}&limit=200${further}`,
      language,
      signal,
    );
    if (!answer.ok) return answer;
    found.push(...answer.value.items);
    cursor = answer.value.next;
  } while (cursor !== null);
  return { ok: true, value: found };
}

export const detailOf = (failure: Failure) => ('detail' in failure ? failure.detail : '');
