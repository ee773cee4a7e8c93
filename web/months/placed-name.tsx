/** A unit with where it lies, since names of stations recur across a province; the way to its card. */
import { Place } from '../place.tsx';
import { Link } from '../router.tsx';
import { useWords } from '../words.ts';
import { nameOf } from './flags-section.tsx';
import type { PlacedUnit } from './months.ts';

export function PlacedName({
  unit,
  cardOf,
}: {
  readonly unit: PlacedUnit;
  readonly cardOf: (unit: string) => string;
}) {
  const { words } = useWords();
  const where = unit.above.map((one) => nameOf(one)).join(' ');
  return (
    <>
      <Link to={cardOf(unit.code)} aria-label={words.openScorecard(nameOf(unit))}>
        <Place name={unit.name ?? unit.code} />
      </Link>
      {where && (
        <div className="months-where">
          <Place name={where} />
        </div>
      )}
    </>
  );
}
