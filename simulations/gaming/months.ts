/** Months as rows of the lake, and the stations' figures by the project's own SQL and roll-up. */
import { addDays } from '../../shared/calendar/day.ts';
import { lastDayOf, type Period, spanOf } from '../../shared/calendar/period.ts';
import type { FlagUnit } from '../../shared/flags/definition.ts';
import { KPIS, QUERIES } from '../../shared/kpis/catalogue.ts';
import { evaluate, type Measures } from '../../shared/kpis/evaluate.ts';
import { queryParameters } from '../../shared/kpis/parameters.ts';
import { rollUp } from '../../shared/kpis/roll-up.ts';
import { bind, type ParameterValue } from '../../shared/kpis/statement.ts';
import type { Row } from '../../shared/lake/tables.ts';
import type { QueryEngine } from '../../shared/ports.ts';
import { activitiesOf } from '../../shared/submissions/contract.ts';
import type { Month } from './honest.ts';
import type { Station } from './province.ts';

/** What fills the parameters of a run's SQL after the month's grace. */
export function parametersOf(period: Period): Readonly<Record<string, ParameterValue>> {
  const span = spanOf(period, addDays(lastDayOf(period), 9));
  if (!span) throw new Error(`${period.id} has no days`);
  return queryParameters(period, span, {
    community: activitiesOf('community'),
    diverted: activitiesOf('diverted'),
    desk: activitiesOf('desk'),
    eight_major: ['homicide'],
  });
}

/** The rows of a table for all stations' months; positions as in a document. */
export function rowsOf(
  table: 'station_days' | 'officer_time' | 'counts' | 'disputes',
  months: ReadonlyMap<string, Month>,
): Row[] {
  const rows: Row[] = [];
  for (const [station, { days, disputes }] of months) {
    for (const [day, { time, counts, received }] of days) {
      if (table === 'station_days') {
        const on_time = received <= `${addDays(day, 1)}T12:00:00+08:00`;
        rows.push({ day, station, revision: 1, on_time, first_received: received, received });
      } else if (table === 'officer_time') {
        time.forEach((row, position) => {
          rows.push({ day, station, position, ...row });
        });
      } else if (table === 'counts') {
        counts.forEach((row, position) => {
          rows.push({ day, station, position, ...row });
        });
      }
    }
    if (table !== 'disputes') continue;
    for (const { id: dispute, opened, resolved, grid, officer } of disputes) {
      const cells = { station, dispute, position: rows.length };
      rows.push({ ...cells, day: opened, event: 'opened', category: 'other', grid, officer });
      if (resolved === null) continue;
      const position = rows.length;
      rows.push({ ...cells, position, day: resolved, event: 'resolved', level: 'post' });
    }
  }
  return rows;
}

/** Every station's figures of a month whose rows are in the lake. */
export async function figuresOf(
  engine: QueryEngine,
  stations: readonly Station[],
  period: Period,
): Promise<ReadonlyMap<string, FlagUnit>> {
  const parameters = parametersOf(period);
  const units = stations.map(({ code }) => ({ code, level: 'station' as const, parent: null }));
  const results = [];
  for (const query of QUERIES) {
    const bound = bind(query.sql, parameters);
    const { columns, rows } = await engine.query(bound.statement, bound.parameters);
    const measured = rows.map(([unit, ...cells]) => {
      const measures: Record<string, number> = {};
      cells.forEach((cell, index) => {
        if (cell !== null) measures[columns[index + 1] ?? ''] = Number(cell);
      });
      return { unit: unit ?? '', measures };
    });
    results.push({ query, rows: measured });
  }
  const measures: ReadonlyMap<string, Measures> = rollUp(units, results, (station) => station);
  return new Map(
    stations.map(({ code, peerGroup }) => [
      code,
      {
        unit: { code, level: 'station', peerGroup },
        kpis: Object.fromEntries(
          KPIS.map((kpi) => [kpi.id, evaluate(kpi, measures.get(code) ?? {})]),
        ),
      },
    ]),
  );
}
