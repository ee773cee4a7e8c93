/** What the bulletin says in sentences. Every number is a card's own, and rounded once. */
import type { KpiDefinition, KpiFigure, Scorecard } from '../api.ts';
import { count, kpiValue, type Language, mark, percent, points } from '../format.ts';
import { placeName } from '../made-up.ts';
import { gradeName, type Words } from '../words.ts';
import type { ReportWords } from './words.ts';

/** A paragraph with its lead. */
export interface Finding {
  readonly lead: string;
  readonly text: string;
}

/** The stations below the unit, held against the target of time in the community. */
export interface Reached {
  readonly of: number;
  readonly below: number;
}

export interface Told {
  readonly card: Scorecard;
  readonly definitions: ReadonlyMap<string, KpiDefinition>;
  readonly stations: Reached | undefined;
  readonly language: Language;
  readonly words: Words;
  readonly say: ReportWords;
}

type Part = string | false | null | undefined;

/** Joins the parts of a sentence; those that have nothing to say fall away. */
const sentence = ({ say }: Told, ...parts: readonly Part[]) =>
  parts.filter(Boolean).join(say.comma) + say.stop.trimEnd();

export function findingsOf(told: Told): readonly Finding[] {
  const { findings } = told.say;
  const join = told.language === 'zh' ? '' : ' ';
  const all: readonly (readonly [string, readonly (string | undefined)[]])[] = [
    [findings.score, [scoreTold(told), ...ranksTold(told)]],
    [findings.time, [timeTold(told), presenceTold(told)]],
    [findings.disputes, [disputesTold(told)]],
    [findings.cases, [casesTold(told)]],
    [findings.reporting, [reportingTold(told)]],
  ];
  return all.flatMap(([lead, sentences]) => {
    const text = sentences.filter(Boolean).join(join);
    return text ? [{ lead, text }] : [];
  });
}

function scoreTold(told: Told): string {
  const { card, language, say } = told;
  const { value, interval, grade, gradeCap, adjustments } = card.score;
  const unit = placeName(card.unit.name);
  if (value === null) return sentence(told, say.scoreNone(unit));
  const adjusted = adjustments.reduce((sum, adjustment) => sum + adjustment.points, 0);
  return sentence(
    told,
    say.scoreOf(unit, points(value)) +
      (interval ? bracketed(say.interval(points(interval[0]), points(interval[1])), language) : ''),
    grade && say.gradeOf(gradeName(grade, language)),
    adjustments.length > 0 && say.adjusted(signed(adjusted)),
    gradeCap && say.capped(gradeName(gradeCap, language)),
  );
}

/** A place among one is none. */
function ranksTold(told: Told): readonly string[] {
  const { card, words, say } = told;
  if (card.unranked) return [sentence(told, words.unranked[card.unranked])];
  return card.ranks
    .filter(({ of }) => of > 1)
    .map(({ scope, rank, of, interval, echelon, distinguishable }) =>
      sentence(
        told,
        rank === null
          ? say.echelon(say.scopes[scope], of, words.echelons[echelon])
          : say.rank(say.scopes[scope], rank, of),
        interval && rangeTold(interval, say),
        distinguishable === false && words.notDistinguishable,
      ),
    );
}

const rangeTold = ([low, high]: readonly [number, number], say: ReportWords) =>
  low === high ? say.sameRange : say.rankRange(low, high);

function timeTold(told: Told): string | undefined {
  const { say, stations, language } = told;
  const [kpi, definition] = of(told, 'time_in_community');
  if (!kpi || !definition || kpi.value === null) return undefined;
  const at = kpi.target?.meets;
  const printed = at === undefined ? '' : mark(at, definition, language);
  return sentence(
    told,
    say.presence(definition.name[language], valueTold(kpi, definition, told)),
    heldTold(kpi, definition, told),
    yearAgoTold(kpi, say),
    stations &&
      at !== undefined &&
      (stations.below === 0
        ? say.noneBelow(stations.of, printed)
        : say.belowTarget(stations.below, stations.of, printed)),
  );
}

function presenceTold(told: Told): string | undefined {
  const parts = ['grid_coverage', 'grid_presence'].flatMap((id) => {
    const [kpi, definition] = of(told, id);
    if (!kpi || !definition || kpi.value === null) return [];
    const name = definition.name[told.language];
    return [told.say.presence(name, kpiValue(kpi.value, definition, told.language))];
  });
  return parts.length > 0 ? sentence(told, ...parts) : undefined;
}

function disputesTold(told: Told): string | undefined {
  const { say } = told;
  const [kpi, definition] = of(told, 'dispute_resolution_rate');
  if (!kpi || !definition) return undefined;
  if (kpi.value === null) return sentence(told, say.noDisputes);
  const { numerator, denominator } = kpi;
  return sentence(
    told,
    say.disputes(count(denominator), count(numerator), valueTold(kpi, definition, told)),
    heldTold(kpi, definition, told),
    yearAgoTold(kpi, say),
  );
}

/** A change is never told without its two counts and its interval. */
function casesTold(told: Told): string | undefined {
  const { say, words, language } = told;
  const sentences = ['criminal_case_change', 'theft_change'].flatMap((id) => {
    const [kpi, definition] = of(told, id);
    if (!kpi || !definition) return [];
    const [name, before, now] = [
      definition.name[language],
      count(kpi.denominator),
      count(kpi.numerator),
    ];
    if (kpi.value === null) {
      const note = kpi.note === null ? '' : (words.notes[kpi.note] ?? kpi.note);
      return [sentence(told, say.casesNone(name, before, now, note))];
    }
    const { interval } = kpi;
    return [
      sentence(
        told,
        say.cases(name, before, now, kpiValue(kpi.value, definition, language)),
        interval && rangeOf(interval, definition, told),
        interval && interval[0] <= 0 && interval[1] >= 0 && say.noDifference,
      ),
    ];
  });
  return sentences.join(language === 'zh' ? '' : ' ') || undefined;
}

function reportingTold(told: Told): string | undefined {
  const { expected, submitted, onTime } = told.card.completeness;
  if (expected === 0) return undefined;
  const share = percent(submitted / expected);
  return sentence(
    told,
    told.say.submitted(count(expected), count(submitted), count(onTime), share),
  );
}

function of(
  { card, definitions }: Told,
  id: string,
): readonly [KpiFigure | undefined, KpiDefinition | undefined] {
  return [card.kpis.find((kpi) => kpi.id === id), definitions.get(id)];
}

const rangeOf = (ends: readonly [number, number], kpi: KpiDefinition, { language, say }: Told) =>
  say.interval(kpiValue(ends[0], kpi, language), kpiValue(ends[1], kpi, language));

/** `82.3%(95%区间81.0%至83.5%)` */
function valueTold(kpi: KpiFigure, definition: KpiDefinition, told: Told): string {
  const value = kpiValue(kpi.value, definition, told.language);
  if (!kpi.interval) return value;
  return value + bracketed(rangeOf(kpi.interval, definition, told), told.language);
}

/** Against the highest mark that is reached, else the one that should be; of KPIs where more is better. */
function heldTold(kpi: KpiFigure, definition: KpiDefinition, { language, say }: Told): Part {
  const { value, interval, target } = kpi;
  const wanted = target?.meets ?? target?.target;
  if (value === null || wanted === undefined || definition.better !== 'higher') return undefined;
  const excels = target?.excels;
  const isExcellent = excels !== undefined && value >= excels;
  const at = isExcellent ? excels : wanted;
  const tell = isExcellent ? say.held.excels : value >= at ? say.held.meets : say.held.missed;
  const isUnsure = interval && interval[0] < at && at < interval[1];
  const text = tell(mark(at, definition, language));
  return isUnsure ? text + bracketed(say.unsure, language) : text;
}

function yearAgoTold({ value, yearAgo }: KpiFigure, say: ReportWords): Part {
  if (value === null || yearAgo === null) return undefined;
  const text = signed((value - yearAgo) * 100);
  return /[1-9]/.test(text) ? say.yearAgo(text) : say.yearAgoSame;
}

const bracketed = (text: string, language: Language) =>
  language === 'zh' ? `(${text})` : ` (${text})`;

/** With its sign, unless it prints as zero. */
function signed(value: number): string {
  const text = points(value);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}
