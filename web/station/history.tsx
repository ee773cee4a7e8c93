/** The revisions of a day: what each changed, who sent it and when. */
import type { Day } from '../../shared/calendar/day.ts';
import { LISTS } from '../../shared/submissions/contract.ts';
import {
  type DraftLists,
  differencesOf,
  differenceWords,
  type RowNames,
} from '../../shared/submissions/differences.ts';
import { timeName } from '../dates.ts';
import { Link, revisionAddress } from '../router.tsx';
import type { SentReceipt } from './day-received.ts';
import { countWords } from './receipt.tsx';
import { useStationWords } from './words.ts';

const KIND_MARKS = { added: '＋', removed: '－', changed: '～' } as const;

/** What a revision says otherwise than the one before it. */
export function Changes({
  before,
  after,
  revision,
  names,
}: {
  readonly before: DraftLists;
  readonly after: DraftLists;
  /** The number of the revision before. */
  readonly revision: number;
  readonly names: RowNames;
}) {
  const { language, words } = useStationWords();
  const differences = differencesOf(before, after);
  return (
    <section className="station-screen">
      <h2>{words.changesTitle(revision)}</h2>
      {differences.length === 0 && <p>{words.changesNone}</p>}
      <ul className="station-changes">
        {differences.map((difference) => {
          const said = differenceWords(difference, names, language);
          return (
            <li key={`${difference.kind} ${difference.list} ${said}`}>
              <span className={`station-kind ${difference.kind}`}>
                <span aria-hidden="true">{KIND_MARKS[difference.kind]}</span>{' '}
                {words.kinds[difference.kind]}
              </span>{' '}
              <span className="quiet">{LISTS[difference.list].names[language]}</span> {said}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

export function History({
  station,
  date,
  receipts,
  shown,
}: {
  readonly station: string;
  readonly date: Day;
  /** Oldest first. */
  readonly receipts: readonly SentReceipt[];
  readonly shown: number;
}) {
  const { language, words } = useStationWords();
  return (
    <section className="station-screen">
      <h2>{words.history}</h2>
      <ol className="station-history">
        {receipts.toReversed().map((receipt) => (
          <li key={receipt.revision}>
            <strong>
              {receipt.revision === shown ? (
                words.revisionName(receipt.revision)
              ) : (
                <Link to={revisionAddress(station, date, receipt.revision)}>
                  {words.revisionName(receipt.revision)}
                </Link>
              )}
            </strong>{' '}
            {[
              receipt.revision === receipt.latestRevision ? words.current : undefined,
              receipt.revision === shown ? words.shown : undefined,
              words.receivedAt(timeName(receipt.receivedAt, language)),
              `${words.sender} ${receipt.sender}`,
              countWords(receipt, words, language),
            ]
              .filter(Boolean)
              .join(' · ')}
          </li>
        ))}
      </ol>
    </section>
  );
}
