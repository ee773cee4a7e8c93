/** One KPI: what it counts, what it is held against, how sure it is, and its SQL. */
import type { ReactNode } from 'react';
import { documentsOf } from '../../shared/kpis/documents.ts';
import { targetText } from '../../shared/kpis/target-words.ts';
import type { KpiDetail, Summand, Unit } from '../api.ts';
import { useResource } from '../resource.ts';
import { catalogueAddress, Link, overviewAddress, rankingAddress } from '../router.tsx';
import type { Session } from '../session.ts';
import { Failed, Loading } from '../states.tsx';
import { useWords } from '../words.ts';
import { Restricted, Sources } from './short.tsx';
import { Sql } from './sql.tsx';
import { useCatalogueWords } from './words.ts';

export function KpiPage({ kpi, session }: { readonly kpi: string; readonly session: Session }) {
  const { language, words } = useWords();
  const { say } = useCatalogueWords();
  const detail = useResource<KpiDetail>(`/kpis/${encodeURIComponent(kpi)}`, language);
  const unit = useResource<Unit>(`/units/${session.unit}`, language);
  if (detail.failure) return <Failed failure={detail.failure} retry={detail.retry} />;
  if (!detail.value) return <Loading rows={20} />;
  const { value } = detail;
  // A station's first page is its calendar: it has no map.
  const hasMap = unit.value !== undefined && unit.value.level !== 'station';
  return (
    <article className="catalogue">
      <nav className="breadcrumbs" aria-label={words.pages.catalogue}>
        <ol>
          <li>
            <Link to={catalogueAddress()}>{say.all}</Link>
          </li>
          <li>
            <Link to={`${catalogueAddress()}#${value.family.id}`}>
              {value.family.name[language]}
            </Link>
          </li>
          <li aria-current="page">{value.name[language]}</li>
        </ol>
      </nav>
      <h1>
        {value.name[language]} {value.restricted && <Restricted />}
      </h1>
      <p className="catalogue-formula">{value.formula[language]}</p>
      <p className="catalogue-ways">
        {value.better !== null && (
          <Link to={`${rankingAddress()}?kpi=${value.id}`}>{say.ranking}</Link>
        )}
        {hasMap && <Link to={`${overviewAddress()}?kpi=${value.id}`}>{say.map}</Link>}
      </p>
      <Definition kpi={value} />
      <h2>{say.made}</h2>
      <Sums kpi={value} />
      {value.queries.length === 0 ? (
        <p>{say.queriesNone}</p>
      ) : (
        <p className="caption">{say.parameters}</p>
      )}
      {value.queries.map(({ file, sql }) => (
        <Sql key={file} file={file} sql={sql} />
      ))}
    </article>
  );
}

function Definition({ kpi }: { readonly kpi: KpiDetail }) {
  const { language, say } = useCatalogueWords();
  return (
    <dl className="catalogue-definition">
      <Entry name={say.better}>{say.directions[kpi.better ?? 'context']}</Entry>
      <Entry name={say.target}>
        {kpi.target === null ? say.noTarget : targetText(kpi.target, language)}
      </Entry>
      <Entry name={say.source}>
        <Sources of={kpi.source} />
        <ul className="catalogue-documents">
          {documentsOf(kpi.source).map(({ number, name, about }) => (
            <li key={number}>{say.document(name[language], about[language])}</li>
          ))}
        </ul>
      </Entry>
      <Entry name={say.levels}>
        {kpi.levels.map((level) => say.levelNames[level]).join(language === 'zh' ? '、' : ', ')}
      </Entry>
      <Entry name={say.interval}>{kpi.interval.text[language]}</Entry>
      {kpi.notes.length > 0 && (
        <Entry name={say.notes}>
          <ul>
            {kpi.notes.map(({ code, text }) => (
              <li key={code}>{text[language]}</li>
            ))}
          </ul>
        </Entry>
      )}
      <Entry name={say.id}>
        <code>{kpi.id}</code>
      </Entry>
    </dl>
  );
}

function Entry({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Which measures of which files are added up; the SQL below says how each is counted. */
function Sums({ kpi }: { readonly kpi: KpiDetail }) {
  const { language, say } = useCatalogueWords();
  const rollUps = kpi.queries.map(({ file, rollUpText }) => [file, rollUpText[language]] as const);
  const sums = [
    { ...kpi, name: '' },
    ...Object.entries(kpi.byRole ?? {}).map(([role, parts]) => ({
      name: say.sums.role(say.roles[role] ?? role),
      ...parts,
    })),
  ];
  return (
    <dl className="catalogue-definition">
      {sums.flatMap(({ name, numerator, denominator }) => [
        <Entry key={`${name} n`} name={[name, say.sums.numerator].filter(Boolean).join(' · ')}>
          <Measures of={numerator} />
        </Entry>,
        <Entry key={`${name} d`} name={[name, say.sums.denominator].filter(Boolean).join(' · ')}>
          <Measures of={denominator} />
        </Entry>,
      ])}
      {rollUps.length > 0 && (
        <Entry name={say.rollUp}>
          {rollUps.map(([file, text]) => (
            <span key={file} className="catalogue-source">
              <code>{file}</code> {text}
            </span>
          ))}
        </Entry>
      )}
    </dl>
  );
}

function Measures({ of }: { readonly of: readonly Summand[] }) {
  const { say } = useCatalogueWords();
  return of.map(({ measure, factor, file }, place) => (
    <span key={measure}>
      {place > 0 && (factor < 0 ? ' − ' : ' + ')}
      {Math.abs(factor) !== 1 && `${Math.abs(factor)}${say.sums.times}`}
      <code>{measure}</code> <span className="quiet">({file ?? say.sums.rule})</span>
    </span>
  ));
}
