/** What if the weights were others: sliders, and which ranks move. A trial: nothing is stored. */
import { Alert, Checkbox } from 'antd';
import { useMemo, useState } from 'react';
import type { KpiDefinition, List } from '../api.ts';
import { Figure } from '../charts/figure.tsx';
import { Slope } from '../charts/slope.tsx';
import { ExportButton } from '../export-button.tsx';
import { correlation, count, NOTHING, percent, points } from '../format.ts';
import { useResource } from '../resource.ts';
import { Failed, Loading } from '../states.tsx';
import { RankChange, UnitName, type Ways, type Wording } from './cells.tsx';
import { type ShownState, show, weightsOf, weightsWord } from './state.ts';
import { agreementOf, DRAWN, moversOf, slopeRows } from './trial.ts';
import type { Scope } from './use-scope.ts';
import {
  SIMULATION,
  type SimulatedUnit,
  type Simulation,
  useSimulation,
} from './use-simulation.ts';
import { type Column, VirtualTable } from './virtual-table.tsx';
import { type SchemeDocument, type SchemeEntry, Weights, weightsNow } from './weights.tsx';

export function WhatIf({
  scope,
  judging,
  kpis,
  state,
  ways,
  wording,
  caption,
}: {
  readonly scope: Scope;
  /** The scheme that judged. */
  readonly judging: string;
  readonly kpis: readonly KpiDefinition[];
  readonly state: ShownState;
  readonly ways: Ways;
  readonly wording: Wording;
  readonly caption: readonly (string | false | null | undefined)[];
}) {
  const { language, words, say } = wording;
  const { shown } = state;
  const schemes = useResource<List<SchemeEntry>>('/schemes', language);
  const chosen = shown.scheme || judging;
  const scheme = useResource<SchemeDocument>(`/schemes/${chosen}`, language);
  const given = useMemo(() => weightsOf(shown.weights), [shown.weights]);
  const document = scheme.loading ? undefined : scheme.value;
  const now = document && weightsNow(document, scope.level, given);
  const isEmpty = now !== undefined && !Object.values(now).some((weight) => weight > 0);
  const isTouched = Object.keys(given).length > 0 || chosen !== judging;
  const trial = useSimulation(
    document && isTouched && !isEmpty
      ? {
          ...{ period: scope.period, within: scope.within, level: scope.level },
          ...{ scheme: chosen, weights: given },
          ...(scope.revision !== undefined && { revision: scope.revision }),
          ...(shown.positions === 'exact' && { positions: 'exact' as const }),
        }
      : undefined,
    language,
  );
  const failed = [schemes, scheme].find(({ failure }) => failure);
  if (failed?.failure) return <Failed failure={failed.failure} retry={failed.retry} />;
  if (!scheme.value || !schemes.value) return <Loading rows={12} />;
  const result = isTouched && !isEmpty ? trial.value : undefined;
  return (
    <>
      <Alert type="info" showIcon title={say.trial.notice} className="ranking-told" />
      <div className="ranking-trial">
        <Weights
          scheme={scheme.value}
          schemes={schemes.value.items}
          judging={judging}
          level={scope.level}
          kpis={kpis}
          given={given}
          change={(weights) => show({ weights: weightsWord(weights) })}
          choose={(next) => show({ scheme: next === judging ? '' : next, weights: '' })}
          wording={wording}
        />
        <div aria-busy={trial.loading}>
          {trial.failure && <Failed failure={trial.failure} retry={trial.retry} />}
          {(isEmpty || trial.refusals.length > 0) && (
            <Alert
              type="warning"
              showIcon
              title={say.trial.refused}
              description={isEmpty ? say.trial.empty : trial.refusals.join(' ')}
            />
          )}
          {!isTouched && <p>{say.trial.untouched}</p>}
          <p role="status" className="quiet">
            {trial.loading && result ? say.trial.updating : trial.loading ? words.updating : ''}
          </p>
          {trial.loading && !result && <Loading rows={8} />}
          {result && !trial.failure && (
            <div className={trial.loading ? 'stale' : undefined}>
              <Result
                result={result}
                kpis={kpis}
                ways={ways}
                wording={wording}
                caption={caption}
                place={state.address}
                asked={trial.asked}
              />
            </div>
          )}
        </div>
      </div>
    </>
  );
}

function Result({
  result,
  kpis,
  ways,
  wording,
  caption,
  place,
  asked,
}: {
  readonly result: Simulation;
  readonly kpis: readonly KpiDefinition[];
  readonly ways: Ways;
  readonly wording: Wording;
  readonly caption: readonly (string | false | null | undefined)[];
  readonly place: string;
  /** What the trial asked for: the workbook asks for the same. */
  readonly asked: string | undefined;
}) {
  const { language, say } = wording;
  const { summary, items, restricted, level } = result;
  const [isAll, setAll] = useState(false);
  const movers = useMemo(() => moversOf(items), [items]);
  const slopes = useMemo(() => slopeRows(movers), [movers]);
  const columns = useMemo(() => columnsOf(ways, wording), [ways, wording]);
  const agreement = agreementOf(summary.spearman);
  const units = say.units(level, summary.of);
  const title =
    summary.moved + summary.echelonChanged > 0
      ? say.trial.title(summary.moved, units, summary.echelonChanged)
      : say.trial.none(units);
  const names = restricted.map((id) => kpis.find((kpi) => kpi.id === id)?.name[language] ?? id);
  const isDrawn = slopes.length > 0;
  return (
    <Figure title={title} caption={[...caption, isDrawn && say.trial.caption]}>
      <p className="ranking-told">
        {agreement &&
          summary.spearman !== null &&
          say.trial.agreed(say.trial.agreement[agreement], correlation(summary.spearman))}
        {say.trial.over(count(summary.of))}
      </p>
      {names.length > 0 && (
        <p className="worse">{say.trial.counts(names.join(language === 'zh' ? '、' : ', '))}</p>
      )}
      {result.positions === 'withheld' && <p className="quiet">{say.trial.withheld}</p>}
      {isDrawn && (
        <>
          <h3>{say.trial.slopeTitle(slopes.length, movers.length > DRAWN)}</h3>
          <Slope
            rows={slopes}
            label={say.trial.slopeTitle(slopes.length, movers.length > DRAWN)}
            before={say.trial.before}
            after={say.trial.after}
          />
        </>
      )}
      <div className="controls">
        <Checkbox checked={!isAll} onChange={({ target }) => setAll(!target.checked)}>
          {say.trial.onlyChanged}
        </Checkbox>
        {asked !== undefined && <ExportButton path={SIMULATION} body={asked} />}
      </div>
      <VirtualTable
        label={say.trial.table}
        columns={columns}
        rows={isAll ? items : movers}
        keyOf={({ unit }) => unit.code}
        place={`trial ${place}`}
      />
    </Figure>
  );
}

function columnsOf(ways: Ways, wording: Wording): Column<SimulatedUnit>[] {
  const { words, say } = wording;
  const from = (before: string, after: string) =>
    before === after ? before : `${before} → ${after}`;
  const score = (value: number | null) => (value === null ? NOTHING : points(value));
  return [
    {
      ...{ key: 'unit', title: words.unit, width: 140, stays: true, isName: true },
      render: ({ unit }) => <UnitName entry={{ unit, above: [] }} ways={ways} wording={wording} />,
    },
    {
      ...{ key: 'moved', title: say.trial.moved, width: 110 },
      render: ({ moved, before, after }) => (
        <>
          <span className="ranking-line">
            <RankChange change={moved} words={words} />
          </span>
          {before.rank !== null && after.rank !== null && (
            <span className="ranking-second">{from(String(before.rank), String(after.rank))}</span>
          )}
        </>
      ),
    },
    {
      ...{ key: 'scores', title: say.trial.scores, width: 120, isNumber: true },
      render: ({ before, after }) => from(score(before.score), score(after.score)),
    },
    {
      ...{ key: 'echelons', title: say.trial.echelons, width: 170 },
      render: ({ before, after }) => {
        const name = (one: typeof before.echelon) => (one ? words.echelons[one] : NOTHING);
        return from(name(before.echelon), name(after.echelon));
      },
    },
    {
      ...{ key: 'stability', title: say.trial.unstable, width: 150, isNumber: true },
      render: ({ after }) => (after.stability === null ? NOTHING : percent(after.stability)),
    },
  ];
}
