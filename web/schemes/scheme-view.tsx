/** A scheme to be read: what counts how much and by which rule, and in what it differs from another. */
import { functionWords } from '../../shared/scoring/function-words.ts';
import type { Scheme } from '../../shared/scoring/scheme.ts';
import type { KpiDefinition } from '../api.ts';
import { fullDayName } from '../dates.ts';
import { count, percent } from '../format.ts';
import { Inline, Select } from '../months/fields.tsx';
import type { SchemeEntry } from '../months/months.ts';
import { useResource } from '../resource.ts';
import type { Rights } from '../rights.ts';
import { Link, schemeAddress, useQueryWord } from '../router.tsx';
import { Sheet } from '../sheet.tsx';
import { Failed, Loading } from '../states.tsx';
import { gradeName, useWords } from '../words.ts';
import { UnitName } from './schemes-page.tsx';
import { useSchemeWords } from './words.ts';

export const LEVELS = ['station', 'county', 'city', 'province'] as const;
export type SchemeLevel = (typeof LEVELS)[number];

export interface SchemeProps {
  readonly scheme: Scheme;
  readonly entries: readonly SchemeEntry[];
  readonly catalogue: readonly KpiDefinition[];
  readonly rights: Rights;
}

export function SchemeView({ scheme, entries, catalogue, rights }: SchemeProps) {
  const { language, say } = useSchemeWords();
  const { words } = useWords();
  const name = `${scheme.id}@${scheme.version}`;
  return (
    <>
      <nav className="breadcrumbs" aria-label={words.branch}>
        <ol>
          <li>
            <Link to="/schemes">{say.toList}</Link>
          </li>
          <li aria-current="page">{name}</li>
        </ol>
      </nav>
      <h1>{say.title(scheme.name[language], scheme.version)}</h1>
      <p className="caption">
        <UnitName code={scheme.jurisdiction} own={rights.own} /> · {say.effective}{' '}
        {fullDayName(scheme.effective, language)} ·{' '}
        {scheme.adopted ? say.isAdopted : say.notAdopted}
      </p>
      <p>{scheme.description[language]}</p>
      {rights.isAdministrator && (
        <p>
          <Link to={`${schemeAddress(name)}/edit`}>{say.edit}</Link>
        </p>
      )}
      <Weights scheme={scheme} catalogue={catalogue} />
      <Rules scheme={scheme} catalogue={catalogue} />
      <Comparison name={name} entries={entries} />
    </>
  );
}

function Weights({ scheme, catalogue }: Pick<SchemeProps, 'scheme' | 'catalogue'>) {
  const { language, say } = useSchemeWords();
  const [asked, setLevel] = useQueryWord('level', 'station');
  const level = LEVELS.find((one) => one === asked) ?? 'station';
  const weights = scheme.weights[level];
  const scored = catalogue.filter(({ id }) => (weights[id] ?? 0) > 0);
  const others = catalogue.filter((kpi) => !weights[kpi.id] && kpi.levels.includes(level));
  const most = Math.max(1, ...Object.values(weights));
  return (
    <section className="schemes-section" aria-labelledby="weights">
      <h2 id="weights">{say.weightsTitle(say.levels[level] ?? level, count(scored.length))}</h2>
      <div className="controls">
        <Inline label={say.level}>
          <Select
            value={level}
            options={LEVELS.map((one) => [one, say.levels[one] ?? one])}
            onChange={setLevel}
          />
        </Inline>
      </div>
      <Sheet
        label={say.indicator}
        isTall
        columns={[
          { key: 'kpi', title: say.indicator },
          { key: 'family', title: say.family },
          { key: 'weight', title: say.weight },
          { key: 'function', title: say.function },
          { key: 'fewest', title: say.fewest, isNumber: true },
        ]}
        rows={scored.map((kpi, place) => {
          const weight = weights[kpi.id] ?? 0;
          const fn = scheme.scores[kpi.id];
          const fewest = scheme.minimumDenominators[kpi.id];
          const isFirst = scored[place - 1]?.family.id !== kpi.family.id;
          return {
            key: kpi.id,
            cells: {
              kpi: (
                <>
                  {kpi.name[language]}{' '}
                  {kpi.restricted && <span className="schemes-mark">{say.restricted}</span>}
                </>
              ),
              family: isFirst ? (
                `${kpi.family.name[language]} ${count(
                  scored
                    .filter(({ family }) => family.id === kpi.family.id)
                    .reduce((sum, { id }) => sum + (weights[id] ?? 0), 0),
                )}`
              ) : (
                <span className="quiet">{kpi.family.name[language]}</span>
              ),
              weight: (
                <div className="schemes-weight">
                  <span className="number">{count(weight)}</span>
                  <span className="schemes-bar" aria-hidden="true">
                    <span style={{ width: `${(100 * weight) / most}%` }} />
                  </span>
                </div>
              ),
              function: (
                <div className="schemes-words">
                  {fn ? functionWords(fn, kpi, language) : say.noFunction}
                </div>
              ),
              fewest:
                fewest === undefined ? (
                  <span className="quiet">{say.fewestNone}</span>
                ) : (
                  count(fewest)
                ),
            },
          };
        })}
      />
      <p className="caption">
        {[
          say.weightsCaption(`${scheme.id}@${scheme.version}`),
          others.length > 0 && say.monitored(count(others.length)),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </section>
  );
}

function Rules({ scheme, catalogue }: Pick<SchemeProps, 'scheme' | 'catalogue'>) {
  const { language, say } = useSchemeWords();
  const { grades, minimumCompleteness, ledger, audit, approvals } = scheme;
  const nameOf = (id: string) => catalogue.find((kpi) => kpi.id === id)?.name[language] ?? id;
  return (
    <section className="schemes-section" aria-labelledby="rules">
      <h2 id="rules">{say.gradesTitle}</h2>
      <ul className="months-lines">
        {grades.map(({ grade, from }, place) => (
          <li key={grade}>
            {place === grades.length - 1
              ? say.lowestGrade(gradeName(grade, language))
              : say.grade(gradeName(grade, language), count(from))}
          </li>
        ))}
        <li>{say.completeness(percent(minimumCompleteness))}</li>
        <li>
          {say.ledger(
            count(ledger.maximumBonus),
            count(ledger.maximumDeduction),
            gradeName(ledger.vetoGrade, language),
          )}
        </li>
        <li>{say.audit(count(audit.perQuarter))}</li>
      </ul>
      <h3>{say.approvals}</h3>
      {approvals.length === 0 ? (
        <p className="quiet">{say.noApprovals}</p>
      ) : (
        <ul className="months-lines">
          {approvals.map(({ kpi, by, on, legalBasis, document }) => (
            <li key={kpi}>
              <strong>{say.approvalOf(nameOf(kpi))}</strong>{' '}
              {say.approvedBy(by, fullDayName(on, language))}
              <div className="quiet">{[legalBasis, document].filter(Boolean).join(' · ')}</div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface SchemeDifferences {
  readonly from: string;
  readonly to: string;
  readonly items: readonly {
    readonly pointer: string;
    readonly messages: { readonly zh: string; readonly en: string };
  }[];
}

/** In what another scheme, which the address names, differs from this one. */
function Comparison({
  name,
  entries,
}: {
  readonly name: string;
  readonly entries: readonly SchemeEntry[];
}) {
  const { language, say } = useSchemeWords();
  const { words } = useWords();
  const [to, setTo] = useQueryWord('to', '');
  const path =
    to && `/schemes/${encodeURIComponent(name)}/differences?to=${encodeURIComponent(to)}`;
  const found = useResource<SchemeDifferences>(path || undefined, language);
  const items = (path && found.value?.items) || [];
  return (
    <section className="schemes-section" aria-labelledby="comparison">
      <h2 id="comparison">
        {!path || !found.value
          ? say.compare
          : items.length === 0
            ? say.same(found.value.from, found.value.to)
            : say.differencesTitle(count(items.length), found.value.from, found.value.to)}
      </h2>
      <div className="controls">
        <Inline label={say.other}>
          <Select
            value={to}
            options={[
              ['', say.compareNone],
              ...entries
                .filter(({ scheme }) => scheme !== name)
                .map((one) => [one.scheme, `${one.scheme} · ${one.name[language]}`] as const),
            ]}
            onChange={setTo}
          />
        </Inline>
        <span role="status" className="quiet">
          {found.loading && found.value ? words.updating : ''}
        </span>
      </div>
      {found.failure && <Failed failure={found.failure} retry={found.retry} />}
      {found.loading && !found.value && <Loading rows={4} />}
      {items.length > 0 && (
        <ul className={found.loading ? 'months-lines stale' : 'months-lines'}>
          {items.map(({ pointer, messages }) => (
            <li key={pointer}>{messages[language]}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
