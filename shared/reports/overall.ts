/** How a unit stands as a whole: score, grade, rank and how much was reported. */
import { periodName } from '../calendar/period-name.ts';
import { count, difference, type Language, percent, points } from '../format.ts';
import type { Scorecard } from '../scorecards/card.ts';
import { ECHELONS, GRADES, labelOf, POSITIONS, UNRANKED } from '../scorecards/labels.ts';
import { overlap } from '../statistics/overlap.ts';
import type { Baselines } from './headline.ts';
import { movementWords } from './movement.ts';
import { type Place, rankSpan, unitName, unitsOf } from './places.ts';
import { type Section, said, sentenceOf } from './sentence.ts';

/** A unit's score in another period, as published. */
export interface PastScore {
  readonly period: string;
  readonly value: number | null;
  readonly interval: readonly [number, number] | null;
}

export interface OverallInput extends Baselines {
  readonly card: Scorecard;
  /** The units above, from the province down. */
  readonly above: readonly (Place & { readonly code: string })[];
  readonly previousScore: PastScore | null;
  readonly yearAgoScore: PastScore | null;
}

const STANDING: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  provisional: {
    zh: '本期尚未结束，以下为暂计数，不与往期整月比较，以公布的结果为准。',
    en: 'The period is not over: what follows is provisional and compared with no whole period.',
  },
  draft: {
    zh: '本版本为草稿，尚未公布，不得对外引用。',
    en: 'This revision is a draft and not published; do not quote it.',
  },
  superseded: {
    zh: '本版本已被后来公布的版本取代。',
    en: 'This revision has been superseded by one published later.',
  },
};

function scoreWords({ card }: OverallInput, language: Language): string {
  const zh = language === 'zh';
  const { score, unit } = card;
  const name = unitName(unit, language);
  const period = periodName(card.period, language);
  if (score.value === null) {
    return zh
      ? `${period}，${name}没有可计分的指标。`
      : `${name} has no KPI that could be scored in ${period}.`;
  }
  const grade = score.grade === null ? null : labelOf(GRADES, score.grade, language);
  const value = points(score.value);
  const [low, high] = score.interval?.map(points) ?? [];
  return sentenceOf(
    [
      zh
        ? `${period}，${name}社区警务考核得分${value}分`
        : `In ${period} ${name} scored ${value} points`,
      grade && (zh ? `等级为${grade}` : `graded ${grade}`),
      score.gradeCap === null
        ? null
        : zh
          ? `因一票否决，等级最高为${labelOf(GRADES, score.gradeCap, language)}`
          : `the grade capped at ${labelOf(GRADES, score.gradeCap, language)} by a veto`,
      low === undefined || high === undefined
        ? null
        : zh
          ? `扣除偶然波动，真实水平约在${low}至${high}分之间`
          : `its true level, chance taken out, being about ${low} to ${high}`,
    ],
    language,
  );
}

function movementSentence(input: OverallInput, language: Language): string | null {
  const { card, previousScore, yearAgoScore, before, yearAgo } = input;
  const zh = language === 'zh';
  const { value, interval } = card.score;
  const [since, sinceYear] = [
    movementWords('score', previousScore?.value ?? null, value, before, language),
    movementWords('score', yearAgoScore?.value ?? null, value, yearAgo, language),
  ];
  if (since === null && sinceYear === null) return null;
  // Of scores whose intervals overlap it is not known that they differ at all.
  const caution = (past: PastScore | null) => {
    const moved = difference(past?.value ?? 0, value ?? 0);
    const isMoved = /[1-9]/.test(points(moved));
    if (!isMoved || !overlap(past?.interval ?? null, interval)) return '';
    return zh
      ? '（得分区间重叠，不一定是真实变化）'
      : ' (the intervals overlap: it need not be real)';
  };
  const parts = [
    since && since + caution(previousScore),
    sinceYear && sinceYear + caution(yearAgoScore),
  ].filter((part) => part !== null);
  return (zh ? '得分' : 'The score is ') + sentenceOf(parts, language);
}

function rankWords(input: OverallInput, rank: Scorecard['ranks'][number], language: Language) {
  const zh = language === 'zh';
  const { card, above } = input;
  const { level } = card.unit;
  const within = above.find(({ code }) => code === rank.within);
  const field = unitsOf(level, rank.of, language);
  const among =
    rank.scope === 'peers' || !within
      ? zh
        ? `在全省同类的${field}中`
        : `among the ${field} of its kind`
      : zh
        ? `在${unitName(within, language)}${field}中`
        : `among the ${field} of ${unitName(within, language)}`;
  const span = rankSpan(rank.interval, language);
  const isShown = rank.rank !== null;
  return sentenceOf(
    [
      isShown
        ? zh
          ? `${among}列第${count(rank.rank ?? 0)}名`
          : `It ranks ${count(rank.rank ?? 0)} ${among}`
        : zh
          ? among
          : `It stands ${among}`,
      span && (zh ? span : `its ${span}`),
      zh
        ? `属${labelOf(ECHELONS, rank.echelon, language)}`
        : `in the ${labelOf(ECHELONS, rank.echelon, language)}`,
      rank.distinguishable === false
        ? zh
          ? '与相邻方阵无显著差别'
          : 'not distinguishable from the next echelon'
        : null,
    ],
    language,
  );
}

function completenessWords({ card }: OverallInput, language: Language): string | null {
  const { expected, submitted, onTime } = card.completeness;
  if (expected === 0) return null;
  const zh = language === 'zh';
  const share = percent(submitted / expected);
  return zh
    ? `应报${count(expected)}站日，已报${count(submitted)}站日，完整率${share}，其中按时${count(onTime)}站日。`
    : `${count(submitted)} of ${count(expected)} station-days were submitted (${share}), ${count(onTime)} of them on time.`;
}

/** The section 总体情况. */
export function overallSection(input: OverallInput): Section {
  const { card } = input;
  const standing = STANDING[card.state];
  // A rank among one is none.
  const ranks = card.ranks.filter(({ of }) => of > 1);
  const { unranked } = card;
  return {
    id: 'overall',
    title: { zh: '总体情况', en: 'Overall' },
    sentences: [
      ...(standing ? [{ id: 'overall.state', kpi: null, words: standing }] : []),
      ...said('overall.score', null, (language) => scoreWords(input, language)),
      ...said('overall.movement', null, (language) => movementSentence(input, language)),
      ...ranks.flatMap((rank) =>
        said(`overall.rank.${rank.scope}`, null, (language) => rankWords(input, rank, language)),
      ),
      ...(card.positions === 'withheld' && ranks.length > 0
        ? said('overall.positions', null, (language) =>
            sentenceOf([labelOf(POSITIONS, 'withheld', language)], language),
          )
        : []),
      ...(unranked
        ? said('overall.unranked', null, (language) =>
            sentenceOf([labelOf(UNRANKED, unranked, language)], language),
          )
        : []),
      ...said('overall.completeness', null, (language) => completenessWords(input, language)),
    ],
  };
}
