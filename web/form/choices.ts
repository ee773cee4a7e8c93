/** Choosing one of a few with the keyboard: by number in one or two digits, or by typing its name. */

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** A code that may be typed as well, or a word beside the label. */
  readonly hint?: string;
}

/** How many digits a choice's number has: one up to ten choices (the tenth is 0), else two. */
export const digitsFor = (choices: readonly Choice[]): 1 | 2 => (choices.length > 10 ? 2 : 1);

/** The number by which the choice at this place is taken. */
export function numberOf(choices: readonly Choice[], place: number): string {
  return digitsFor(choices) === 1 ? String((place + 1) % 10) : String(place + 1).padStart(2, '0');
}

/** The choice that the typed digits name for certain; undefined where there is none, or not yet. */
export function byNumber(choices: readonly Choice[], text: string): Choice | undefined {
  const typed = text.trim().normalize('NFKC');
  if (!/^\d{1,2}$/.test(typed) || typed.length !== digitsFor(choices)) return undefined;
  return choices.find((_, place) => numberOf(choices, place) === typed);
}

/** The choices that the text may mean: the start of a number, or a part of name, code or hint. */
export function matching(choices: readonly Choice[], text: string): readonly Choice[] {
  const typed = text.trim().normalize('NFKC').toLowerCase();
  if (typed === '') return choices;
  return choices.filter(
    ({ value, label, hint }, place) =>
      [value, label, hint ?? ''].some((one) => one.toLowerCase().includes(typed)) ||
      numberOf(choices, place).startsWith(typed),
  );
}
