/** What is wrong with a document, found before it is sent with the server's own validation. */
import { type Day, isDay } from '../../shared/calendar/day.ts';
import type { Names } from '../../shared/submissions/contract.ts';
import type { RefusalError, Refused } from '../../shared/submissions/errors.ts';
import { TEXT } from '../../shared/submissions/messages.ts';
import {
  closedDay,
  type SubmitterRole,
  validateSubmission,
} from '../../shared/submissions/validate.ts';
import { ReferenceBook } from '../../shared/units/book.ts';
import { referenceOf } from '../form/check.ts';
import { isRecord } from '../form/rows.ts';
import type { Known } from '../form/shapes.ts';

/** Who would send the document, and when. */
interface Sender {
  readonly station: string;
  readonly role: SubmitterRole;
  /** The day it is in Shanghai. */
  readonly today: Day;
}

/** Whether the date is a day that the sender may send now. */
export const isOpen = (date: string, sender: Pick<Sender, 'role' | 'today'>): boolean =>
  isDay(date) && !closedDay(date, sender);

const OTHER_STATION: Names = {
  zh: '「派出所」：不是本所的代码，请核对文件',
  en: "station: this is not your station's code; check the file",
};

/**
 * Every error that can be found on the page; undefined where there is none, and only the server
 * can tell more (whether the roster knows the officers). `known` is of the document's day, and
 * undefined where that is not open: then the document is refused for its date, and its grids are
 * not looked up.
 */
export function refusalOf(
  document: unknown,
  sender: Sender,
  known: Pick<Known, 'grids'> | undefined,
): Omit<Refused, 'ok'> | undefined {
  const { station, role, today } = sender;
  const isOfAnother = isRecord(document) && document.station !== station;
  if (isOfAnother && typeof document.station === 'string') {
    const error = { code: 'unknown_station', pointer: '/station', messages: OTHER_STATION };
    return { errors: [error], more: 0 };
  }
  const reference = known ? referenceOf(station, known) : new ReferenceBook([]);
  const result = validateSubmission(document, { today, role, reference });
  return result.ok ? undefined : { errors: result.errors.map(asOfStation), more: result.more };
}

/** The page knows the station's own grids only; whether there is such a code, it cannot tell. */
function asOfStation(error: RefusalError): RefusalError {
  if (error.code !== 'unknown_grid') return error;
  const { zh, en } = error.messages;
  return {
    ...error,
    code: 'grid_not_of_station',
    messages: {
      zh: zh.replace(TEXT.unknownGrid.zh, TEXT.gridNotOfStation.zh),
      en: en.replace(TEXT.unknownGrid.en, TEXT.gridNotOfStation.en),
    },
  };
}
