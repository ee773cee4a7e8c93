/** The flags of a period: what looks doubtful, by which measure, and what was found of it. */
import { Button } from 'antd';
import { useState } from 'react';
import type { List } from '../api.ts';
import { ExportButton } from '../export-button.tsx';
import { count } from '../format.ts';
import { placeName } from '../made-up.ts';
import type { Pages } from '../pages.ts';
import { useQueryWord } from '../router.tsx';
import type { Session } from '../session.ts';
import { Sheet } from '../sheet.tsx';
import { Failed, Loading } from '../states.tsx';
import { useWords } from '../words.ts';
import { Inline, Select } from './fields.tsx';
import { type Finding, FlagDetail, NO_FINDING } from './flag-detail.tsx';
import { statisticOf } from './flag-words.ts';
import type { Flag, NamedUnit } from './months.ts';
import { PlacedName } from './placed-name.tsx';
import { useReviewWords } from './review-words.ts';
import { useSaid } from './use-said.ts';

/** What stands in the address where all flags are shown. */
export const ALL_FLAGS = 'all';

export const nameOf = ({ name, code }: NamedUnit) => (name === null ? code : placeName(name));

export function FlagsSection({
  flags,
  path,
  open,
  session,
  cardOf,
  onReviewed,
}: {
  /** Those that are shown. */
  readonly flags: Pages<List<Flag>>;
  /** What they are answers to. */
  readonly path: string;
  /** Those that are open. */
  readonly open: { readonly count: number; readonly isMore: boolean } | undefined;
  readonly session: Session;
  /** The address of a unit's card. */
  readonly cardOf: (unit: string) => string;
  readonly onReviewed: () => void;
}) {
  const { language, say } = useReviewWords();
  const { words } = useWords();
  const [shown, setShown] = useQueryWord('flags', '');
  const [opened, setOpened] = useQueryWord('flag', '');
  const [said, setSaid] = useSaid();
  const [findings, setFindings] = useState<Readonly<Record<string, Finding>>>({});
  const find = (flag: string, finding: Finding) =>
    setFindings((held) => ({ ...held, [flag]: finding }));
  const items = flags.pages.flatMap((page) => page.items);
  const title =
    open === undefined
      ? words.loading
      : open.count === 0
        ? say.noFlags
        : say.flagsTitle(count(open.count) + (open.isMore ? '+' : ''));
  return (
    <section className="months-section" aria-labelledby="flags">
      <h2 id="flags">{title}</h2>
      <p className="caption">{say.flagsCaption}</p>
      <div className="controls">
        <Inline label={say.show}>
          <Select
            value={shown}
            options={[
              ['', say.onlyOpen],
              [ALL_FLAGS, say.all],
            ]}
            onChange={setShown}
          />
        </Inline>
        <span role="status" className="quiet">
          {flags.first.loading && items.length > 0 ? words.updating : said}
        </span>
        {items.length > 0 && <ExportButton path={path} />}
      </div>
      {flags.first.failure && <Failed failure={flags.first.failure} retry={flags.first.retry} />}
      {flags.first.loading && !flags.first.value && <Loading rows={4} />}
      {items.length > 0 && (
        <div className={flags.first.loading ? 'stale' : ''}>
          <Sheet
            label={say.flag}
            isTall
            columns={[
              { key: 'unit', title: say.unit },
              { key: 'flag', title: say.flag },
              { key: 'statistic', title: say.statistic },
              { key: 'rows', title: say.rows, isNumber: true },
              { key: 'state', title: say.state },
              { key: 'open', title: say.action },
            ]}
            rows={items.map((flag) => {
              const what = `${nameOf(flag.unit)} · ${flag.name?.[language] ?? flag.flag}`;
              const isOpened = opened === flag.id;
              return {
                key: flag.id,
                cells: {
                  unit: <PlacedName unit={flag.unit} cardOf={cardOf} />,
                  flag: flag.name?.[language] ?? flag.flag,
                  statistic: <div className="months-reason">{statisticOf(flag, language)}</div>,
                  rows: count(flag.rows),
                  state: say.flagStates[flag.state],
                  open: (
                    <Button
                      size="small"
                      aria-expanded={isOpened}
                      aria-label={isOpened ? `${say.close} ${what}` : say.open(what)}
                      onClick={() => setOpened(isOpened ? '' : flag.id)}
                    >
                      {isOpened ? say.close : say.reviewShort}
                    </Button>
                  ),
                },
                below: isOpened && (
                  <FlagDetail
                    flag={flag}
                    mayReview={session.unit !== flag.unit.code}
                    finding={findings[flag.id] ?? NO_FINDING}
                    onFinding={(finding) => find(flag.id, finding)}
                    onReviewed={(outcome) => {
                      find(flag.id, NO_FINDING);
                      setSaid(say.saved(`${what} · ${say.flagStates[outcome]}`));
                      setOpened('');
                      onReviewed();
                    }}
                  />
                ),
              };
            })}
          />
        </div>
      )}
      {flags.failure && <Failed failure={flags.failure} retry={() => flags.more?.()} />}
      {(flags.more || flags.loadingMore) && (
        <Button onClick={flags.more} loading={flags.loadingMore}>
          {say.more}
        </Button>
      )}
    </section>
  );
}
