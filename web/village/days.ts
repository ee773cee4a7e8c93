/** A village's days as a calendar shows them: how long officers were there. */
import type { Day } from '../../shared/calendar/day.ts';
import type { DayKind } from '../charts/day-calendar.tsx';
import type { VillageDay } from './village.ts';

const MEDIUM = 120;
const LONG = 360;

/** The darker, the longer; a mark of its own each. */
export const LOOKS: readonly Omit<DayKind, 'name'>[] = [
  { id: 'long', mark: '■', fill: '#12436d', ink: '#ffffff' },
  { id: 'medium', mark: '◧', fill: '#6bace6', ink: '#1f1f1f' },
  { id: 'short', mark: '▫', fill: '#cfe2f3', ink: '#1f1f1f' },
  { id: 'none', mark: '–', fill: '#ffffff', ink: '#595959' },
  { id: 'missing', mark: '✕', fill: '#fde0cf', ink: '#8a3208' },
];

/** A date with all that documents say of it: a village may have changed hands. */
export interface ShownDay {
  readonly date: Day;
  readonly kind: string;
  readonly minutes: number;
  readonly rows: number;
  /** The documents that came, that of the station which it belongs to first. */
  readonly documents: readonly { readonly station: string; readonly revision: number }[];
}

export function shownDays(days: readonly VillageDay[], station: string): ShownDay[] {
  return [...Map.groupBy(days, ({ date }) => date)].map(([date, entries]) => {
    const documents = entries
      .flatMap(({ station: sender, revision }) =>
        revision === null ? [] : [{ station: sender, revision }],
      )
      .toSorted((a, b) => Number(b.station === station) - Number(a.station === station));
    const minutes = entries.reduce((sum, entry) => sum + entry.minutes, 0);
    const rows = entries
      .flatMap((entry) => Object.values(entry.rows))
      .reduce((sum, number) => sum + number, 0);
    const kind = documents.length === 0 ? 'missing' : kindOf(minutes);
    return { date, kind, minutes, rows, documents };
  });
}

function kindOf(minutes: number): string {
  if (minutes === 0) return 'none';
  if (minutes < MEDIUM) return 'short';
  return minutes < LONG ? 'medium' : 'long';
}
