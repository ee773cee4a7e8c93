/** A unit of the own branch, chosen level by level from the own one down. */
import { useId, useState } from 'react';
import type { List, Unit } from '../api.ts';
import { placeName } from '../made-up.ts';
import { useResource } from '../resource.ts';
import { useWords } from '../words.ts';
import { Select } from './fields.tsx';
import { useReviewWords } from './review-words.ts';

export function UnitPicker({
  own,
  label,
  fault,
  onChange,
}: {
  readonly own: Unit;
  readonly label: string;
  readonly fault: string | undefined;
  /** The lowest unit that is chosen; undefined until one is. */
  readonly onChange: (unit: Unit | undefined) => void;
}) {
  const [chain, setChain] = useState<readonly Unit[]>([]);
  const id = useId();
  const change = (place: number, unit: Unit | undefined) => {
    const next = [...chain.slice(0, place), ...(unit ? [unit] : [])];
    setChain(next);
    onChange(next.at(-1));
  };
  return (
    <fieldset className="months-units" {...(fault && { 'aria-describedby': `${id}-fault` })}>
      <legend>{label}</legend>
      {[own, ...chain].map((above, place) =>
        above.level === 'station' ? null : (
          <Below
            key={above.code}
            above={above}
            chosen={chain[place]}
            onChange={(unit) => change(place, unit)}
          />
        ),
      )}
      {fault && (
        <div id={`${id}-fault`} className="months-fault" role="alert">
          {fault}
        </div>
      )}
    </fieldset>
  );
}

function Below({
  above,
  chosen,
  onChange,
}: {
  readonly above: Unit;
  readonly chosen: Unit | undefined;
  readonly onChange: (unit: Unit | undefined) => void;
}) {
  const { language } = useWords();
  const { say } = useReviewWords();
  const children = useResource<List<Unit>>(`/units/${above.code}/children`, language);
  const items = children.value?.items ?? [];
  return (
    <Select
      aria-label={`${placeName(above.name)} ›`}
      value={chosen?.code ?? ''}
      options={[
        ['', chosen === undefined && items.length > 0 ? say.chooseUnit : say.wholeUnit],
        ...items.map(({ code, name }) => [code, placeName(name)] as const),
      ]}
      onChange={(code) => onChange(items.find((unit) => unit.code === code))}
    />
  );
}
