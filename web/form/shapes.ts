/** What the API says about a station's day that is being reported, as the contract describes it. */
import type { ListName } from '../../shared/submissions/contract.ts';

/** A row as it is being typed: fields of the contract, some still missing or wrong. */
export type DraftRow = Readonly<Record<string, string | number>>;
/** The six lists as they are being typed, without version, station and date. */
export type DraftDocument = Readonly<Record<ListName, readonly DraftRow[]>>;

/** A row that another system already has; it waits to be confirmed. */
export interface ImportedRow {
  /** Its own for good. */
  readonly number: number;
  readonly source: string;
  readonly importedAt: string;
  readonly list: ListName;
  readonly row: DraftRow;
}

export interface Draft {
  /** Counts up with each save. */
  readonly version: number;
  readonly savedAt: string;
  /** The form was open and visible for so long, so far. */
  readonly seconds: number;
  readonly document: DraftDocument | null;
  /** Officers whose time was confirmed. */
  readonly confirmed: readonly string[];
  /** The revision that the document corrects; 0 where it corrects none. */
  readonly basedOn: number;
  readonly imported: readonly ImportedRow[];
}

export interface KnownGrid {
  readonly code: string;
  readonly name: string;
  readonly kind: 'village' | 'community';
}

export interface KnownOfficer {
  readonly officer: string;
  readonly role: string;
  /** Codes of the officer's own grids. */
  readonly grids: readonly string[];
}

export interface KnownDispute {
  readonly dispute: string;
  readonly opened: string;
  readonly category: string;
  readonly grid: string;
  readonly officer: string;
  readonly reopened: boolean;
}

export interface KnownCase {
  readonly case: string;
  readonly filed: string;
  readonly category: string;
  readonly grid: string;
}

export interface KnownFollowUp {
  readonly item: string;
  readonly kind: string;
  readonly raised: string;
  readonly grid: string;
  readonly escalated: boolean;
}

/** An officer's usual day, in steps of 30 minutes. */
export interface Pattern {
  readonly officer: string;
  readonly rows: readonly {
    readonly activity: string;
    readonly grid?: string;
    readonly minutes: number;
  }[];
}

/** What the system knows of the station on the day, so that it need not be typed. */
export interface Known {
  readonly grids: readonly KnownGrid[];
  readonly officers: readonly KnownOfficer[];
  readonly disputes: readonly KnownDispute[];
  readonly cases: readonly KnownCase[];
  readonly followUps: readonly KnownFollowUp[];
  readonly patterns: readonly Pattern[];
  /** The next free numbers of the day. */
  readonly numbers: { readonly dispute: string; readonly item: string };
}

/** `GET /v1/submissions/drafts/{station}/{date}` */
export interface DayStart {
  readonly station: { readonly code: string; readonly name: string };
  readonly date: string;
  readonly state: 'submitted' | 'late' | 'missing' | 'open';
  /** 0 where nothing was received yet. */
  readonly latestRevision: number;
  readonly deadline: string;
  readonly draft: Draft | null;
  readonly known: Known;
}

/** The body of `PUT /v1/submissions/drafts/{station}/{date}`. */
export interface DraftToSave {
  /** The version that this one follows; 0 where there is none. */
  readonly version: number;
  readonly seconds: number;
  readonly document: DraftDocument | null;
  readonly confirmed: readonly string[];
  readonly basedOn: number;
  /** Numbers of the imported rows that were turned down, now or before. */
  readonly declined: readonly number[];
}

export interface SavedDraft {
  readonly version: number;
  readonly savedAt: string;
}

/** `GET /v1/submissions/{station}/{date}` */
export interface HeldDay {
  readonly document: Readonly<Record<string, unknown>>;
  readonly revision: number;
}
