/** What is ranked: the period, the level, the score or a KPI. */
import { Select } from 'antd';
import { memo } from 'react';
import type { KpiDefinition, PeriodState } from '../api.ts';
import { periodName } from '../format.ts';
import { draftOnly } from '../periods.ts';
import { navigate } from '../router.tsx';
import type { Wording } from './cells.tsx';
import { changed, elsewhere, here } from './state.ts';
import type { Scope } from './use-scope.ts';

function PlainControls({
  scope,
  offered,
  kpis,
  kpi: shown,
  ranked,
  isLoading,
  wording: { language, words, say },
}: {
  readonly scope: Scope;
  /** The periods that can be chosen. */
  readonly offered: readonly PeriodState[];
  readonly kpis: readonly KpiDefinition[];
  /** What is ranked: a KPI, or, where empty, the score. */
  readonly kpi: string;
  /** The same as the catalogue has it. It can be one that no better side makes a ranking of. */
  readonly ranked: KpiDefinition | undefined;
  readonly isLoading: boolean;
  readonly wording: Wording;
}) {
  const { period, level, levels, unit } = scope;
  const options = offered.map((one) => ({
    value: one.period,
    label: [periodName(one.period, language), one.state === 'draft' && words.states.draft]
      .filter(Boolean)
      .join(' · '),
  }));
  // A period that nobody has published can be asked for by its address.
  if (!offered.some((one) => one.period === period)) {
    options.unshift({ value: period, label: periodName(period, language) });
  }
  const lead = (next: string) => {
    const revision = draftOnly(offered.find((one) => one.period === next));
    navigate(
      elsewhere(here(), `/rankings/${next}`, {
        revision: revision === undefined ? undefined : String(revision),
      }),
    );
  };
  return (
    <div className="controls">
      <span>
        {words.period}{' '}
        <Select
          aria-label={words.period}
          value={period}
          style={{ minWidth: 140 }}
          options={options}
          onChange={lead}
        />
      </span>
      {levels.length > 1 && (
        <span>
          {words.level}{' '}
          <Select<string>
            aria-label={words.level}
            value={level}
            style={{ minWidth: 110 }}
            options={levels.map((one) => ({ value: one, label: words.levels[one] ?? one }))}
            onChange={(next) =>
              navigate(elsewhere(here(), `/rankings/${period}`, { level: next, peers: undefined }))
            }
          />
        </span>
      )}
      {/* A station sees its neighbours' scores, and no more of them. */}
      {unit && (
        <span>
          {say.what}{' '}
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={say.what}
            value={shown}
            style={{ width: 240, maxWidth: '70vw' }}
            popupMatchSelectWidth={false}
            options={optionsOf(withRanked(kpis, ranked), language, say.whole)}
            onChange={(kpi: string) => navigate(changed(here(), { kpi, sort: 'rank' }))}
          />
        </span>
      )}
      <span className="quiet" role="status">
        {isLoading ? words.updating : ''}
      </span>
    </div>
  );
}

/** Not made again with every letter that is typed into the filter. */
export const Controls = memo(PlainControls);

/** What is ranked has its name in the list, also where it can only be asked for by its address. */
export const withRanked = (kpis: readonly KpiDefinition[], ranked: KpiDefinition | undefined) =>
  ranked && !kpis.some(({ id }) => id === ranked.id) ? [...kpis, ranked] : kpis;

/** The score, then the KPIs by family. */
function optionsOf(kpis: readonly KpiDefinition[], language: 'zh' | 'en', whole: string) {
  const families = new Map<string, { label: string; value: string }[]>();
  for (const { id, name, family } of kpis) {
    const option = { value: id, label: name[language] };
    const members = families.get(family.name[language]);
    if (members) members.push(option);
    else families.set(family.name[language], [option]);
  }
  return [
    { value: '', label: whole },
    ...Array.from(families, ([label, options]) => ({ label, title: label, options })),
  ];
}
