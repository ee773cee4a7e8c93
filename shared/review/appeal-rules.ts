/** The rules of appeals that pages follow too. */

/** From publication on, so long. */
export const APPEAL_DAYS = 7;
export const APPEAL_MILLISECONDS = APPEAL_DAYS * 86_400_000;
/** Of one item of one card: the first, and another after it was decided. */
export const MOST_APPEALS = 2;

export const DECISIONS = ['accepted', 'rejected'] as const;
export const APPEAL_STATES = ['open', 'commented', ...DECISIONS] as const;
export const REMEDIES = ['correction', 'scheme_fault'] as const;
