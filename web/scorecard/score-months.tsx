/** The score over the months, with what is uncertain about each. */
import { useMemo } from 'react';
import type { Scorecard, Trends } from '../api.ts';
import { Drawing } from '../charts/drawing.tsx';
import { Figure } from '../charts/figure.tsx';
import { intervalOption } from '../charts/interval-option.ts';
import { monthTick } from '../charts/month-axis.ts';
import { ExportButton } from '../export-button.tsx';
import { count, NOTHING, periodName, points } from '../format.ts';
import { placeName } from '../made-up.ts';
import { gradeName, useWords } from '../words.ts';
import { type Months, movedOf } from './months.ts';
import { useScorecardWords } from './words.ts';

const KINDS = ['line', 'custom'] as const;

export function ScoreMonths({
  unit,
  months,
}: {
  readonly unit: Scorecard['unit'];
  readonly months: Trends['months'];
}) {
  const { language, words } = useWords();
  const { say } = useScorecardWords();
  const name = (month: Months[number]) => periodName(month.period, language);
  const range = (interval: readonly [number, number] | null | undefined) =>
    interval ? `${points(interval[0])}–${points(interval[1])}` : NOTHING;
  const option = useMemo(
    () =>
      intervalOption({
        points: months.map(({ score }) => ({
          value: score?.value ?? null,
          interval: score?.interval ?? null,
        })),
        ticks: months.map(({ period }, place) => monthTick(period, place === 0, language)),
        print: points,
        say: (place) => {
          const month = months[place];
          if (!month) return [];
          const { value = null, interval = null } = month.score ?? {};
          return [
            periodName(month.period, language),
            value === null ? say.noMonth : `${points(value)} ${words.points}`,
            ...(interval ? [say.interval(points(interval[0]), points(interval[1]))] : []),
          ];
        },
      }),
    [months, language, say, words],
  );
  const known = months.flatMap(({ score }) => score?.value ?? []);
  const [first, last] = [months[0], months.at(-1)];
  if (known.length < 2 || !first || !last) return null;
  const title = say.monthsTitle(
    count(known.length),
    points(Math.min(...known)),
    points(Math.max(...known)),
    say.moved[movedOf(months)],
  );
  return (
    <Figure
      title={title}
      controls={
        <ExportButton path={`/scorecards/${unit.code}?from=${first.period}&to=${last.period}`} />
      }
      caption={[placeName(unit.name), `${name(first)}–${name(last)}`, say.monthsNote, words.source]}
      data={{
        columns: [say.month, words.score, say.interval95, words.grade, say.revisionHeader],
        rows: months.map((month) => ({
          key: month.period,
          cells: [
            name(month),
            typeof month.score?.value === 'number'
              ? points(month.score.value)
              : `${NOTHING} ${say.noMonth}`,
            range(month.score?.interval),
            month.score?.grade ? gradeName(month.score.grade, language) : NOTHING,
            month.revision === null ? NOTHING : words.revision(month.revision),
          ],
        })),
      }}
    >
      <Drawing option={option} kinds={KINDS} height={200} label={title} />
    </Figure>
  );
}
