/**
 * What is known of a bulk file while it is received: for the account that follows it, and for
 * whoever goes on with it. One item a file, `BULK#<id>` | `STATE`.
 *
 * Its lease stands in the item itself, so that one conditional write saves how far the work has
 * come, renews the lease and fails where another has taken over: each that takes the file up does
 * so under a term of its own, and what is saved under an earlier term is refused. The results say
 * which pieces of which term count, so nothing that a latecomer still writes gets into them.
 */
import { z } from 'zod';
import { LEASE_MILLISECONDS } from '../lease.ts';
import type { Clock, Item, ItemKey, ItemTable } from '../ports.ts';
import type { Names } from './contract.ts';
import type { Sender } from './receive.ts';

/** The state of a file is forgotten with the file and its results. */
const KEPT_SECONDS = 90 * 86_400;
/** Work that nobody has gone on with for so long was given up: its messages have come to nothing. */
const GIVEN_UP_MILLISECONDS = 86_400_000;

const FAULTS = {
  gzip_broken: {
    zh: '压缩文件已损坏或不完整；结果文件列出的行已处理，请重新压缩后再次上传整个文件',
    en: 'The gzip file is damaged or cut off; the lines that the results list were received. Pack it again and send the whole file once more',
  },
  file_too_large: {
    zh: '文件超过 1 GiB（压缩文件按解压后计算）；结果文件列出的行已处理，请拆分后上传其余部分',
    en: 'The file is larger than 1 GiB, unpacked; the lines that the results list were received. Split it and send the rest',
  },
  results_too_large: {
    zh: '结果过多，处理已停止；请先改正已列出的错误，再次上传整个文件',
    en: 'There are too many results; correct the errors listed and send the whole file once more',
  },
  interrupted: {
    zh: '系统故障，处理中断；已收到的内容不会丢失，请再次上传同一个文件，已收到的行不会重复',
    en: 'A fault of the system interrupted the work; nothing received is lost. Send the same file again: lines already received are not taken twice',
  },
} as const satisfies Readonly<Record<string, Names>>;

/** Why a file as a whole failed. */
export type BulkFault = keyof typeof FAULTS;

const stateSchema = z.object({
  id: z.string(),
  unit: z.string(),
  account: z.string(),
  role: z.enum(['clerk', 'reviewer', 'administrator']),
  /** The name that the account gave it; null for a file that was dropped into the bucket. */
  filename: z.string().nullable(),
  state: z.enum(['waiting', 'processing', 'done', 'failed']),
  /** Lines that are not blank, so far. */
  lines: z.int(),
  accepted: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  fault: z.enum(Object.keys(FAULTS) as [BulkFault, ...BulkFault[]]).nullable(),
  /** Key of the results in the inbox bucket, once they are there. */
  results: z.string().nullable(),
  /** The upload that this state tells about: one object may be written more than once. */
  event: z.string().nullable(),
  /** Bytes of the object as uploaded: read so far, and in all, once they are known. */
  bytes: z.int().default(0),
  size: z.int().nullable().default(null),
  /** Where the first line begins that is not received. */
  next: z.object({ offset: z.int(), line: z.int() }).default({ offset: 0, line: 1 }),
  /** The pieces of the results so far, by the term that wrote them, and their bytes together. */
  pieces: z.array(z.object({ term: z.int(), count: z.int() })).default([]),
  written: z.int().default(0),
  /** How often the work was handed over to another message. */
  hops: z.int().default(0),
  /** How often the file was taken up, and the message that holds it; null where nobody does. */
  term: z.int().default(0),
  holder: z.string().nullable().default(null),
  /** Milliseconds since 1970. */
  savedAt: z.int().default(0),
});

/** What has become of a bulk file. */
export type BulkState = Readonly<z.infer<typeof stateSchema>>;

export interface StatePorts {
  readonly items: ItemTable;
  readonly clock: Clock;
}

const stateKey = (id: string): ItemKey => ({ pk: `BULK#${id}`, sk: 'STATE' });

/** The words for a fault of a whole file. */
export function describeFault(fault: BulkFault): Names {
  return FAULTS[fault];
}

/** A file of which nothing has been read. */
export function newState(id: string, sender: Sender, filename: string | null): BulkState {
  const { unit, account, role } = sender;
  return stateSchema.parse({
    ...{ id, unit, account, role, filename },
    ...{ state: 'waiting', lines: 0, accepted: 0, unchanged: 0, refused: 0 },
    ...{ fault: null, results: null, event: null },
  });
}

/** The state of a file; undefined where no such file is known. */
export async function bulkStateOf(
  { items, clock }: StatePorts,
  id: string,
): Promise<BulkState | undefined> {
  const item = await items.get(stateKey(id));
  const state = item && stateSchema.parse(item);
  const isGivenUp =
    state?.state === 'processing' && state.savedAt + GIVEN_UP_MILLISECONDS < clock();
  return isGivenUp ? { ...state, state: 'failed', fault: 'interrupted' } : state;
}

export const hasEnded = ({ state }: BulkState): boolean => state === 'done' || state === 'failed';

/** Whether another message than this one is at work on the file, as far as can be told. */
export function isHeldByAnother(state: BulkState, message: string, now: number): boolean {
  const { holder, savedAt } = state;
  return holder !== null && holder !== message && savedAt + LEASE_MILLISECONDS > now;
}

/** S3 orders sequencers as text, the shorter one filled up with zeros. */
export function isLater(event: string | null, than: string): boolean {
  const [sequencer = ''] = event?.split('-') ?? [];
  const length = Math.max(sequencer.length, than.length);
  return sequencer.padEnd(length, '0') > than.padEnd(length, '0');
}

/** Takes a file up under a new term; undefined where another was faster. */
export function takeUp(
  ports: StatePorts,
  state: BulkState,
  message: string,
): Promise<BulkState | undefined> {
  const term = state.term + 1;
  const open = { state: 'processing', fault: null, results: null } as const;
  return write(ports, { ...state, ...open, term, holder: message }, term);
}

/** Saves the state as it is now; undefined where another has taken the file up since. */
export function saveState(ports: StatePorts, state: BulkState): Promise<BulkState | undefined> {
  return write(ports, state, state.term + 1);
}

/** Writes the state where the one that is stored, if any, has a term below `limit`. */
async function write(
  { items, clock }: StatePorts,
  state: BulkState,
  limit: number,
): Promise<BulkState | undefined> {
  const saved: BulkState = { ...state, savedAt: clock() };
  const expires = Math.floor(saved.savedAt / 1000) + KEPT_SECONDS;
  const put: Item = { ...stateKey(state.id), ...saved, expires };
  const condition = { attribute: 'term', lessThan: limit };
  return (await items.transact([{ put, condition }])) ? saved : undefined;
}
