/** The way to every page that the account has a use for. */
import {
  calendarAddress,
  catalogueAddress,
  Link,
  overviewAddress,
  rankingAddress,
  routeOf,
  scorecardAddress,
  uploadAddress,
  useAddress,
} from './router.tsx';
import type { Session } from './session.ts';
import { useWords } from './words.ts';

/** What stands on a unit's card, or is reached from it. */
const CARD_PAGES = ['scorecard', 'evidence', 'village', 'report'];

export function Navigation({
  session,
  isStation,
}: {
  readonly session: Session;
  readonly isStation: boolean;
}) {
  const { words } = useWords();
  const { page } = routeOf(useAddress());
  const { unit, role } = session;
  const sends = role !== 'viewer';
  const reviews = role === 'reviewer' || role === 'administrator';
  const names = words.pages;
  const trail = reviews ? ([[names.trail, '/trail', ['trail']]] as const) : [];
  const links: readonly (readonly [name: string, to: string, pages: readonly string[]])[] =
    isStation
      ? [
          [names.calendar, calendarAddress(unit), ['calendar', 'day', 'revision']],
          ...(sends ? ([[names.upload, uploadAddress(unit), ['upload']]] as const) : []),
          [names.scorecard, scorecardAddress('latest', unit), CARD_PAGES],
          [names.ranking, rankingAddress(), ['ranking']],
          [names.appeals, '/appeals', ['appeals']],
          [names.catalogue, catalogueAddress(), ['catalogue']],
          ...trail,
          [names.guide, '/guide', ['guide']],
        ]
      : [
          [names.overview, overviewAddress(), ['overview']],
          [names.unit, scorecardAddress('latest', unit), CARD_PAGES],
          [names.ranking, rankingAddress(), ['ranking']],
          [names.today, '/today', ['today', 'calendar', 'day', 'revision', 'upload']],
          ...(reviews ? ([[names.months, '/months', ['months', 'month']]] as const) : []),
          [names.appeals, '/appeals', ['appeals']],
          [names.schemes, '/schemes', ['schemes', 'scheme']],
          [names.catalogue, catalogueAddress(), ['catalogue']],
          ...(sends
            ? ([
                [names.bulk, '/bulk', ['bulk']],
                [names.imports, '/imports', ['imports']],
              ] as const)
            : []),
          ...trail,
          [names.guide, '/guide', ['guide']],
        ];
  return (
    <nav className="pages" aria-label={names.label}>
      {links.map(([name, to, pages]) => (
        <Link key={to} to={to} {...(pages.includes(page) && { 'aria-current': 'page' as const })}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
