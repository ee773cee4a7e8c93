/** The units below by any KPI: who is really different? A map of the province, else their intervals. */
import { useMemo } from 'react';
import type { Figures, KpiDefinition, List, Scorecard } from '../api.ts';
import { CityMap } from '../charts/city-map.tsx';
import { Figure } from '../charts/figure.tsx';
import { Intervals } from '../charts/intervals.tsx';
import { ExportButton } from '../export-button.tsx';
import { count, finestOf, mark, periodName, valueAlone } from '../format.ts';
import { placeName } from '../made-up.ts';
import { Part } from '../part.tsx';
import { type Resource, useResource } from '../resource.ts';
import { navigate, scorecardAddress, useQueryWord } from '../router.tsx';
import { useWords } from '../words.ts';
import { CompareTable, Shades } from './compare-table.tsx';
import { compareTitle, comparisonOf } from './comparison.ts';
import { LEAD } from './told.ts';
import { useOverviewWords } from './words.ts';

const BELOW: Readonly<Record<string, string>> = {
  province: 'city',
  city: 'county',
  county: 'station',
};

export function Compare({
  period,
  unit,
  card,
  catalogue,
  place,
}: {
  readonly period: string;
  readonly unit: string;
  readonly card: Resource<Scorecard>;
  readonly catalogue: Resource<List<KpiDefinition>>;
  /** The overview of a unit below. */
  readonly place: (unit: string) => string;
}) {
  const { language } = useWords();
  const { say } = useOverviewWords();
  const [kpi, setKpi] = useQueryWord('kpi', LEAD);
  const definitions = catalogue.value?.items;
  // Only what the catalogue has is asked for; an address may name anything.
  const definition = definitions?.find(({ id }) => id === kpi);
  const asked = definition?.id ?? (definitions ? LEAD : undefined);
  const path = asked && `/figures/${period}?within=${unit}&kpis=${asked}`;
  const figures = useResource<Figures>(path, language);
  const level = figures.value?.level ?? BELOW[card.value?.unit.level ?? ''];
  const name = say.part.names.compare;
  return (
    <div className="overview-compare">
      <Part of={catalogue} name={name} rows={8}>
        {({ items }) => (
          <Part of={figures} name={name} rows={8}>
            {(value) => {
              // While another KPI's figures are awaited, those shown are of the one before.
              const shown = Object.keys(value.items[0]?.kpis ?? value.within.kpis)[0] ?? asked;
              const of = items.find(({ id }) => id === shown);
              return (
                of && (
                  <Shown
                    figures={value}
                    definition={of}
                    place={place}
                    choice={
                      <>
                        <KpiChoice
                          value={asked ?? LEAD}
                          definitions={items.filter(
                            ({ levels }) => !level || levels.some((one) => one === level),
                          )}
                          choose={setKpi}
                        />
                        {path && <ExportButton path={path} />}
                      </>
                    }
                  />
                )
              );
            }}
          </Part>
        )}
      </Part>
    </div>
  );
}

/** Any KPI that the units below have, by family. */
function KpiChoice({
  value,
  definitions,
  choose,
}: {
  readonly value: string;
  readonly definitions: readonly KpiDefinition[];
  readonly choose: (kpi: string) => void;
}) {
  const { language } = useWords();
  const { say } = useOverviewWords();
  const families = Map.groupBy(definitions, ({ family }) => family.name[language]);
  return (
    <label>
      {say.compare.label}{' '}
      <select className="select" value={value} onChange={({ target }) => choose(target.value)}>
        {[...families].map(([family, kpis]) => (
          <optgroup key={family} label={family}>
            {kpis.map(({ id, name, restricted }) => (
              <option key={id} value={id}>
                {name[language]}
                {restricted ? ` (${say.monitored})` : ''}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}

function Shown({
  figures,
  definition,
  place,
  choice,
}: {
  readonly figures: Figures;
  readonly definition: KpiDefinition;
  readonly place: (unit: string) => string;
  readonly choice: React.ReactNode;
}) {
  const { language, words } = useWords();
  const { say } = useOverviewWords();
  const { period, within, level } = figures;
  const own = placeName(within.unit.name);
  const comparison = useMemo(
    () => comparisonOf(figures, definition, language, { say, words }),
    [figures, definition, language, say, words],
  );
  const { units, classes, overall } = comparison;
  const title = compareTitle(comparison, { definition, level, own }, language, say);
  const intervals = useMemo(
    () => ({
      ...{ units, classes, label: title },
      overall:
        overall === null
          ? undefined
          : {
              value: overall,
              label: say.compare.overall(own, valueAlone(overall, definition, language)),
            },
      print: (value: number) => mark(value, definition, language),
      finest: finestOf(definition),
    }),
    [units, classes, overall, title, own, definition, language, say],
  );
  const note = within.kpis[definition.id]?.note;
  const isMap = within.unit.level === 'province';
  const open = (code: string) =>
    navigate(level === 'station' ? scorecardAddress(period, code) : place(code));
  const toOverview = level === 'station' ? undefined : place;
  return (
    <Figure
      title={title}
      controls={choice}
      caption={[
        own,
        periodName(period, language),
        words.revision(figures.revision),
        words.completeness(
          count(within.completeness.submitted),
          count(within.completeness.expected),
        ),
        note && `${own}${say.compare.colon}${words.notes[note] ?? note}`,
        say.compare.explained,
        words.source,
      ]}
    >
      <div className={isMap ? 'overview-map' : 'overview-intervals'}>
        <div>
          {isMap ? (
            <CityMap
              cities={units}
              classes={classes}
              label={title}
              missing={say.compare.notUnit}
              onPick={open}
            />
          ) : (
            <Intervals comparison={intervals} onPick={open} />
          )}
          <Shades
            {...{ comparison, definition, isMap }}
            line={overall === null ? undefined : own}
          />
        </div>
        <CompareTable {...{ period, definition, own, units, toOverview }} />
      </div>
    </Figure>
  );
}
