/** Who owes a day's submission, as a workbook: the stations, then the counts of each county. */
import type { Day } from '../calendar/day.ts';
import type { Language } from '../format.ts';
import type { CountyDay } from '../reminders/missing.ts';
import { asOfFact, completenessFact, timeText, unitFacts } from './facts.ts';
import { type Column, type ExportBook, orAbsent, tableOf } from './table.ts';

const ZH = {
  title: (within: string, day: string) => `${within}${day}未报送单位`,
  stations: '未报送单位',
  counties: '各县报送情况',
  station: '派出所',
  county: '县(市、区)',
  code: '代码',
  date: '日期',
  expected: '应报',
  submitted: '已报',
  onTime: '按时',
  missing: '未报',
  share: '报送完整率',
  deadline: '报送截止',
  noDays: '没有应报的单位',
  source: '报送台账',
};

const EN: typeof ZH = {
  title: (within, day) => `Missing submissions of ${within}, ${day}`,
  stations: 'Missing',
  counties: 'By county',
  station: 'Station',
  county: 'County',
  code: 'Code',
  date: 'Date',
  expected: 'Expected',
  submitted: 'Submitted',
  onTime: 'On time',
  missing: 'Missing',
  share: 'Completeness',
  deadline: 'Deadline',
  noDays: 'no station was due',
  source: 'The ledger of submissions',
};

type Named = Pick<CountyDay['county'], 'code' | 'name'>;

/** A county as far as the branch goes. */
export type CountyLine = Pick<CountyDay, 'expected' | 'submitted' | 'onTime'> & {
  readonly county: Named;
  readonly missing: readonly Named[];
};

export interface MissingExport {
  readonly within: Named;
  readonly date: Day;
  readonly deadline: string;
  readonly total: Pick<CountyDay, 'expected' | 'submitted' | 'onTime'>;
  readonly counties: readonly CountyLine[];
  readonly now: string;
}

/** The workbook of one day. */
export function missingBook(of: MissingExport, language: Language): ExportBook {
  const words = language === 'zh' ? ZH : EN;
  const { within, date, counties } = of;
  const stations = counties.flatMap(({ county, missing }) =>
    missing.map((station) => ({ county, station })),
  );
  const byStation: Column<(typeof stations)[number]>[] = [
    { name: words.station, kind: 'text', of: ({ station }) => station.name },
    { name: words.code, kind: 'text', of: ({ station }) => station.code },
    { name: words.county, kind: 'text', of: ({ county }) => county.name },
    { name: words.date, kind: 'date', of: () => date },
  ];
  const byCounty: Column<CountyLine>[] = [
    { name: words.county, kind: 'text', of: ({ county }) => county.name },
    { name: words.code, kind: 'text', of: ({ county }) => county.code },
    { name: words.expected, kind: 'count', of: ({ expected }) => expected },
    { name: words.submitted, kind: 'count', of: ({ submitted }) => submitted },
    { name: words.onTime, kind: 'count', of: ({ onTime }) => onTime },
    { name: words.missing, kind: 'count', of: ({ missing }) => missing.length },
    {
      ...{ name: words.share, kind: 'percent' },
      of: ({ expected, submitted }) =>
        orAbsent(expected > 0 ? submitted / expected : null, words.noDays),
    },
  ];
  return {
    title: words.title(within.name, date),
    tables: [
      tableOf(words.stations, byStation, stations),
      tableOf(words.counties, byCounty, counties),
    ],
    facts: [
      ...unitFacts(within, language),
      [words.date, date],
      [words.deadline, timeText(of.deadline, language)],
      completenessFact(of.total, language),
      asOfFact(of.now, language),
    ],
    sections: [],
    source: words.source,
  };
}
