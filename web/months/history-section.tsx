/** Every revision of a period, from what it was computed, and when it was published. */
import { Button } from 'antd';
import { useState } from 'react';
import { lastDayOf, parsePeriod } from '../../shared/calendar/period.ts';
import { REFERENCE_NAMES } from '../../shared/units/reference-names.ts';
import type { List } from '../api.ts';
import { fullDayName } from '../dates.ts';
import { count, periodName } from '../format.ts';
import { useResource } from '../resource.ts';
import { Link, rankingAddress, scorecardAddress } from '../router.tsx';
import type { Session } from '../session.ts';
import { Sheet } from '../sheet.tsx';
import { Failed, Loading } from '../states.tsx';
import { ofRevision, type Publication, type Revision } from './months.ts';
import { PublishButton } from './publish.tsx';
import { requesterOf } from './run-words.ts';
import { Time } from './time.tsx';
import { useMonthWords } from './words.ts';

export interface HistoryProps {
  readonly period: string;
  readonly session: Session;
  readonly revisions: readonly Revision[];
  /** What readers see now. */
  readonly published: number | undefined;
  readonly mayPublish: boolean;
  readonly onPublished: (revision: number) => void;
}

/** A revision of a period that was not over then is provisional for good. */
function isOfWhole(period: string, { inputs, state }: Revision): boolean {
  const parsed = parsePeriod(period);
  if (!parsed || state === 'provisional') return false;
  return inputs === null || inputs.last === lastDayOf(parsed);
}

export function HistorySection(props: HistoryProps) {
  const { period, session, revisions, published, mayPublish, onPublished } = props;
  const { say } = useMonthWords();
  const [opened, setOpened] = useState<number>();
  return (
    <section className="months-section" aria-labelledby="history">
      <h2 id="history">
        {revisions.length === 0 ? say.noRevisions : say.history(count(revisions.length))}
      </h2>
      {revisions.length > 0 && (
        <Sheet
          label={say.sections.history}
          columns={[
            { key: 'revision', title: say.revision },
            { key: 'state', title: say.state },
            { key: 'scheme', title: say.scheme },
            { key: 'computed', title: say.computedAt },
            { key: 'by', title: say.by },
            { key: 'look', title: say.cards },
            { key: 'inputs', title: say.inputs },
            ...(mayPublish ? [{ key: 'publish', title: say.publish }] : []),
          ]}
          rows={revisions.map((one) => {
            const { revision, state, scheme, computedAt, requestedBy } = one;
            const isOpened = opened === revision;
            return {
              key: String(revision),
              cells: {
                revision: say.nth(revision),
                state: say.states[state],
                scheme,
                computed: <Time at={computedAt} />,
                by: requesterOf(requestedBy, say),
                look: (
                  <span className="months-nowrap">
                    <Link to={ofRevision(rankingAddress(period), revision)}>{say.ranking}</Link>{' '}
                    <Link to={ofRevision(scorecardAddress(period, session.unit), revision)}>
                      {say.card}
                    </Link>
                  </span>
                ),
                inputs: (
                  <Button
                    size="small"
                    aria-expanded={isOpened}
                    aria-label={say.showInputs(revision)}
                    onClick={() => setOpened(isOpened ? undefined : revision)}
                  >
                    {say.inputs}
                  </Button>
                ),
                publish: revision !== published && isOfWhole(period, one) && (
                  <PublishButton
                    period={period}
                    revision={revision}
                    units={one.units}
                    published={published}
                    onPublished={() => onPublished(revision)}
                  />
                ),
              },
              below: isOpened && <Inputs inputs={one.inputs} units={one.units} run={one.run} />,
            };
          })}
        />
      )}
      <Publications key={published} period={period} />
    </section>
  );
}

function Inputs({ inputs, units, run }: Pick<Revision, 'inputs' | 'units' | 'run'>) {
  const { language, say } = useMonthWords();
  const past = (one: { readonly period: string; readonly revision: number } | null) =>
    one === null ? say.none : `${periodName(one.period, language)} ${say.nth(one.revision)}`;
  return (
    <ul className="months-lines">
      <li>
        {say.units(count(units))} {say.runId} {run}
      </li>
      {inputs === null ? (
        <li>{say.inputsGone}</li>
      ) : (
        <>
          <li>
            {fullDayName(inputs.first, language)} – {fullDayName(inputs.last, language)} ·{' '}
            {say.asOf(fullDayName(inputs.asOf, language))}
          </li>
          <li>
            {say.references}：
            {Object.entries(inputs.reference)
              .map(([kind, version]) => `${REFERENCE_NAMES[kind]?.[language] ?? kind} ${version}`)
              .join(' · ')}
          </li>
          <li>
            {say.previous}：{past(inputs.previous)} · {say.yearAgo}：{past(inputs.yearAgo)} ·{' '}
            {say.months(count(inputs.history.length))}
          </li>
          <li>{say.ledgerEntries(count(inputs.ledger.length))}</li>
        </>
      )}
    </ul>
  );
}

function Publications({ period }: { readonly period: string }) {
  const { language, say } = useMonthWords();
  const found = useResource<List<Publication>>(`/periods/${period}/publications`, language);
  if (found.failure) return <Failed failure={found.failure} retry={found.retry} />;
  if (!found.value) return <Loading rows={3} />;
  const { items } = found.value;
  if (items.length === 0) return <h3>{say.noPublications}</h3>;
  return (
    <>
      <h3>{say.publications(count(items.length))}</h3>
      <Sheet
        label={say.publications(count(items.length))}
        columns={[
          { key: 'revision', title: say.revision },
          { key: 'at', title: say.publishedAt },
          { key: 'by', title: say.by },
          { key: 'flags', title: say.flagsOpenThen, isNumber: true },
          { key: 'reason', title: say.reasonGiven },
        ]}
        rows={items.map((one) => ({
          key: one.at,
          cells: {
            revision: say.nth(one.revision),
            at: <Time at={one.at} />,
            by: requesterOf(one.by, say),
            flags: count(one.openFlagCount),
            reason: (
              <div className="months-reason">
                {one.reason ?? <span className="quiet">{say.reasonHidden}</span>}
              </div>
            ),
          },
        }))}
      />
    </>
  );
}
