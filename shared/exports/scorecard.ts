/** A unit's scorecard as a workbook. */
import { periodName } from '../calendar/period-name.ts';
import { targetWords } from '../evidence/explain.ts';
import { count, type Language, percent, points } from '../format.ts';
import { familyOf, kpiOf } from '../kpis/catalogue.ts';
import type { Kpi, Text } from '../kpis/definition.ts';
import type { KpiFigure, Scorecard } from '../scorecards/card.ts';
import { comparable } from '../scorecards/comparable.ts';
import {
  ASSURANCES,
  DROPPED,
  ECHELONS,
  GRADES,
  labelOf,
  NOTES,
  POSITIONS,
  SCOPES,
  SIGNALS,
  UNRANKED,
} from '../scorecards/labels.ts';
import {
  completenessFact,
  kpiSection,
  readingSection,
  revisionFacts,
  sourceOf,
  unitFacts,
} from './facts.ts';
import { kindOf } from './formats.ts';
import { wordsOf } from './scorecard-words.ts';
import {
  type Absent,
  type Column,
  type ExportBook,
  type ExportTable,
  measured,
  type NoteLine,
  orAbsent,
  tableOf,
  type Value,
} from './table.ts';

/** A KPI of the card, or the part of it that one role has. */
interface Line {
  readonly name: string;
  readonly kpi: Kpi;
  readonly figure: Scorecard['kpis'][number];
  readonly part: NonNullable<KpiFigure['byRole']>[string] | null;
}

function linesOf(card: Scorecard, language: Language): Line[] {
  const words = wordsOf(language);
  return card.kpis.map(comparable).flatMap((figure): Line[] => {
    const kpi = kpiOf(figure.id);
    if (!kpi) return [];
    const name = kpi.name[language];
    const roles = Object.entries(figure.byRole ?? {}).map(([role, part]): Line => {
      return { name: words.ofRole(name, words.byRole[role] ?? role), kpi, figure, part };
    });
    return [{ name, kpi, figure, part: null }, ...roles];
  });
}

function columnsOf(language: Language): Column<Line>[] {
  const words = wordsOf(language);
  const whole = (read: (line: Line) => Value) => (line: Line) =>
    line.part ? ({ absent: words.notByRole } satisfies Absent) : read(line);
  const text = (read: (line: Line) => string | null) => (line: Line) =>
    line.part ? null : read(line);
  const past = (value: number | null, { kpi }: Line) => measured(kindOf(kpi), value, words.noPast);
  const why = ({ figure }: Line) =>
    figure.dropped ? labelOf(DROPPED, figure.dropped, language) : words.notScored;
  const bound = (end: 0 | 1) =>
    whole(({ kpi, figure }) => measured(kindOf(kpi), figure.interval?.[end], words.noInterval));
  return [
    { name: words.kpi, kind: 'text', of: ({ name }) => name },
    { name: words.family, kind: 'text', of: ({ kpi }) => familyOf(kpi.id).name[language] },
    {
      ...{ name: words.value, kind: 'tenths' },
      of: ({ kpi, figure, part }) => {
        const note = labelOf(NOTES, figure.note ?? 'not_applicable', language);
        return measured(kindOf(kpi), (part ?? figure).value, note);
      },
    },
    { name: words.low, kind: 'tenths', means: words.interval, of: bound(0) },
    { name: words.high, kind: 'tenths', means: words.interval, of: bound(1) },
    {
      ...{ name: words.numerator, kind: 'count', means: words.counts },
      of: ({ figure, part }) => (part ?? figure).numerator,
    },
    {
      ...{ name: words.denominator, kind: 'count', means: words.counts },
      of: ({ figure, part }) => (part ?? figure).denominator,
    },
    {
      ...{ name: words.target, kind: 'text' },
      of: text(({ kpi, figure }) => targetWords(figure, kpi, language)),
    },
    {
      ...{ name: words.previous, kind: 'tenths', means: words.past },
      of: whole((line) => past(line.figure.previous, line)),
    },
    {
      ...{ name: words.yearAgo, kind: 'tenths', means: words.past },
      of: whole((line) => past(line.figure.yearAgo, line)),
    },
    {
      ...{ name: words.signal, kind: 'text' },
      of: text(({ figure }) => figure.signal && labelOf(SIGNALS, figure.signal, language)),
    },
    {
      ...{ name: words.assurance, kind: 'text', means: words.assuranceMeans },
      of: text(({ figure }) => figure.assurance && labelOf(ASSURANCES, figure.assurance, language)),
    },
    {
      ...{ name: words.scored, kind: 'tenths', means: words.scoredMeans },
      of: whole((line) => measured(kindOf(line.kpi), line.figure.scored, why(line))),
    },
    {
      ...{ name: words.score, kind: 'points', means: words.scoreMeans },
      of: whole((line) => orAbsent(line.figure.score, why(line))),
    },
    {
      ...{ name: words.weight, kind: 'points', means: words.weightMeans },
      of: whole(({ figure }) => figure.weight),
    },
    {
      ...{ name: words.schemeWeight, kind: 'points' },
      of: whole(({ figure }) => figure.schemeWeight),
    },
    {
      ...{ name: words.lost, kind: 'points' },
      of: whole((line) => orAbsent(line.figure.lost, why(line))),
    },
    {
      ...{ name: words.note, kind: 'text' },
      of: text(({ figure: { note, dropped } }) => {
        const found = [
          note === null ? '' : labelOf(NOTES, note, language),
          dropped === null ? '' : labelOf(DROPPED, dropped, language),
        ];
        return found.filter(Boolean).join(language === 'zh' ? '；' : '; ') || null;
      }),
    },
    {
      ...{ name: words.explanation, kind: 'text' },
      of: text(({ figure }) => figure.explanation[language]),
    },
  ];
}

/** Every KPI of a card. */
export function kpiTable(card: Scorecard, language: Language): ExportTable {
  return tableOf(wordsOf(language).sheet, columnsOf(language), linesOf(card, language));
}

const joined = (parts: readonly string[], language: Language) =>
  parts.join(language === 'zh' ? '，' : ', ');

function scoreText({ score }: Scorecard, language: Language): string {
  const words = wordsOf(language);
  if (score.value === null) return words.noScore;
  const grade = score.grade === null ? '' : labelOf(GRADES, score.grade, language);
  const interval = score.interval
    ? words.scoreInterval(points(score.interval[0]), points(score.interval[1]))
    : '';
  const cap =
    score.gradeCap === null ? '' : words.capped(labelOf(GRADES, score.gradeCap, language));
  return words.scoreText(points(score.value), grade) + interval + cap;
}

const rankEnds = ([low, high]: readonly [number, number]) => [count(low), count(high)] as const;

/** A line for each table that the unit is ranked in. */
function rankFacts(card: Scorecard, language: Language): NoteLine[] {
  const words = wordsOf(language);
  if (card.unranked) return [[words.ranks, labelOf(UNRANKED, card.unranked, language)]];
  // A rank among one is none.
  const ranks = card.ranks.filter(({ of }) => of > 1);
  const lines = ranks.map((rank): NoteLine => {
    const parts = [
      rank.rank === null ? words.of(count(rank.of)) : words.rank(count(rank.rank), count(rank.of)),
      ...(rank.interval ? [words.rankInterval(...rankEnds(rank.interval))] : []),
      labelOf(ECHELONS, rank.echelon, language),
      ...(rank.distinguishable === false ? [words.indistinct] : []),
    ];
    const scope = labelOf(SCOPES, rank.scope, language);
    return [`${words.ranks}(${scope})`, joined(parts, language)];
  });
  if (card.positions === 'shown' || lines.length === 0) return lines;
  return [...lines, [words.ranks, labelOf(POSITIONS, 'withheld', language)]];
}

function adjustmentFact({ score }: Scorecard, language: Language): NoteLine[] {
  if (score.adjustments.length === 0) return [];
  const total = score.adjustments.reduce((sum, { points: added }) => sum + added, 0);
  const text = total > 0 ? `+${points(total)}` : points(total);
  return [[wordsOf(language).adjustments, text]];
}

function auditFact({ audit }: Scorecard, language: Language): NoteLine[] {
  if (!audit) return [];
  const words = wordsOf(language);
  const { sampled, confirmed, wrong, notReachable, share } = audit;
  const [all, ...parts] = [sampled, confirmed, wrong, notReachable].map(count);
  const [right = '', false_ = '', missed = ''] = parts;
  const text = words.auditText(all ?? '', right, false_, missed);
  return [[words.audit, text + (share === null ? '' : `(${percent(share)})`)]];
}

/** The workbook of one card. */
export function scorecardBook(
  card: Scorecard,
  schemeName: Text | null,
  language: Language,
): ExportBook {
  const words = wordsOf(language);
  return {
    title: words.title(card.unit.name, periodName(card.period, language)),
    tables: [kpiTable(card, language)],
    facts: [
      ...unitFacts(card.unit, language),
      ...revisionFacts({ ...card, schemeName }, language),
      [words.totalScore, scoreText(card, language)],
      ...rankFacts(card, language),
      ...adjustmentFact(card, language),
      completenessFact(card.completeness, language),
      ...auditFact(card, language),
      ...card.approvals.map(
        ({ kpi, by, on, legalBasis }): NoteLine => [
          words.approvals,
          joined([kpiOf(kpi)?.name[language] ?? kpi, by, on, legalBasis], language),
        ],
      ),
    ],
    sections: [
      kpiSection(
        card.kpis.map(({ id }) => id),
        language,
      ),
      readingSection(language),
    ],
    source: sourceOf(language),
  };
}
