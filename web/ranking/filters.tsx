/** Which lines of a ranking are shown: by name, grade, echelon, area, and what is sure or missing. */
import { Button, Checkbox, Input, Select } from 'antd';
import { count } from '../format.ts';
import { gradeName } from '../words.ts';
import type { Wording } from './columns.tsx';
import type { Entry } from './entry.ts';
import type { Filter } from './filter.ts';
import type { Shown, ShownState } from './state.ts';
import { PEER_GROUPS, peerGroupName } from './words.ts';

export const NO_FILTER: Filter = {
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

export const isFiltered = (filter: Filter) => Object.values(filter).some(Boolean);

export function Filters({
  all,
  shown,
  isStations,
  state,
  wording,
}: {
  readonly all: readonly Entry[];
  /** How many are shown. */
  readonly shown: number;
  readonly isStations: boolean;
  readonly state: ShownState;
  readonly wording: Wording;
}) {
  const { language, words, say } = wording;
  const filter = filterOf(state.shown);
  const isKpi = state.shown.kpi !== '';
  const grades = gradesOf(all);
  const select = (
    key: 'grade' | 'echelon' | 'area' | 'reported' | 'peers',
    label: string,
    options: readonly { readonly value: string; readonly label: string }[],
  ) => (
    <span>
      {label}{' '}
      <Select
        aria-label={label}
        value={state.shown[key]}
        style={{ minWidth: 110 }}
        popupMatchSelectWidth={false}
        options={[{ value: '', label: say.any }, ...options]}
        onChange={(next) => state.show({ [key]: next })}
      />
    </span>
  );
  return (
    <search className="controls ranking-filters" aria-label={say.filters}>
      <Input
        allowClear
        aria-label={say.name}
        placeholder={say.name}
        value={state.shown.name}
        onChange={({ target }) => state.show({ name: target.value })}
      />
      {!isKpi && (
        <>
          {select(
            'grade',
            say.grade,
            grades.map((grade) => ({ value: grade, label: gradeName(grade, language) })),
          )}
          {select(
            'echelon',
            say.echelon,
            (['first', 'second', 'third'] as const).map((value) => ({
              ...{ value, label: words.echelons[value] },
            })),
          )}
        </>
      )}
      {isStations && (
        <>
          {select(
            'area',
            say.area,
            Object.entries(say.areas).map(([value, label]) => ({ value, label })),
          )}
          {select(
            'peers',
            say.peers,
            PEER_GROUPS.map((value) => ({ value, label: peerGroupName(value, say) ?? value })),
          )}
        </>
      )}
      {select('reported', say.reported, [
        { value: 'gaps', label: say.gaps },
        { value: 'few', label: say.few },
      ])}
      {!isKpi && (
        <Checkbox
          checked={state.shown.certain === 'yes'}
          onChange={({ target }) => state.show({ certain: target.checked ? 'yes' : '' })}
        >
          {say.certain}
        </Checkbox>
      )}
      {isFiltered(filter) && (
        <>
          <span role="status">{say.shownOf(count(shown), count(all.length))}</span>
          <Button
            size="small"
            onClick={() =>
              state.show({ ...NO_FILTER, ...(!isKpi && { peers: state.shown.peers }) })
            }
          >
            {say.clear}
          </Button>
        </>
      )}
    </search>
  );
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
