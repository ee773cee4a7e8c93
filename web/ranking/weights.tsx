/** A slider for each KPI's weight, what they add up to, and what the law says of some of them. */
import { Button, Select, Slider } from 'antd';
import type { KpiDefinition, Level } from '../api.ts';
import { count, points } from '../format.ts';
import type { Wording } from './cells.tsx';

/** What of `GET /v1/schemes/{id}` is tried out here. */
export interface SchemeDocument {
  readonly id: string;
  readonly version: number;
  readonly name: { readonly zh: string; readonly en: string };
  readonly scores: Readonly<Record<string, unknown>>;
  readonly weights: Readonly<Record<Level, Readonly<Record<string, number>>>>;
}

/** An item of `GET /v1/schemes` */
export interface SchemeEntry {
  readonly scheme: string;
  readonly name: { readonly zh: string; readonly en: string };
}

/** The scheme's own weights at the level, with those that were changed. */
export function weightsNow(
  scheme: SchemeDocument,
  level: Level,
  given: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  return { ...scheme.weights[level], ...given };
}

const MOST = 40;

export function Weights({
  scheme,
  schemes,
  judging,
  level,
  kpis,
  given,
  change,
  choose,
  wording,
}: {
  readonly scheme: SchemeDocument;
  readonly schemes: readonly SchemeEntry[];
  /** The scheme in force. */
  readonly judging: string;
  readonly level: Level;
  /** Those that can be weighed at the level, in the catalogue's order. */
  readonly kpis: readonly KpiDefinition[];
  readonly given: Readonly<Record<string, number>>;
  readonly change: (weights: Readonly<Record<string, number>>) => void;
  readonly choose: (scheme: string) => void;
  readonly wording: Wording;
}) {
  const { language, say } = wording;
  const own = scheme.weights[level];
  const now = weightsNow(scheme, level, given);
  const sum = Object.values(now).reduce((total, weight) => total + weight, 0);
  const weighed = kpis.filter(({ id }) => Object.hasOwn(scheme.scores, id));
  const set = (id: string, weight: number) => {
    const { [id]: _, ...rest } = given;
    change(weight === (own[id] ?? 0) ? rest : { ...rest, [id]: weight });
  };
  const sliders = (list: readonly KpiDefinition[]) => (
    <ul>
      {list.map(({ id, name }) => {
        const weight = now[id] ?? 0;
        return (
          <li key={id} className={id in given ? 'ranking-changed' : undefined}>
            <span>{name[language]}</span>
            <Slider
              min={0}
              max={Math.max(MOST, weight)}
              step={1}
              value={weight}
              tooltip={{ open: false }}
              ariaLabelForHandle={say.trial.weight(name[language])}
              onChange={(next) => set(id, next)}
            />
            <span className="number">{count(weight)}</span>
            <span className="number quiet" title={say.trial.counted}>
              {sum > 0 ? `${points((weight / sum) * 100)}%` : ''}
            </span>
          </li>
        );
      })}
    </ul>
  );
  const restricted = weighed.filter((kpi) => kpi.restricted);
  return (
    <section className="ranking-weights" aria-label={say.views.trial}>
      <div className="controls">
        <span>
          {say.trial.scheme}{' '}
          <Select
            aria-label={say.trial.scheme}
            value={`${scheme.id}@${scheme.version}`}
            style={{ minWidth: 240 }}
            options={schemes.map((one) => ({
              value: one.scheme,
              label: one.scheme === judging ? say.trial.judging(one.scheme) : one.scheme,
              title: one.name[language],
            }))}
            onChange={choose}
          />
        </span>
      </div>
      <p className="quiet" aria-live="polite">
        {say.trial.sum(count(Math.round(sum * 100) / 100))}
        {Math.abs(sum - 100) > 1e-6 && ` · ${say.trial.normalised}`}{' '}
        <Button size="small" disabled={Object.keys(given).length === 0} onClick={() => change({})}>
          {say.trial.reset}
        </Button>
      </p>
      {familiesOf(weighed.filter((kpi) => !kpi.restricted)).map(({ id, name, members }) => (
        <div key={id}>
          <h2>{name[language]}</h2>
          {sliders(members)}
        </div>
      ))}
      {kpis.some((kpi) => kpi.restricted) && (
        <details open={restricted.some(({ id }) => (now[id] ?? 0) > 0)}>
          <summary>{say.trial.restricted}</summary>
          <p className="quiet">{say.trial.law}</p>
          {restricted.length > 0 ? sliders(restricted) : <p>{say.trial.lawNone}</p>}
        </details>
      )}
    </section>
  );
}

/** KPIs that follow one another in a family. */
function familiesOf(kpis: readonly KpiDefinition[]) {
  const families = new Map<string, KpiDefinition[]>();
  for (const kpi of kpis) {
    const members = families.get(kpi.family.id);
    if (members) members.push(kpi);
    else families.set(kpi.family.id, [kpi]);
  }
  return Array.from(families.values(), (members) => ({
    id: members[0]?.family.id ?? '',
    name: members[0]?.family.name ?? { zh: '', en: '' },
    members,
  }));
}
