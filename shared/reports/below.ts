/** The units directly below: who stands where, who has moved, and how surely. */
import { count, difference, type Language, percent, points } from '../format.ts';
import type { RankingRow, Scorecard } from '../scorecards/card.ts';
import { GRADES, labelOf, POSITIONS, UNRANKED } from '../scorecards/labels.ts';
import { overlap } from '../statistics/overlap.ts';
import { type Baseline, scoreMoved } from './movement.ts';
import type { PastScore } from './overall.ts';
import { rankSpan, unitName, unitsOf } from './places.ts';
import { listed, type Section, said, sentenceOf } from './sentence.ts';

/** A unit below, as its ranking says, with its score in the period before. */
export interface BelowUnit {
  readonly row: RankingRow;
  readonly previousScore: PastScore | null;
}

/** The units of one level directly below. */
export interface Below {
  readonly level: string;
  /** In the order of the ranking. */
  readonly units: readonly BelowUnit[];
  readonly rankability: number | null;
  readonly positions: Scorecard['positions'];
  readonly before: Baseline | null;
}

/** How a unit's score has moved since the period before. */
export interface Moved {
  readonly row: RankingRow;
  readonly from: number;
  readonly to: number;
  readonly difference: number;
  /** Whether the intervals of the two scores have nothing in common; null where one is unknown. */
  readonly distinguishable: boolean | null;
}

/** Who is named. */
export interface Standing {
  /** The first and the last by rank; by code within an echelon where positions are withheld. */
  readonly best: readonly RankingRow[];
  readonly weakest: readonly RankingRow[];
  /** Whose score has risen, and fallen, most; those that moved beyond chance first. */
  readonly risen: readonly Moved[];
  readonly fallen: readonly Moved[];
  /** Those that are listed apart. */
  readonly unranked: readonly RankingRow[];
}

const NAMED = 3;
/** Where only echelons are shown, more stand beside each other. */
const NAMED_OF_ECHELON = 10;

function bestOf({ units, positions }: Below): Pick<Standing, 'best' | 'weakest'> {
  const rows = units.map(({ row }) => row).filter(({ unranked }) => unranked === null);
  if (positions === 'withheld') {
    const of = (echelon: string) =>
      rows.filter((row) => row.echelon === echelon).slice(0, NAMED_OF_ECHELON);
    return { best: of('first'), weakest: of('third') };
  }
  // Of few units nobody is among the best and the weakest at once.
  const most = Math.min(NAMED, Math.floor(rows.length / 2));
  return {
    best: rows.slice(0, most),
    weakest: most === 0 ? [] : rows.slice(-most).reverse(),
  };
}

function movedOf({ units }: Below): Moved[] {
  return units.flatMap(({ row, previousScore }): Moved[] => {
    const [from, to] = [previousScore?.value ?? null, row.score.value];
    // Who stands apart has no rank to compare, and too few days behind the score.
    if (from === null || to === null || row.unranked !== null) return [];
    const isSame = overlap(previousScore?.interval ?? null, row.score.interval);
    const distinguishable = isSame === null ? null : !isSame;
    return [{ row, from, to, difference: difference(from, to), distinguishable }];
  });
}

/** Who is best, weakest and most changed. */
export function standingOf(below: Below): Standing {
  const moved = movedOf(below);
  const isSure = ({ distinguishable }: Moved) => Number(distinguishable === true);
  const byCode = (a: Moved, b: Moved) => (a.row.unit.code < b.row.unit.code ? -1 : 1);
  const by = (sign: 1 | -1) =>
    moved
      // What prints as no difference is none.
      .filter((one) => sign * one.difference > 0 && /[1-9]/.test(points(one.difference)))
      .sort((a, b) => isSure(b) - isSure(a) || sign * (b.difference - a.difference) || byCode(a, b))
      .slice(0, NAMED);
  return {
    ...bestOf(below),
    risen: by(1),
    fallen: by(-1),
    unranked: below.units.map(({ row }) => row).filter(({ unranked }) => unranked !== null),
  };
}

function named(row: RankingRow, language: Language): string {
  const zh = language === 'zh';
  const name = unitName(row.unit, language);
  const score = row.score.value === null ? null : points(row.score.value);
  const inside = [
    score && (zh ? `${score}分` : `${score} points`),
    rankSpan(row.interval, language),
  ].filter(Boolean);
  const text = inside.join(zh ? '，' : ', ');
  if (text === '') return name;
  return zh ? `${name}（${text}）` : `${name} (${text})`;
}

/** Those whose echelon may be another one, all things considered. */
function unsure(rows: readonly RankingRow[], language: Language): string | null {
  const found = rows.filter(({ distinguishable }) => distinguishable === false);
  if (found.length === 0) return null;
  const zh = language === 'zh';
  if (found.length === rows.length) {
    return zh ? '均与相邻方阵无显著差别' : 'none of them distinguishable from the next echelon';
  }
  const names = listed(
    found.map(({ unit }) => unitName(unit, language)),
    language,
  );
  return zh
    ? `其中${names}与相邻方阵无显著差别`
    : `of which ${names} cannot be told from the next echelon`;
}

function rangeWords({ level, units }: Below, language: Language): string {
  const zh = language === 'zh';
  const rows = units.map(({ row }) => row);
  const scores = rows.flatMap(({ score }) => score.value ?? []);
  const field = unitsOf(level, rows.length, language);
  // In the order of the ranking, which is that of the grades.
  const grades = Map.groupBy(
    rows.toSorted((a, b) => (b.score.value ?? -1) - (a.score.value ?? -1)),
    ({ score }) => score.grade,
  );
  const graded = [...grades].flatMap(([grade, of]) =>
    grade === null
      ? []
      : zh
        ? [`${labelOf(GRADES, grade, language)}${count(of.length)}个`]
        : [`${count(of.length)} ${labelOf(GRADES, grade, language)}`],
  );
  const [low, high] = [Math.min(...scores), Math.max(...scores)].map(points);
  return sentenceOf(
    [
      zh ? `所辖${field}` : `Of the ${field} below`,
      scores.length > 1
        ? zh
          ? `得分在${low}至${high}分之间`
          : `the scores lie between ${low} and ${high}`
        : null,
      graded.length > 0 ? listed(graded, language) : null,
    ],
    language,
  );
}

function rankabilityWords({ rankability, positions }: Below, language: Language): string | null {
  if (rankability === null) return null;
  const zh = language === 'zh';
  const share = percent(rankability);
  const head = zh
    ? `全省同级单位得分的差异中${share}不是偶然造成的`
    : `${share} of the differences between the scores of this level over the province are more than chance`;
  if (positions === 'shown') return sentenceOf([head], language);
  return sentenceOf([head, labelOf(POSITIONS, 'withheld', language)], language);
}

function placesWords(below: Below, { best, weakest }: Standing, language: Language) {
  const zh = language === 'zh';
  const isShown = below.positions === 'shown';
  const words = (rows: readonly RankingRow[], shown: string, vague: string) =>
    rows.length === 0
      ? null
      : sentenceOf(
          [
            (isShown ? shown : vague) +
              listed(
                rows.map((row) => named(row, language)),
                language,
              ),
            unsure(rows, language),
          ],
          language,
        );
  return {
    best: zh
      ? words(best, '得分较高的是', '属第一方阵的有(按代码排列)')
      : words(best, 'The highest scores: ', 'In the first echelon (by code): '),
    weakest: zh
      ? words(weakest, '得分较低的是', '属第三方阵的有(按代码排列)')
      : words(weakest, 'The lowest scores: ', 'In the third echelon (by code): '),
  };
}

function movedWords(
  moved: readonly Moved[],
  before: Baseline | null,
  way: 'risen' | 'fallen',
  language: Language,
): string | null {
  if (moved.length === 0 || before === null) return null;
  const zh = language === 'zh';
  const names = moved.map(({ row, from, to }) => {
    const name = unitName(row.unit, language);
    const pair = `${points(from)} → ${points(to)}`;
    const by = scoreMoved(from, to, language);
    return zh ? `${name}（${pair}，${by}）` : `${name} (${pair}, ${by})`;
  });
  const unsureOnes = moved.filter(({ distinguishable }) => distinguishable === false).length;
  const head = {
    risen: { zh: `较${before.zh}上升较多的是`, en: `Up most on ${before.en}: ` },
    fallen: { zh: `较${before.zh}下降较多的是`, en: `Down most on ${before.en}: ` },
  }[way][language];
  return sentenceOf(
    [
      head + listed(names, language),
      unsureOnes === 0
        ? null
        : unsureOnes === moved.length
          ? zh
            ? '但两期得分区间均重叠，升降不一定是真实变化'
            : 'but their intervals overlap, so that need not be a real change'
          : zh
            ? `其中${count(unsureOnes)}个两期得分区间重叠，升降不一定是真实变化`
            : `of which ${count(unsureOnes)} have intervals that overlap`,
    ],
    language,
  );
}

/** Who stands apart, and why. */
function unrankedWords(rows: readonly RankingRow[], language: Language): string | null {
  if (rows.length === 0) return null;
  const zh = language === 'zh';
  const parts = [...Map.groupBy(rows, ({ unranked }) => unranked ?? '')].map(([why, of]) => {
    const names = listed(
      of.map(({ unit }) => unitName(unit, language)),
      language,
    );
    const reason = labelOf(UNRANKED, why, language);
    return zh ? `${names}：${reason}` : `${names}: ${reason}`;
  });
  return `${parts.join(zh ? '；' : '; ')}${zh ? '。' : '.'}`;
}

/** The section on the units of one level below. */
export function belowSection(below: Below): Section {
  const standing = standingOf(below);
  return {
    id: `below.${below.level}`,
    title: { zh: '所辖单位情况', en: 'Units below' },
    sentences: [
      ...said('below.range', null, (language) => rangeWords(below, language)),
      ...said('below.rankability', null, (language) => rankabilityWords(below, language)),
      ...said('below.best', null, (language) => placesWords(below, standing, language).best),
      ...said('below.weakest', null, (language) => placesWords(below, standing, language).weakest),
      ...said('below.unranked', null, (language) => unrankedWords(standing.unranked, language)),
      ...said('below.risen', null, (language) =>
        movedWords(standing.risen, below.before, 'risen', language),
      ),
      ...said('below.fallen', null, (language) =>
        movedWords(standing.fallen, below.before, 'fallen', language),
      ),
    ],
  };
}
