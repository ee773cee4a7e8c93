/** Where a unit stands: the way down to it from the own unit, each step a link. */
import type { ReactNode } from 'react';
import type { Unit, UnitInBranch } from './api.ts';
import { Place } from './place.tsx';
import { useResource } from './resource.ts';
import { Link } from './router.tsx';
import { useWords } from './words.ts';

export function Breadcrumbs({
  unit,
  to,
  last,
}: {
  readonly unit: string;
  /** The same page of another unit. */
  readonly to: (unit: Unit) => string;
  /** What stands below the unit: a village, a KPI. The unit itself is a link then. */
  readonly last?: ReactNode;
}) {
  const { language, words } = useWords();
  // A unit that is no longer in force has its page, but no place in the tree of today.
  const { value } = useResource<UnitInBranch>(`/units/${unit}`, language);
  const steps = value ? [...value.above, ...(last === undefined ? [] : [value])] : [];
  const end = last ?? (value && <Place name={value.name} />);
  return (
    <nav className="breadcrumbs" aria-label={words.branch}>
      <ol>
        {steps.map((one) => (
          <li key={one.code}>
            <Link to={to(one)}>
              <Place name={one.name} />
            </Link>
          </li>
        ))}
        {/* Its line is there from the start, so that nothing moves when it is known. */}
        <li aria-current="page">{end ?? '\u00a0'}</li>
      </ol>
    </nav>
  );
}
