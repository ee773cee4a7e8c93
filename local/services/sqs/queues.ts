/** Standard queues in SQLite: sent, received, made visible again, deleted, given up. */
import { randomUUID } from 'node:crypto';
import type { Durable } from '../durable.ts';

export interface QueueDefinition {
  readonly name: string;
  /** Seconds that a received message stays hidden; 30 where left out. */
  readonly visibilityTimeout?: number;
  /** Seconds before a message is first seen; 0 where left out. */
  readonly delaySeconds?: number;
  /** Where a message goes that was received so often without being deleted. */
  readonly redrive?: { readonly deadLetterQueue: string; readonly maxReceiveCount: number };
}

export interface ReceivedMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  readonly firstReceivedAt: number;
  /** 1 at the first receipt. */
  readonly receiveCount: number;
}

export interface Depth {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

export interface ReceiveOptions {
  /** 1 to 10; 1 where left out. */
  readonly max?: number;
  /** Seconds; the queue's own where left out. */
  readonly visibilityTimeout?: number;
  /** Seconds to wait for a message; 0 where left out. */
  readonly waitSeconds?: number;
  /** Ends the wait with what there is: nothing. */
  readonly signal?: AbortSignal;
}

/** One queue, as the embedded cloud's own pollers use it. */
export interface Queue {
  readonly definition: QueueDefinition;
  /** Durable when it resolves; gives the message's id. */
  send(body: string, options?: { readonly delaySeconds?: number }): Promise<string>;
  receive(options?: ReceiveOptions): Promise<ReceivedMessage[]>;
  /** Nothing happens where the message is gone or another receipt is the latest. */
  delete(receiptHandle: string): Promise<void>;
  /** Hides a received message for so many seconds from now; 0 shows it. False where it is not in flight. */
  changeVisibility(receiptHandle: string, seconds: number): Promise<boolean>;
  depth(): Depth;
  purge(): Promise<void>;
  /** Looks again at once: for a clock that was turned. */
  wake(): void;
}

interface Row {
  readonly id: number;
  readonly message_id: string;
  readonly body: string;
  readonly sent_at: number;
  readonly first_received_at: number | null;
  readonly receives: number;
}

/** Creates what is not there, and shows every message in flight: its receiver died with the process. */
export function openQueues(
  durable: Durable,
  definitions: readonly QueueDefinition[],
  now: () => number,
): ReadonlyMap<string, Queue> {
  const { database } = durable;
  database.exec(`
    create table if not exists messages (
      id integer primary key autoincrement, queue text not null, message_id text not null,
      body text not null, sent_at integer not null, visible_at integer not null,
      receives integer not null default 0, first_received_at integer, receipt text
    );
    create index if not exists messages_by_visibility on messages (queue, visible_at, id);
    create index if not exists messages_by_receipt on messages (receipt) where receipt is not null`);
  database
    .prepare('update messages set visible_at = ?, receipt = null where receipt is not null')
    .run(now());
  const queues = new Map<string, Queue>();
  for (const definition of definitions) {
    const dead = definition.redrive?.deadLetterQueue;
    if (dead !== undefined && !definitions.some(({ name }) => name === dead)) {
      throw new Error(`the dead-letter queue ${dead} of ${definition.name} does not exist`);
    }
    const wakeDead = () => queues.get(dead ?? '')?.wake();
    queues.set(definition.name, openQueue(durable, definition, now, wakeDead));
  }
  return queues;
}

function openQueue(
  durable: Durable,
  definition: QueueDefinition,
  now: () => number,
  wakeDead: () => void,
): Queue {
  const { database, write } = durable;
  const { name, redrive } = definition;
  const insert = database.prepare(
    'insert into messages (queue, message_id, body, sent_at, visible_at) values (?, ?, ?, ?, ?)',
  );
  const selectVisible = database.prepare(
    `select id, message_id, body, sent_at, first_received_at, receives from messages
     where queue = ? and visible_at <= ? order by visible_at, id limit ?`,
  );
  const markReceived = database.prepare(
    `update messages set receipt = ?, visible_at = ?, receives = receives + 1,
       first_received_at = coalesce(first_received_at, ?) where id = ?`,
  );
  const moveToDead = database.prepare(
    `update messages set queue = ?, visible_at = ?, receives = 0, first_received_at = null,
       receipt = null where id = ?`,
  );
  const remove = database.prepare('delete from messages where queue = ? and receipt = ?');
  const hide = database.prepare(
    'update messages set visible_at = ? where queue = ? and receipt = ? and visible_at > ?',
  );
  const removeAll = database.prepare('delete from messages where queue = ?');
  const selectNext = database.prepare(
    'select min(visible_at) as at from messages where queue = ? and visible_at > ?',
  );
  const count = database.prepare(
    `select count(*) filter (where visible_at <= ?2) as visible,
       count(*) filter (where visible_at > ?2 and receipt is not null) as in_flight,
       count(*) filter (where visible_at > ?2 and receipt is null) as delayed
     from messages where queue = ?1`,
  );
  /** Receivers that wait; each looks again when called. */
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const look of [...waiting]) look();
  };

  /** Up to `max` visible messages; those that were received too often go to the dead letters. */
  function take(max: number, visibilityTimeout: number): ReceivedMessage[] {
    const taken: ReceivedMessage[] = [];
    while (taken.length < max) {
      const rows = selectVisible.all(name, now(), max - taken.length) as unknown as Row[];
      if (rows.length === 0) break;
      for (const row of rows) {
        if (redrive && row.receives >= redrive.maxReceiveCount) {
          moveToDead.run(redrive.deadLetterQueue, now(), row.id);
          continue;
        }
        const receiptHandle = randomUUID();
        // A timeout of 0 leaves the message visible, but not for this same receipt.
        markReceived.run(receiptHandle, now() + visibilityTimeout * 1000, now(), row.id);
        taken.push({
          messageId: row.message_id,
          receiptHandle,
          body: row.body,
          sentAt: row.sent_at,
          firstReceivedAt: row.first_received_at ?? now(),
          receiveCount: row.receives + 1,
        });
      }
      if (visibilityTimeout === 0) break;
    }
    return taken;
  }

  /** Resolves when there may be something to see, or false when the time is up. */
  function wait(until: number, signal: AbortSignal | undefined): Promise<boolean> {
    return new Promise((resolve) => {
      const { at } = selectNext.get(name, now()) as { at: number | null };
      const toEnd = until - performance.now();
      const toNext = at === null ? Number.POSITIVE_INFINITY : Math.max(1, at - now());
      const finish = (goOn: boolean) => {
        clearTimeout(timer);
        waiting.delete(look);
        signal?.removeEventListener('abort', stop);
        resolve(goOn);
      };
      const look = () => finish(true);
      const stop = () => finish(false);
      const timer = setTimeout(() => finish(toNext < toEnd), Math.min(toEnd, toNext));
      waiting.add(look);
      signal?.addEventListener('abort', stop, { once: true });
    });
  }

  return {
    definition,
    wake,

    async send(body, { delaySeconds = definition.delaySeconds ?? 0 } = {}) {
      const messageId = randomUUID();
      await write(() => insert.run(name, messageId, body, now(), now() + delaySeconds * 1000));
      wake();
      return messageId;
    },

    async receive(options = {}) {
      const { max = 1, waitSeconds = 0, signal } = options;
      const timeout = options.visibilityTimeout ?? definition.visibilityTimeout ?? 30;
      const until = performance.now() + waitSeconds * 1000;
      for (;;) {
        if (signal?.aborted) return [];
        if (selectVisible.get(name, now(), 1) !== undefined) {
          const messages = await write(() => take(max, timeout));
          wakeDead();
          if (messages.length > 0) return messages;
          // Another receiver was quicker, or all went to the dead letters: look again.
          continue;
        }
        if (performance.now() >= until || !(await wait(until, signal))) return [];
      }
    },

    async delete(receiptHandle) {
      await write(() => remove.run(name, receiptHandle));
    },

    async changeVisibility(receiptHandle, seconds) {
      const at = now() + seconds * 1000;
      const { changes } = await write(() => hide.run(at, name, receiptHandle, now()));
      wake();
      return changes > 0;
    },

    depth() {
      const row = count.get(name, now());
      return {
        visible: Number(row?.visible),
        inFlight: Number(row?.in_flight),
        delayed: Number(row?.delayed),
      };
    },

    async purge() {
      await write(() => removeAll.run(name));
    },
  };
}
