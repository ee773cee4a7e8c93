/** What rows of the reference data add to measures. */
import { daysBetween, monthOf } from '../calendar/day.ts';
import type { Measures } from '../kpis/evaluate.ts';
import type { ReferenceKind } from '../units/kinds.ts';
import type { Facts } from './facts.ts';

/** A row of the reference data and what it adds. */
export interface ReferenceTrace {
  readonly kind: ReferenceKind;
  readonly row: Readonly<Record<string, unknown>>;
  readonly measures: Measures;
}

function* gridTraces({ span, book, grids }: Facts): Iterable<ReferenceTrace> {
  const days = daysBetween(span.first, span.last) + 1;
  const staffed = new Set(book.rosterOn(span.last)?.rows.flatMap(({ grids }) => grids));
  for (const grid of grids.values()) {
    const { population, households, kind, code } = grid;
    const measures = {
      ...{ population, households, grids: 1, grid_days: days },
      ...{ zero_case_grids: 1, three_zero_grids: 1 },
      ...(kind === 'village' ? { villages: 1 } : { communities: 1 }),
      ...(staffed.has(code) && { grids_staffed: 1 }),
    };
    yield { kind: 'grids', row: grid, measures };
  }
}

function* rosterTraces({ span, book, own }: Facts): Iterable<ReferenceTrace> {
  for (const entry of book.rosterOn(span.last)?.rows ?? []) {
    if (!own.has(entry.station)) continue;
    const measures = {
      ...(entry.role !== 'other' && { officers: 1 }),
      ...(entry.role === 'community_officer' && { quota_officers: 1 }),
    };
    yield { kind: 'roster', row: entry, measures };
  }
}

function* namedTraces({ unit, span, book }: Facts): Iterable<ReferenceTrace> {
  for (const row of book.staffingOn(span.last)) {
    const { county, ...measures } = row;
    if (county === unit) yield { kind: 'staffing', row, measures };
  }
  for (const row of book.surveys()) {
    const { kind, period, respondents, positive } = row;
    if (row.unit !== unit || period < monthOf(span.first) || period > monthOf(span.last)) continue;
    const measures = { [`${kind}_respondents`]: respondents, [`${kind}_positive`]: positive };
    yield { kind: 'surveys', row, measures };
  }
  for (const row of book.leadership()) {
    const { leader_visits, consultations } = row;
    if (
      row.unit !== unit ||
      row.month < monthOf(span.yearFirst) ||
      row.month > monthOf(span.last)
    ) {
      continue;
    }
    yield { kind: 'leadership', row, measures: { leader_visits, consultations } };
  }
}

/**
 * The rows of the reference data that are about the unit: its grids and officers at the end of the
 * period, and the rows that name it.
 */
export function referenceTraces(facts: Facts): ReferenceTrace[] {
  return [...gridTraces(facts), ...rosterTraces(facts), ...namedTraces(facts)];
}
