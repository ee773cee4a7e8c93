/** The parts of a village's page: small tables, since its figures are small. */
import { type ReactNode, useId } from 'react';
import { LISTS } from '../../shared/submissions/contract.ts';
import { count, NOTHING } from '../format.ts';
import type { Village } from './village.ts';
import { useVillageWords, type VillageWords } from './words.ts';

const CATEGORIES = Object.entries(LISTS.cases.fields.category.values);
const COUNTS = Object.entries(LISTS.counts.fields.kind.values);
const PUBLIC_ORDER = 'public_order';

/** What the village is, and whether it is safe. */
export function Facts({
  village,
  isKnown,
}: {
  readonly village: Village;
  /** Something was reported of it. */
  readonly isKnown: boolean;
}) {
  const { say } = useVillageWords();
  const { grid, officers, minutes } = village;
  const facts: readonly (readonly [name: string, text: string])[] = [
    [say.kind, say.kinds[grid.kind] ?? grid.kind],
    [say.households, count(grid.households)],
    [say.population, count(grid.population)],
    [
      say.officers,
      officers === null ? `${NOTHING} ${say.noRoster}` : say.officersOf(count(officers)),
    ],
    ...(isKnown
      ? ([
          [say.minutes, say.minutesOf(count(minutes))],
          [say.safety, safetyOf(village, say)],
        ] as const)
      : []),
  ];
  return (
    <dl className="village-facts">
      {facts.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="number">{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function safetyOf({ threeZero, zeroCase }: Village, say: VillageWords): string {
  if (threeZero) return say.threeZero;
  return zeroCase ? say.onlyZeroCase : say.withCases;
}

function Part({
  title,
  note,
  children,
}: {
  readonly title: string;
  readonly note?: string | undefined;
  readonly children?: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="village-part">
      <h2 id={id}>{title}</h2>
      {children}
      {note && <p className="caption">{note}</p>}
    </section>
  );
}

function Numbers({
  columns,
  rows,
}: {
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    readonly cells: readonly ReactNode[];
    readonly isSum?: boolean;
  }[];
}) {
  return (
    <table className="village-table">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, cells, isSum }) => (
          <tr key={name} className={isSum ? 'sum' : ''}>
            <th scope="row">{name}</th>
            {cells.map((cell, place) => (
              <td key={columns[place + 1]} className="number">
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Disputes({ village }: { readonly village: Village }) {
  const { say } = useVillageWords();
  const { opened, resolved, escalated } = village.disputes;
  return (
    <Part title={say.disputesTitle(count(opened), count(resolved))} note={say.disputesNote}>
      {opened > 0 && (
        <Numbers
          columns={[say.category, say.number]}
          rows={[
            { name: say.disputes.opened, cells: [count(opened)] },
            { name: say.disputes.resolved, cells: [count(resolved)] },
            { name: say.disputes.escalated, cells: [count(escalated)] },
          ]}
        />
      )}
    </Part>
  );
}

export function Cases({ village }: { readonly village: Village }) {
  const { language, say } = useVillageWords();
  const { cases, casesBefore, reportedBefore } = village;
  const before = (value: number | undefined) =>
    value === undefined ? <span title={say.beforeUnknown}>{NOTHING}</span> : count(value);
  const of = (id: string) => ({
    now: cases.byCategory[id] ?? 0,
    before: casesBefore ? (casesBefore.byCategory[id] ?? 0) : undefined,
  });
  const held = CATEGORIES.filter(([id]) => of(id).now > 0 || (of(id).before ?? 0) > 0);
  const rowOf = ([id, names]: (typeof CATEGORIES)[number]) => ({
    name: names[language],
    cells: [count(of(id).now), before(of(id).before)],
  });
  const { sent, expected } = reportedBefore;
  const notes = [
    say.casesNote,
    casesBefore === null && say.beforeUnknown,
    casesBefore !== null && sent < expected && say.beforePart(count(sent), count(expected)),
  ];
  return (
    <Part
      title={say.casesTitle(count(cases.criminal), count(cases.publicOrder))}
      note={notes.filter(Boolean).join(' · ')}
    >
      {held.length > 0 && (
        <Numbers
          columns={[say.category, say.now, say.before]}
          rows={[
            ...held.filter(([id]) => id !== PUBLIC_ORDER).map(rowOf),
            {
              ...{ name: say.criminalSum, isSum: true },
              cells: [count(cases.criminal), before(casesBefore?.criminal)],
            },
            ...held.filter(([id]) => id === PUBLIC_ORDER).map(rowOf),
          ]}
        />
      )}
    </Part>
  );
}

export function Work({ village }: { readonly village: Village }) {
  const { language, say } = useVillageWords();
  const counts: Readonly<Record<string, number>> = village.counts;
  return (
    <Part title={say.workTitle}>
      <Numbers
        columns={[say.work, say.number]}
        rows={COUNTS.map(([id, names]) => ({
          name: names[language],
          cells: [count(counts[id] ?? 0)],
        }))}
      />
    </Part>
  );
}

export function Others({ village }: { readonly village: Village }) {
  const { say } = useVillageWords();
  const { incidents, followUps } = village;
  return (
    <Part title={say.others}>
      <ul>
        <li>{say.incidentsTitle(count(incidents.petition), count(incidents.accident))}</li>
        <li>{say.followUps(count(followUps.raised), count(followUps.closed))}</li>
      </ul>
    </Part>
  );
}
