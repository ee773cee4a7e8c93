/** The assessment schemes that there are, every version. */
import type { List, Unit } from '../api.ts';
import { fullDayName, fullTimeName } from '../dates.ts';
import { ExportButton } from '../export-button.tsx';
import { count } from '../format.ts';
import { placeName } from '../made-up.ts';
import type { SchemeEntry } from '../months/months.ts';
import { useResource } from '../resource.ts';
import { useRights } from '../rights.ts';
import { Link, schemeAddress } from '../router.tsx';
import type { Session } from '../session.ts';
import { Sheet } from '../sheet.tsx';
import { Failed, Loading } from '../states.tsx';
import { useSchemeWords } from './words.ts';

export default function SchemesPage({ session }: { readonly session: Session }) {
  const { language, say } = useSchemeWords();
  const schemes = useResource<List<SchemeEntry>>('/schemes', language);
  const { rights, ...own } = useRights(session);
  const failed = [schemes, own].find(({ failure }) => failure);
  if (failed?.failure) return <Failed failure={failed.failure} retry={failed.retry} />;
  if (!schemes.value || !rights) return <Loading rows={6} />;
  const { items } = schemes.value;
  const adopted = items.filter((one) => one.adopted).length;
  return (
    <>
      <h1>{say.listTitle(count(items.length), count(adopted))}</h1>
      <p className="caption">{say.listCaption}</p>
      <ExportButton path="/schemes" />
      <Sheet
        label={say.scheme}
        isTall
        columns={[
          { key: 'scheme', title: say.scheme },
          { key: 'name', title: say.name },
          { key: 'jurisdiction', title: say.jurisdiction },
          { key: 'effective', title: say.effective },
          { key: 'adopted', title: say.adopted },
          { key: 'approvals', title: say.approvals },
          { key: 'stored', title: say.stored },
          ...(rights.isAdministrator ? [{ key: 'edit', title: say.action }] : []),
        ]}
        rows={items.map((one) => ({
          key: one.scheme,
          cells: {
            scheme: <Link to={schemeAddress(one.scheme)}>{one.scheme}</Link>,
            name: one.name[language],
            jurisdiction: <UnitName code={one.jurisdiction} own={rights.own} />,
            effective: (
              <span className="months-nowrap">{fullDayName(one.effective, language)}</span>
            ),
            adopted: one.adopted ? say.isAdopted : <span className="quiet">{say.notAdopted}</span>,
            approvals:
              one.approvals.length === 0 ? (
                <span className="quiet">{say.noApprovals}</span>
              ) : (
                <>
                  {say.approvalsOf(count(one.approvals.length))}
                  <div className="quiet">
                    {[...new Set(one.approvals.map(({ by }) => by))].join(' · ')}
                  </div>
                </>
              ),
            stored:
              one.stored === null ? (
                <span className="quiet">{say.builtIn}</span>
              ) : (
                <>
                  <span className="months-nowrap">{fullTimeName(one.stored.at, language)}</span>
                  <div className="quiet">{one.stored.by}</div>
                </>
              ),
            edit: (
              <Link to={`${schemeAddress(one.scheme)}/edit`} aria-label={say.editOf(one.scheme)}>
                {say.edit}
              </Link>
            ),
          },
        }))}
      />
    </>
  );
}

/** A unit by name where the account may see it; one above it only by its code. */
export function UnitName({ code, own }: { readonly code: string; readonly own: Unit }) {
  const { language } = useSchemeWords();
  const isOwn = code === own.code;
  // A county's account is told nothing of the province, and does not ask.
  const mayAsk = !isOwn && own.parent === null;
  const unit = useResource<Unit>(mayAsk ? `/units/${code}` : undefined, language);
  const name = isOwn ? own.name : unit.value?.name;
  return name === undefined ? code : placeName(name);
}
