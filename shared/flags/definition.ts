/**
 * What an integrity flag (异常标记) is. A flag is shown to reviewers and never scored: it says that
 * a station's numbers look made up, by which measure, and in which rows. Only stations and only
 * months have flags of their own.
 */
import type { z } from 'zod';
import type { Day } from '../calendar/day.ts';
import type { Period } from '../calendar/period.ts';
import type { Text } from '../kpis/definition.ts';
import type { ParameterValue } from '../kpis/statement.ts';
import type { QueryEngine } from '../ports.ts';

/** A KPI of a station, as far as flags read it. */
export interface FlagFigure {
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number | null;
}

type FlagFigures = Readonly<Record<string, FlagFigure>>;

/** A station with its figures of the month. */
export interface FlagUnit {
  readonly unit: { readonly code: string; readonly level: string; readonly peerGroup: string };
  readonly kpis: FlagFigures;
}

/** The published figures of an earlier month. */
export interface FlagHistory {
  readonly period: string;
  readonly units: ReadonlyMap<string, { readonly kpis: FlagFigures }>;
}

export interface FlagInput {
  readonly period: Period;
  /** What fills the named parameters of the run's SQL. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** Units in force at the end of the month; those that are no stations are passed over. */
  readonly units: readonly FlagUnit[];
  /** Months before this one, oldest first; empty or with gaps where nothing was published. */
  readonly history: readonly FlagHistory[];
}

export interface FlagContext extends FlagInput {
  readonly engine: QueryEngine;
}

/**
 * A row of a submission that a finding rests on; without `position`, all rows of the list on that
 * day (of the officer, where one is named).
 */
export interface SubmittedRow {
  readonly station: string;
  readonly date: Day;
  /** The list, or the document as a whole. */
  readonly list: 'officerTime' | 'disputes' | 'counts' | 'submission';
  /** The row's place in its list, from 0. */
  readonly position?: number;
  readonly officer?: string;
  /** The station's own id of the dispute. */
  readonly dispute?: string;
  readonly minutes?: number;
  /** The station whose roster of that day names the officer, else another that reported them. */
  readonly otherStation?: string;
  /** When the first revision came, Asia/Shanghai. */
  readonly received?: string;
  /** Kinds of count with one total, and the total. */
  readonly kinds?: readonly string[];
  readonly total?: number;
}

/** A KPI of a month that a finding over months rests on. */
export interface FigureRow {
  readonly period: string;
  readonly kpi: string;
  readonly numerator: number;
  readonly denominator: number;
}

export type FlagRow = SubmittedRow | FigureRow;

/** A flag raised at a station: its figures by name, and every row that it rests on, in order. */
export interface Finding {
  readonly unit: string;
  readonly flag: string;
  readonly statistic: Readonly<Record<string, number>>;
  readonly rows: readonly FlagRow[];
}

export type Found = Omit<Finding, 'flag'>;

/** A flag with everything about it but its SQL. */
export interface Flag {
  readonly id: string;
  readonly name: Text;
  /** What it means and what a reviewer should look at. */
  readonly explanation: Text;
  /** Numbers by name, every one with its usual value; a scheme may set others. */
  readonly thresholds: z.ZodObject;
  /** Every station at which it is raised. `thresholds` must fit the schema. */
  readonly detect: (context: FlagContext, thresholds: unknown) => Promise<readonly Finding[]>;
}

/** A flag from its parts, with thresholds of its own type. */
export function defineFlag<T extends z.ZodObject>(parts: {
  readonly id: string;
  readonly name: Text;
  readonly explanation: Text;
  readonly thresholds: T;
  readonly find: (
    context: FlagContext,
    thresholds: z.output<T>,
  ) => readonly Found[] | Promise<readonly Found[]>;
}): Flag {
  const { find, ...flag } = parts;
  return {
    ...flag,
    async detect(context, thresholds) {
      const found = await find(context, flag.thresholds.parse(thresholds));
      return found.map((one) => ({ ...one, flag: flag.id }));
    },
  };
}
