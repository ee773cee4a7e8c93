/** The receipt of a revision: everything that the system promised for it. */

import { LIST_NAMES, LISTS } from '../../shared/submissions/contract.ts';
import type { Receipt } from '../../shared/submissions/receipt.ts';
import { exactTimeName, fullDayName, listed } from '../dates.ts';
import { count, type Language } from '../format.ts';
import { type StationWords, useStationWords } from './words.ts';

/** As many characters of a content hash as people compare. */
const SHORT_HASH = 12;

export function ReceiptFields({
  receipt,
  stationName,
}: {
  readonly receipt: Receipt;
  readonly stationName: string;
}) {
  const { language, words } = useStationWords();
  const fields: readonly (readonly [string, React.ReactNode])[] = [
    [words.station, stationName],
    [words.code, receipt.station],
    [words.date, fullDayName(receipt.date, language)],
    [words.revision, words.revisionName(receipt.revision)],
    [words.received, exactTimeName(receipt.receivedAt, language)],
    [words.onTime, receipt.onTime ? words.onTimeYes : words.onTimeNo],
    [words.rows, countWords(receipt, words, language)],
    [
      words.hash,
      <code key="hash" title={receipt.contentHash}>
        {receipt.contentHash.slice(0, SHORT_HASH)}
      </code>,
    ],
  ];
  return (
    <section>
      <h2>{words.receipt}</h2>
      <dl className="station-receipt-fields">
        {fields.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Rows by list in words: `工作时间32、矛盾纠纷3`; lists without rows are left out. */
export function countWords(
  { counts }: Pick<Receipt, 'counts'>,
  words: StationWords,
  language: Language,
): string {
  const held = LIST_NAMES.filter((list) => (counts[list] ?? 0) > 0).map((list) =>
    words.rowsOf(LISTS[list].names[language], count(counts[list] ?? 0)),
  );
  return held.length > 0 ? listed(held, language) : words.nothing;
}
