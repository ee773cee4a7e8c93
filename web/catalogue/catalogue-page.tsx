/** Every KPI with what it counts, and how the numbers of all pages are read. */
import { Button, Input } from 'antd';
import { useEffect } from 'react';
import { DOCUMENTS } from '../../shared/kpis/documents.ts';
import { targetText } from '../../shared/kpis/target-words.ts';
import type { KpiDefinition, List } from '../api.ts';
import { ExportButton } from '../export-button.tsx';
import { NOTHING } from '../format.ts';
import { useResource } from '../resource.ts';
import { catalogueAddress, Link, useQueryWord } from '../router.tsx';
import type { Session } from '../session.ts';
import { Failed, Loading } from '../states.tsx';
import { useWords } from '../words.ts';
import { KpiPage } from './kpi-page.tsx';
import { TOPICS } from './reading.ts';
import { type Family, familiesOf, matching } from './search.ts';
import { Restricted, Sources } from './short.tsx';
import { useCatalogueWords } from './words.ts';

export default function CataloguePage({
  kpi,
  session,
}: {
  readonly kpi: string | undefined;
  readonly session: Session;
}) {
  return kpi === undefined ? <Catalogue /> : <KpiPage key={kpi} kpi={kpi} session={session} />;
}

function Catalogue() {
  const { language } = useWords();
  const { say } = useCatalogueWords();
  const [asked, ask] = useQueryWord('q', '');
  const { value, failure, retry } = useResource<List<KpiDefinition>>('/kpis', language);
  const isThere = value !== undefined;
  useEffect(() => {
    // What the address points at is there only now: the browser looks again, scrolls and marks it.
    if (isThere && location.hash) location.replace(location.href);
  }, [isThere]);
  if (failure) return <Failed failure={failure} retry={retry} />;
  if (!value) return <Loading rows={20} />;
  const found = matching(value.items, asked);
  const families = familiesOf(found);
  return (
    <article className="catalogue">
      <h1>{say.title(value.items.length, value.items.filter((one) => one.restricted).length)}</h1>
      <p className="caption">{say.intro}</p>
      <div className="controls">
        <Input.Search
          allowClear
          className="catalogue-search"
          aria-label={say.search}
          placeholder={say.search}
          value={asked}
          onChange={({ target }) => ask(target.value)}
        />
        <span role="status" className="quiet">
          {asked && say.found(found.length)}
        </span>
        <ExportButton path="/kpis" />
      </div>
      <nav className="catalogue-families" aria-label={say.families}>
        {families.map(({ id, name }) => (
          <a key={id} href={`#${id}`}>
            {name[language]}
          </a>
        ))}
        <a href="#reading">{say.reading}</a>
      </nav>
      {found.length === 0 && (
        <p>
          {say.nothing}{' '}
          <Button type="link" onClick={() => ask('')}>
            {say.clear}
          </Button>
        </p>
      )}
      {families.map((family) => (
        <FamilyTable key={family.id} family={family} />
      ))}
      <p className="caption">
        {say.restrictedMore}
        {language === 'en' && ' '}
        {say.sources}
      </p>
      <ul className="caption catalogue-documents">
        {DOCUMENTS.map(({ number, name, about }) => (
          <li key={number}>{say.document(name[language], about[language])}</li>
        ))}
      </ul>
      <section className="catalogue-reading">
        <h2 id="reading">{say.reading}</h2>
        <dl>
          {TOPICS.map(({ id, title, text }) => (
            <div key={id} id={id}>
              <dt>{title[language]}</dt>
              <dd>{text[language]}</dd>
            </div>
          ))}
        </dl>
      </section>
    </article>
  );
}

/** On a narrow page every row is a block, its cells with their names. */
function FamilyTable({ family }: { readonly family: Family }) {
  const { language, say } = useCatalogueWords();
  const title = family.name[language];
  return (
    <section aria-labelledby={family.id}>
      <h2 id={family.id}>{title}</h2>
      <table className="catalogue-table">
        <thead>
          <tr>
            <th scope="col">{say.kpi}</th>
            <th scope="col">{say.formula}</th>
            <th scope="col">{say.better}</th>
            <th scope="col">{say.target}</th>
            <th scope="col">{say.source}</th>
          </tr>
        </thead>
        <tbody>
          {family.kpis.map((kpi) => (
            <tr key={kpi.id}>
              <th scope="row">
                <Link to={catalogueAddress(kpi.id)}>{kpi.name[language]}</Link>{' '}
                {kpi.restricted && <Restricted />}
              </th>
              <td>{kpi.formula[language]}</td>
              <td data-name={say.better}>{say.directions[kpi.better ?? 'context']}</td>
              <td data-name={say.target}>
                {kpi.target !== null
                  ? targetText(kpi.target, language)
                  : kpi.better === null
                    ? NOTHING
                    : say.peers}
              </td>
              <td data-name={say.source}>
                <Sources of={kpi.source} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
