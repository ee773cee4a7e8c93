import { z } from 'zod';
import above95 from './above-95.sql';
import { defineFlag, type SubmittedRow } from './definition.ts';
import { numberOf, selectOf, textOf } from './select.ts';
import { stationsOf } from './stations.ts';

const KPI = 'time_in_community';

/** The KPI itself is the statistic; a few hours of work say nothing. */
export const ABOVE_95 = defineFlag({
  id: 'above_95',
  name: { zh: '在社区时间超过 95%', en: 'Time in the community above 95 %' },
  explanation: {
    zh: '全月几乎没有值班、会议和报表时间。请核对排班表，确认这些工作由谁承担、是否如实填报。',
    en: 'Hardly a minute of duty, meetings or paperwork in a month. Compare with the duty roster: who does that work, and is it reported?',
  },
  thresholds: z.strictObject({
    /** Raised above this share of the working time. */
    share: z.number().min(0).max(1).default(0.95),
    /** Fewest minutes of working time in the month. */
    minutes: z.number().positive().default(600),
  }),
  async find(context, { share, minutes }) {
    const found = [...stationsOf(context).values()].flatMap(({ unit, kpis }) => {
      const figure = kpis[KPI];
      if (!figure || figure.value === null || figure.denominator < minutes) return [];
      return figure.value > share ? [{ unit: unit.code, figure }] : [];
    });
    const rows = await selectOf(
      context.engine,
      above95,
      context.parameters,
      found.map(({ unit }) => unit),
    );
    return found.map(({ unit, figure: { numerator, denominator, value } }) => ({
      unit,
      statistic: { share: value ?? 0, communityMinutes: numerator, workingMinutes: denominator },
      rows: (rows.get(unit) ?? []).map(
        (row): SubmittedRow => ({
          station: unit,
          date: textOf(row, 'day'),
          list: 'officerTime',
          officer: textOf(row, 'officer'),
          minutes: numberOf(row, 'minutes'),
        }),
      ),
    }));
  },
});
