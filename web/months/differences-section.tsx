/** What changed from one revision to another, unit by unit, and why. */

import { Button } from 'antd';
import { comparableValues } from '../../shared/scorecards/comparable.ts';
import { REFERENCE_NAMES } from '../../shared/units/reference-names.ts';
import type { KpiDefinition, List } from '../api.ts';
import { ExportButton } from '../export-button.tsx';
import { count, counts, kpiValue, NOTHING, points } from '../format.ts';
import { usePages } from '../pages.ts';
import { Place } from '../place.tsx';
import { useResource } from '../resource.ts';
import { Link, scorecardAddress, useQueryWord } from '../router.tsx';
import { Sheet } from '../sheet.tsx';
import { Failed, Loading } from '../states.tsx';
import { gradeName, useWords } from '../words.ts';
import { differencesPath } from './differences.ts';
import { Inline, Select } from './fields.tsx';
import {
  type Changed,
  type Differences,
  ofRevision,
  type Revision,
  type UnitDifference,
} from './months.ts';
import { type ReviewWords, useReviewWords } from './review-words.ts';
import { useMonthWords } from './words.ts';

const KPIS_SHOWN = 4;

export function DifferencesSection({
  period,
  revisions,
  usual,
}: {
  readonly period: string;
  readonly revisions: readonly Revision[];
  /** The two that are compared where the address names no others. */
  readonly usual: { readonly from: number; readonly to: number } | undefined;
}) {
  const { words } = useWords();
  const { language, say } = useReviewWords();
  const { say: month } = useMonthWords();
  const numbers = revisions.map(({ revision }) => revision);
  const [from, setFrom] = useQueryWord('from', String(usual?.from ?? ''));
  const [to, setTo] = useQueryWord('to', String(usual?.to ?? ''));
  const isNamed = [from, to].every((one) => numbers.includes(Number(one)));
  const path = isNamed ? differencesPath(period, Number(from), Number(to)) : undefined;
  const found = usePages<Differences>(path, language);
  const catalogue = useResource<List<KpiDefinition>>(path && '/kpis', language);
  const items = found.pages.flatMap((page) => page.items);
  const first = found.first.value;
  const failure = found.first.failure ?? found.failure;
  const options = numbers.map((one) => [String(one), month.nth(one)] as const);
  return (
    <section className="months-section" aria-labelledby="differences">
      <h2 id="differences">
        {path === undefined
          ? say.oneRevision
          : !first
            ? month.sections.differences
            : items.length === 0
              ? say.noDifference(first.from, first.to)
              : say.differencesTitle(
                  count(items.length) + (found.more ? '+' : ''),
                  first.from,
                  first.to,
                )}
      </h2>
      {usual === undefined && <p className="quiet">{say.oneRevisionText}</p>}
      {numbers.length > 1 && (
        <div className="controls">
          <Inline label={say.from}>
            <Select value={from} options={options} onChange={setFrom} />
          </Inline>
          <Inline label={say.to}>
            <Select value={to} options={options} onChange={setTo} />
          </Inline>
          <span role="status" className="quiet">
            {found.first.loading && first ? words.updating : ''}
          </span>
          {path !== undefined && <ExportButton path={path} />}
        </div>
      )}
      {failure && <Failed failure={failure} retry={found.first.retry} />}
      {found.first.loading && !first && <Loading rows={5} />}
      {first && <Reasons found={first} />}
      {first && items.length > 0 && (
        <div className={found.first.loading ? 'stale' : ''}>
          <Sheet
            label={month.sections.differences}
            columns={[
              { key: 'unit', title: say.unit },
              { key: 'score', title: say.score, isNumber: true },
              { key: 'grade', title: say.grade },
              { key: 'rank', title: say.rank },
              { key: 'what', title: say.what },
              { key: 'why', title: say.reasons },
            ]}
            rows={items.map((one) => ({
              key: one.unit.code,
              cells: {
                unit: (
                  <Link to={ofRevision(scorecardAddress(period, one.unit.code), first.to)}>
                    <Place name={one.unit.name} />
                  </Link>
                ),
                score: <Score change={one.score} />,
                grade: arrow(one.grade, (grade) => gradeName(grade, language)),
                rank: <Ranks one={one} />,
                what: <Kpis one={one} catalogue={catalogue.value?.items ?? []} />,
                why: becauseOf(one, say),
              },
            }))}
          />
        </div>
      )}
      {(found.more || found.loadingMore) && (
        <Button onClick={found.more} loading={found.loadingMore}>
          {say.more}
        </Button>
      )}
    </section>
  );
}

/** What the two revisions were computed from, where that differs. */
function Reasons({ found }: { readonly found: Differences }) {
  const { language, say } = useReviewWords();
  const { scheme, corrections, more, reference, ledger } = found;
  const lines = [
    scheme.from !== scheme.to && say.schemeChanged(scheme.from ?? NOTHING, scheme.to ?? NOTHING),
    corrections.length > 0 && say.corrected(count(corrections.length + more)),
    ...reference.map(({ kind, from, to }) =>
      say.referenceChanged(
        REFERENCE_NAMES[kind]?.[language] ?? kind,
        String(from ?? NOTHING),
        String(to ?? NOTHING),
      ),
    ),
    ledger.length > 0 && say.ledgerChanged(count(ledger.length)),
  ].filter((line) => line !== false);
  if (lines.length === 0) return null;
  return (
    <p className="caption">
      {say.reasons}：{lines.join(' · ')}
    </p>
  );
}

function arrow<T>({ from, to }: Changed<T>, print: (value: T) => string): string {
  const [before, after] = [from, to].map((value) => (value === null ? NOTHING : print(value)));
  return from === to ? (before ?? '') : `${before} → ${after}`;
}

/** Before and after, and by how much, with its sign; less than is printed is said in words. */
function Score({ change }: { readonly change: Changed<number> }) {
  const { say } = useReviewWords();
  const { from, to } = change;
  if (from === null || to === null || from === to) return arrow(change, points);
  // Two that print differently may still be closer than what is printed.
  if (points(to - from) === points(0)) {
    return (
      <>
        {points(from) === points(to) ? points(to) : arrow(change, points)}
        <div className="quiet">{say.small}</div>
      </>
    );
  }
  return (
    <>
      {arrow(change, points)}{' '}
      <span className={to > from ? 'better' : 'worse'}>
        {to > from ? '▲ +' : '▼ '}
        {points(to - from)}
      </span>
    </>
  );
}

/** Where a rank changed: of peers it is named by the group, of the province by its code. */
function Ranks({ one }: { readonly one: UnitDifference }) {
  const { say } = useReviewWords();
  return one.ranks.map(({ within, from, to }) => {
    const scope =
      within === one.unit.parent ? say.within : /^\d/.test(within) ? say.province : say.peers;
    return (
      <div key={within} className="months-nowrap">
        {scope} {arrow({ from, to }, count)}
      </div>
    );
  });
}

function Kpis({
  one,
  catalogue,
}: {
  readonly one: UnitDifference;
  readonly catalogue: readonly KpiDefinition[];
}) {
  const { language, say } = useReviewWords();
  // What was counted anew says more than what is only weighed anew.
  const kpis = one.kpis.filter(({ value, numerator, denominator, score }) =>
    [value, numerator, denominator, score].some(({ from, to }) => from !== to),
  );
  if (kpis.length === 0) return <span className="quiet">{say.whatElse}</span>;
  return (
    <div className="months-reason">
      {kpis.slice(0, KPIS_SHOWN).map((change) => {
        const { id, numerator, denominator, score } = change;
        const value = comparableValues(change);
        const kpi = catalogue.find((other) => other.id === id);
        const side = (of: 'from' | 'to') => {
          const [up, down] = [numerator[of], denominator[of]];
          if (!kpi || up === null || down === null) return NOTHING;
          return `${kpiValue(value[of], kpi, language)} (${counts(up, down, kpi.display)})`;
        };
        const [before, after] = [side('from'), side('to')];
        return (
          <div key={id}>
            {kpi?.name[language] ?? id}{' '}
            <span className="quiet">
              {before === after ? before : `${before} → ${after}`}
              {score.from !== score.to &&
                ` · ${say.kpiScore(printed(score.from), printed(score.to))}`}
            </span>
          </div>
        );
      })}
      {kpis.length > KPIS_SHOWN && (
        <span className="quiet">{say.moreKpis(count(kpis.length - KPIS_SHOWN))}</span>
      )}
    </div>
  );
}

const printed = (score: number | null) => (score === null ? NOTHING : points(score));

function becauseOf({ because, corrections }: UnitDifference, say: ReviewWords): string {
  return because
    .map((reason) =>
      reason === 'corrections'
        ? say.corrected(count(corrections))
        : (say.because[reason] ?? reason),
    )
    .join(' · ');
}
