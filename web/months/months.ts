/** The answers of the API that the pages of months read, as the contract describes them. */
import type { Unit } from '../api.ts';
import { withQuery } from '../revision.ts';

interface Text {
  readonly zh: string;
  readonly en: string;
}

/** A unit as lists name it; without a name where it is no longer one. */
export interface NamedUnit {
  readonly code: string;
  readonly name: string | null;
}

/** With the units between the reader's own and it, the highest first. */
export interface PlacedUnit extends NamedUnit {
  readonly above: readonly NamedUnit[];
}

/** What was done to a record, the first thing first. */
export interface Happened {
  readonly at: string;
  readonly by: string;
  readonly action: string;
  readonly note: string | null;
}

export interface Step {
  readonly name: string;
  readonly state: string;
  readonly done: number;
  readonly of: number;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

/** `GET /v1/runs/{id}` */
export interface Run {
  readonly id: string;
  readonly period: string;
  readonly state: 'running' | 'succeeded' | 'failed';
  /** Null for a dry run. */
  readonly revision: number | null;
  readonly scheme: string;
  readonly knownIn: number | null;
  readonly dryRun: boolean;
  readonly requestedBy: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly steps: readonly Step[];
  readonly error?: { readonly code: string; readonly message: string };
}

/** An item of `GET /v1/flags` */
export interface Flag {
  readonly id: string;
  readonly period: string;
  readonly revision: number;
  readonly unit: PlacedUnit;
  readonly flag: string;
  readonly name: Text | null;
  readonly statistic: Readonly<Record<string, number>>;
  readonly rows: number;
  readonly state: 'open' | 'confirmed' | 'dismissed';
  readonly note: string | null;
  readonly by: string | null;
  readonly at: string | null;
}

/** `GET /v1/flags/{id}` */
export interface WholeFlag extends Flag {
  readonly explanation: Text | null;
  readonly firstRows: readonly Readonly<Record<string, unknown>>[];
  readonly rowsUrl: string | null;
  readonly history: readonly Happened[];
}

/** An item of `GET /v1/audits` */
export interface Audit {
  readonly id: string;
  readonly station: PlacedUnit;
  readonly kind: 'dispute' | 'visit' | 'follow_up';
  readonly date: string;
  readonly position: number;
  readonly ref: string;
  readonly state: 'open' | 'confirmed' | 'wrong' | 'not_reachable';
  readonly note: string | null;
  readonly by: string | null;
  readonly at: string | null;
}

export interface Changed<T> {
  readonly from: T | null;
  readonly to: T | null;
}

/** An item of `GET /v1/periods/{period}/differences` */
export interface UnitDifference {
  readonly unit: Unit;
  readonly changed: readonly string[];
  readonly score: Changed<number>;
  readonly grade: Changed<string>;
  readonly scheme: Changed<string>;
  readonly gradeCap: Changed<string>;
  readonly ranks: readonly (Changed<number> & { readonly within: string })[];
  readonly kpis: readonly {
    readonly id: string;
    readonly numerator: Changed<number>;
    readonly denominator: Changed<number>;
    readonly value: Changed<number>;
    readonly note: Changed<string>;
    readonly score: Changed<number>;
    readonly weight: Changed<number>;
  }[];
  readonly because: readonly string[];
  readonly corrections: number;
}

/** `GET /v1/periods/{period}/differences` */
export interface Differences {
  readonly items: readonly UnitDifference[];
  readonly next: string | null;
  readonly from: number;
  readonly to: number;
  readonly scheme: Changed<string>;
  readonly corrections: readonly (Changed<number> & {
    readonly station: string;
    readonly date: string;
  })[];
  /** Corrections that are not named. */
  readonly more: number;
  readonly reference: readonly (Changed<number> & { readonly kind: string })[];
  readonly ledger: readonly {
    readonly unit: string;
    readonly id: string;
    readonly change: string;
  }[];
}

interface Past {
  readonly period: string;
  readonly revision: number;
}

/** An item of `GET /v1/periods/{period}/revisions` */
export interface Revision {
  readonly revision: number;
  readonly state: 'published' | 'draft' | 'provisional' | 'superseded';
  readonly scheme: string;
  readonly computedAt: string;
  readonly units: number;
  readonly run: string;
  readonly requestedBy: string | null;
  readonly inputs: {
    readonly first: string;
    readonly last: string;
    readonly asOf: string;
    readonly reference: Readonly<Record<string, number>>;
    readonly previous: Past | null;
    readonly yearAgo: Past | null;
    readonly history: readonly Past[];
    readonly ledger: readonly string[];
  } | null;
}

/** An item of `GET /v1/periods/{period}/publications` */
export interface Publication {
  readonly revision: number;
  readonly at: string;
  readonly by: string;
  /** Null for accounts below the province, and where no flag was open. */
  readonly reason: string | null;
  readonly openFlagCount: number;
}

/** An item of `GET /v1/ledger` */
export interface LedgerEntry {
  readonly id: string;
  readonly unit: NamedUnit;
  readonly kind: 'veto' | 'deduction' | 'bonus';
  readonly points: number | null;
  readonly gradeCap: string | null;
  readonly reason: string;
  readonly evidence: string;
  readonly merit: string | null;
  readonly sharedWith: readonly NamedUnit[];
  readonly decidedBy: string;
  readonly decidedAt: string;
  readonly state: 'active' | 'withdrawn';
  readonly history: readonly Happened[];
}

/** An item of `GET /v1/schemes` */
export interface SchemeEntry {
  readonly scheme: string;
  readonly id: string;
  readonly version: number;
  readonly name: Text;
  readonly jurisdiction: string;
  readonly effective: string;
  readonly adopted: boolean;
  readonly approvals: readonly {
    readonly kpi: string;
    readonly by: string;
    readonly on: string;
    readonly legalBasis: string;
    readonly document?: string | undefined;
  }[];
  /** Null where it comes with the system. */
  readonly stored: { readonly by: string; readonly at: string } | null;
}

export const runAddress = (period: string, run: string) => `/months/${period}?run=${run}`;
/** A page as of a revision that need not be the published one; undefined: of that one. */
export const ofRevision = (address: string, revision: number | undefined) =>
  withQuery(address, { revision });
