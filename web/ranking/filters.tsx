/** Which lines of a ranking are shown: by name, grade, echelon, area, and what is sure or missing. */
import { Button, Checkbox, Input, Select } from 'antd';
import { memo, useMemo } from 'react';
import { count } from '../format.ts';
import { gradeName } from '../words.ts';
import type { Wording } from './cells.tsx';
import type { Entry } from './entry.ts';
import type { Filter } from './filter.ts';
import { type Shown, show } from './state.ts';
import { PEER_GROUPS, peerGroupName } from './words.ts';

const NO_FILTER: Filter = {
  ...{ name: '', grade: '', echelon: '', area: '', peers: '', certain: '', reported: '' },
};

/** The filter that the address asks for. */
export function filterOf(shown: Shown): Filter {
  const { name, grade, echelon, area, certain, reported, kpi, peers } = shown;
  // Of the score the API ranks the peer group by itself; a KPI's table is only narrowed to it.
  const narrowed = { name, area, reported, peers: kpi ? peers : '' };
  const judged = kpi ? { grade: '', echelon: '', certain: '' } : { grade, echelon, certain };
  return { ...narrowed, ...judged };
}

const isFiltered = (filter: Filter) => Object.values(filter).some(Boolean);

export function Filters({
  all,
  count: found,
  isStations,
  shown,
  wording,
}: {
  readonly all: readonly Entry[];
  /** How many are shown. */
  readonly count: number;
  readonly isStations: boolean;
  readonly shown: Shown;
  readonly wording: Wording;
}) {
  const { say } = wording;
  const isKpi = shown.kpi !== '';
  const options = useOptions(all, wording);
  return (
    <search className="controls ranking-filters" aria-label={say.filters}>
      <Input
        allowClear
        aria-label={say.name}
        placeholder={say.name}
        value={shown.name}
        onChange={({ target }) => show({ name: target.value })}
      />
      {!isKpi && (
        <>
          <Choice word="grade" label={say.grade} value={shown.grade} options={options.grade} />
          <Choice
            {...{ word: 'echelon', label: say.echelon, value: shown.echelon }}
            options={options.echelon}
          />
        </>
      )}
      {isStations && (
        <>
          <Choice word="area" label={say.area} value={shown.area} options={options.area} />
          <Choice word="peers" label={say.peers} value={shown.peers} options={options.peers} />
        </>
      )}
      <Choice
        {...{ word: 'reported', label: say.reported, value: shown.reported }}
        options={options.reported}
      />
      {!isKpi && <Certain isOn={shown.certain === 'yes'} label={say.certain} />}
      {isFiltered(filterOf(shown)) && (
        <>
          <span role="status">{say.shownOf(count(found), count(all.length))}</span>
          <Button
            size="small"
            onClick={() => show({ ...NO_FILTER, ...(!isKpi && { peers: shown.peers }) })}
          >
            {say.clear}
          </Button>
        </>
      )}
    </search>
  );
}

interface Option {
  readonly value: string;
  readonly label: string;
}

interface ChoiceProps {
  readonly word: 'grade' | 'echelon' | 'area' | 'reported' | 'peers';
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
}

/** Not made again with every letter that is typed beside it. */
const Choice = memo(function Choice({ word, label, value, options }: ChoiceProps) {
  return (
    <span>
      {label}{' '}
      <Select
        aria-label={label}
        value={value}
        style={{ minWidth: 110 }}
        popupMatchSelectWidth={false}
        options={[...options]}
        onChange={(next) => show({ [word]: next })}
      />
    </span>
  );
});

const Certain = memo(function Certain({
  isOn,
  label,
}: {
  readonly isOn: boolean;
  readonly label: string;
}) {
  return (
    <Checkbox
      checked={isOn}
      onChange={({ target }) => show({ certain: target.checked ? 'yes' : '' })}
    >
      {label}
    </Checkbox>
  );
});

/** What can be chosen; the same arrays until the words or the rows are others. */
function useOptions(
  all: readonly Entry[],
  { language, words, say }: Wording,
): Readonly<Record<ChoiceProps['word'], readonly Option[]>> {
  return useMemo(() => {
    const any = { value: '', label: say.any };
    const echelons = ['first', 'second', 'third'] as const;
    return {
      grade: [any, ...gradesOf(all).map((value) => ({ value, label: gradeName(value, language) }))],
      echelon: [any, ...echelons.map((value) => ({ value, label: words.echelons[value] }))],
      area: [any, ...Object.entries(say.areas).map(([value, label]) => ({ value, label }))],
      peers: [
        any,
        ...PEER_GROUPS.map((value) => ({ value, label: peerGroupName(value, say) ?? value })),
      ],
      reported: [any, { value: 'gaps', label: say.gaps }, { value: 'few', label: say.few }],
    };
  }, [all, language, words, say]);
}

/** The grades that there are, the best first. */
function gradesOf(entries: readonly Entry[]): string[] {
  const best = new Map<string, number>();
  for (const { place, value } of entries) {
    const grade = place?.score.grade;
    if (grade && value !== null) best.set(grade, Math.max(best.get(grade) ?? 0, value));
  }
  return [...best].sort(([, a], [, b]) => b - a).map(([grade]) => grade);
}
