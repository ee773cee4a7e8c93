/** Who is really different: a share or a rate against the size of what it is of. */
import { Checkbox } from 'antd';
import { useMemo } from 'react';
import type { FunnelSignificance } from '../../shared/statistics/funnel.ts';
import type { Counted, Figures, KpiDefinition } from '../api.ts';
import { Drawing, type Kind } from '../charts/drawing.tsx';
import { Figure } from '../charts/figure.tsx';
import { type FunnelKind, funnelOf, INNER, OUTER, standingOf } from '../charts/funnel.ts';
import { type FunnelPoint, funnelOption } from '../charts/funnel-option.ts';
import { count, counts, points as decimals, headed, kpiValue, valueAlone } from '../format.ts';
import { placeName } from '../made-up.ts';
import { Link, navigate } from '../router.tsx';
import { UnitName, type Ways, type Wording } from './cells.tsx';
import { unitOf as columnUnit } from './columns.tsx';
import type { Entry } from './entry.ts';
import { denominatorName } from './funnels.ts';
import { changed, type ShownState, show } from './state.ts';
import type { RankingWords } from './words.ts';

const KINDS: readonly Kind[] = ['scatter', 'line', 'labelLayout'];
const MANY_KINDS: readonly Kind[] = [...KINDS, 'canvas'];
/** From so many points on they are drawn on a canvas. */
const MANY = 300;

const PER_10K = 10_000;

export function FunnelView({
  entries,
  kpi,
  kind,
  figures,
  state,
  ways,
  wording,
  caption,
}: {
  /** Those that are shown. */
  readonly entries: readonly Entry[];
  readonly kpi: KpiDefinition;
  readonly kind: FunnelKind;
  readonly figures: Figures;
  readonly state: ShownState;
  readonly ways: Ways;
  readonly wording: Wording;
  readonly caption: readonly (string | false | null | undefined)[];
}) {
  const { language, words, say } = wording;
  const isAskedWide = state.shown.limits === 'wide';
  const total = figures.within.kpis[kpi.id];
  const funnel = useMemo(
    () => total && funnelOfFigures(kind, kpi, figures, total),
    [kind, kpi, figures, total],
  );
  const isWide = isAskedWide && funnel?.isDispersed === true;
  const placed = useMemo(
    () =>
      funnel
        ? entries.flatMap((entry) => {
            const unit = unitOf(entry);
            return unit ? [{ entry, unit, standing: standingOf(funnel, unit, isWide) }] : [];
          })
        : [],
    [entries, funnel, isWide],
  );
  const whole = placeName(figures.within.unit.name);
  const option = useMemo(() => {
    if (!funnel || placed.length === 0) return undefined;
    const print = (value: number) => kpiValue(value, kpi, language);
    const alone = (value: number) => valueAlone(value, kpi, language);
    const points = placed.map(
      ({ entry: { unit, above }, unit: figure, standing }): FunnelPoint => ({
        ...{ ...figure, standing, name: placeName(unit.name) },
        told: [
          above.map(({ name }) => placeName(name)).join(' '),
          `${alone(figure.value)} (${counts(figure.numerator, figure.denominator, kpi.display)})`,
          standingName(standing, say),
        ].filter(Boolean),
      }),
    );
    return funnelOption({
      ...{ funnel, isWide, points, better: kpi.better, print, printSize: count },
      words: {
        total: say.funnel.total(whole, alone(funnel.target * funnel.factor)),
        limit95: say.funnel.limit95,
        limit998: say.funnel.limit998,
        size: say.funnel.size(denominatorName(kpi.formula[language])),
        value: columnUnit(kpi, say),
      },
    });
  }, [funnel, placed, isWide, kpi, whole, language, say]);
  if (!funnel || !option) return <p role="status">{say.funnel.nothing(kpi.name[language])}</p>;
  const far = placed
    .filter(({ standing }) => standing.endsWith('998'))
    .toSorted((a, b) => ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing));
  const between = placed.filter(({ standing }) => standing.endsWith('_95')).length;
  const title = titleOf(
    placed.map(({ standing }) => standing),
    kpi.name[language],
    whole,
    {
      ...{ say, level: figures.level },
    },
  );
  const wideFar = isWide
    ? far.length
    : placed.filter(({ unit }) => standingOf(funnel, unit, true).endsWith('998')).length;
  const left = entries.length - placed.length;
  return (
    <Figure
      title={title}
      caption={caption}
      controls={
        funnel.isDispersed && (
          <Checkbox
            checked={isWide}
            onChange={({ target }) => show({ limits: target.checked ? 'wide' : '' })}
          >
            {say.funnel.wide}
          </Checkbox>
        )
      }
      data={{
        columns: [
          words.unit,
          headed(words.value, kpi, language),
          say.countOf.numerator,
          say.funnel.size(denominatorName(kpi.formula[language])),
          say.funnel.standing,
        ],
        rows: placed.map(({ entry, unit, standing }) => ({
          key: entry.unit.code,
          cells: [
            <UnitName key="name" entry={entry} ways={ways} wording={wording} />,
            kpiValue(unit.value, kpi, language),
            count(unit.numerator),
            count(unit.denominator),
            standingName(standing, say),
          ],
        })),
      }}
    >
      <p className="quiet ranking-told">
        {say.funnel.key}
        {left > 0 && ` ${say.funnel.few(count(left))}`}
      </p>
      {funnel.isDispersed && (
        <p className="ranking-told">
          {say.funnel.dispersed(decimals(funnel.dispersion.phi), count(wideFar))}
        </p>
      )}
      <Drawing
        option={option}
        kinds={placed.length > MANY ? MANY_KINDS : KINDS}
        height={440}
        label={title}
        onPick={({ seriesIndex, dataIndex }) => {
          const unit = seriesIndex === 0 ? placed[dataIndex]?.entry.unit : undefined;
          if (unit && ways.opens(unit)) navigate(ways.card(unit));
        }}
      />
      {far.length > 0 && (
        <>
          <h3>{say.funnel.listTitle}</h3>
          <ul className="ranking-names">
            {far.slice(0, LISTED).map(({ entry: { unit, above }, unit: figure, standing }) => (
              <li key={unit.code} data-mark={MARKS[standing]}>
                <Link to={ways.card(unit)}>
                  {[...above, unit].map(({ name }) => placeName(name)).join(' ')}
                </Link>{' '}
                <span className="number">{valueAlone(figure.value, kpi, language)}</span>{' '}
                <span className="quiet">
                  {standing === 'high_998' ? say.funnel.high : say.funnel.low}
                </span>
              </li>
            ))}
            {far.length > LISTED && (
              <li className="quiet">{say.funnel.rest(count(far.length - LISTED))}</li>
            )}
          </ul>
        </>
      )}
      <p className="quiet ranking-told">
        {say.funnel.betweenMany(count(between), count(Math.round(placed.length * (OUTER - INNER))))}
      </p>
    </Figure>
  );
}

/** More stand in the data table. */
const LISTED = 60;

const ORDER: readonly FunnelSignificance[] = ['high_998', 'low_998'];
const MARKS: Readonly<Record<FunnelSignificance, string>> = {
  ...{ high_998: '▲', low_998: '▼', high_95: '◇', low_95: '◇', within: '○' },
};

/** In place of a plot, where what is ranked has none: the way to one that has. */
export function FunnelChoice({
  kpis,
  address,
  wording: { language, say },
}: {
  readonly kpis: readonly KpiDefinition[];
  readonly address: string;
  readonly wording: Wording;
}) {
  return (
    <section className="ranking-section">
      <h2>{say.funnel.unavailable}</h2>
      <ul className="ranking-names">
        {kpis.map((kpi) => (
          <li key={kpi.id} data-mark="·">
            <Link to={changed(address, { kpi: kpi.id })}>{kpi.name[language]}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The limits are those of all units, whichever of them are shown. */
function funnelOfFigures(kind: FunnelKind, kpi: KpiDefinition, figures: Figures, total: Counted) {
  const units = figures.items.flatMap(({ kpis }) => {
    const figure = kpis[kpi.id];
    if (!figure || figure.value === null || figure.denominator <= 0 || figure.note) return [];
    return [{ ...figure, value: figure.value }];
  });
  return funnelOf(kind, units, total, kpi.form === 'per_10k' ? PER_10K : 1);
}

function unitOf({ figure }: Entry) {
  if (!figure || figure.value === null || figure.denominator <= 0 || figure.note) return undefined;
  const { numerator, denominator, value } = figure;
  return { numerator, denominator, value };
}

function standingName(standing: FunnelSignificance, { funnel }: RankingWords): string {
  if (standing === 'within') return funnel.inside;
  const side = standing.startsWith('high') ? funnel.high : funnel.low;
  return `${side} · ${standing.endsWith('998') ? funnel.beyond : funnel.between}`;
}

function titleOf(
  standings: readonly FunnelSignificance[],
  kpi: string,
  whole: string,
  { say, level }: { readonly say: RankingWords; readonly level: string },
): string {
  const number = (standing: FunnelSignificance) =>
    standings.filter((one) => one === standing).length;
  const [high, low] = [number('high_998'), number('low_998')];
  const { funnel } = say;
  if (high > 0 && low > 0)
    return funnel.both(say.units(level, high), say.units(level, low), kpi, whole);
  if (high > 0) return funnel.outside(say.units(level, high), kpi, funnel.high, whole);
  if (low > 0) return funnel.outside(say.units(level, low), kpi, funnel.low, whole);
  return funnel.none(say.units(level, standings.length), kpi, whole);
}
