/** Appeals as the API answers them, and who may do what about one. */
import { shanghaiTime } from '../../shared/calendar/day.ts';
import {
  APPEAL_MILLISECONDS,
  type APPEAL_STATES,
  type DECISIONS,
  MOST_APPEALS,
  type REMEDIES,
} from '../../shared/review/appeal-rules.ts';
import { containsPersonalData } from '../../shared/submissions/personal-data.ts';
import type { Unit } from '../api.ts';
import type { Session } from '../session.ts';

export type Outcome = (typeof DECISIONS)[number];
export type Remedy = (typeof REMEDIES)[number];

/** An item of `GET /v1/appeals` */
export interface Appeal {
  readonly id: string;
  readonly period: string;
  readonly unit: { readonly code: string; readonly name: string | null };
  /** One of the two is null. */
  readonly kpi: string | null;
  readonly ledger: string | null;
  readonly reason: string;
  readonly state: (typeof APPEAL_STATES)[number];
  readonly filedAt: string;
  readonly deadline: string;
  readonly comment: { readonly at: string; readonly text: string } | null;
  readonly decision: {
    readonly at: string;
    readonly outcome: Outcome;
    readonly note: string;
    readonly remedy: Remedy | null;
    readonly reference: string | null;
  } | null;
}

export const isDecided = ({ state }: Appeal) => state === 'accepted' || state === 'rejected';

/** What is wrong with what a person wrote; undefined where nothing is. */
export function faultOfText(
  text: string,
  maximum: number,
): 'empty' | 'too_long' | 'personal_data' | undefined {
  const written = text.trim();
  if (containsPersonalData(written)) return 'personal_data';
  if (written.length > maximum) return 'too_long';
  return written === '' ? 'empty' : undefined;
}

/** A published card whose unit may still appeal. */
export interface Appealable {
  /** The appeals of a KPI of the card, the first one first. */
  readonly of: (kpi: string) => readonly Appeal[];
  readonly may: (kpi: string) => boolean;
  readonly deadline: string;
}

/** What the unit may appeal at an instant, given when its card was published. */
export function appealable(
  publishedAt: string,
  now: number,
  appeals: readonly Appeal[],
): Appealable {
  const until = Date.parse(publishedAt) + APPEAL_MILLISECONDS;
  const of = (kpi: string) =>
    appeals.filter((appeal) => appeal.kpi === kpi).sort((a, b) => (a.filedAt < b.filedAt ? -1 : 1));
  return {
    of,
    may: (kpi) => {
      const held = of(kpi);
      return now <= until && held.every(isDecided) && held.length < MOST_APPEALS;
    },
    deadline: shanghaiTime(until),
  };
}

/** What the account may do about an appeal: those above it judge, the province decides. */
export function powersOver(
  appeal: Appeal,
  session: Pick<Session, 'unit' | 'role'>,
  /** The account's own unit and those directly below it. */
  own: Pick<Unit, 'level'>,
  children: readonly string[],
): { readonly comments: boolean; readonly decides: boolean } {
  const isReviewer = session.role === 'reviewer' || session.role === 'administrator';
  if (!isReviewer || appeal.unit.code === session.unit || isDecided(appeal)) {
    return { comments: false, decides: false };
  }
  const isProvince = own.level === 'province';
  return {
    // The province comments only where it is the level above.
    comments: !isProvince || children.includes(appeal.unit.code),
    decides: isProvince,
  };
}
