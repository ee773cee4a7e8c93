/**
 * What the domain asks of the world outside: four stores, a topic, a clock and ids. One
 * implementation each over the AWS SDK stands in `shared/aws/`; tests use the embedded cloud or a
 * small in-memory one.
 */

/** An object as read: its bytes and the entity tag that a conditional write names. */
export interface StoredObject {
  readonly body: Uint8Array;
  readonly etag: string;
}

/** When a put may go through: only over the object with this tag, or only where none is. */
export type PutCondition = { readonly ifMatch: string } | { readonly ifAbsent: true };

export interface ObjectInfo {
  readonly key: string;
  readonly size: number;
  readonly etag: string;
}

/** One bucket. */
export interface ObjectStore {
  /** The whole object, or undefined where there is none. */
  get(key: string): Promise<StoredObject | undefined>;
  /** Size and tag, or undefined where there is none. */
  head(key: string): Promise<ObjectInfo | undefined>;
  /**
   * The object's bytes as they arrive, from byte `offset` on (default 0). Throws where there is
   * none, or where it has another tag than `etag`.
   */
  stream(key: string, offset?: number, etag?: string): Promise<AsyncIterable<Uint8Array>>;
  /** Writes the whole object; false where the condition did not hold and nothing was written. */
  put(
    key: string,
    body: Uint8Array | string,
    options?: { readonly contentType?: string; readonly condition?: PutCondition },
  ): Promise<boolean>;
  /** Writes an object of any length as its bytes come; until all have come there is none of them. */
  putStream(
    key: string,
    chunks: AsyncIterable<Uint8Array>,
    options?: { readonly contentType?: string },
  ): Promise<void>;
  /** Every object whose key begins with `prefix`, in key order. */
  list(prefix: string): AsyncIterable<ObjectInfo>;
  delete(key: string): Promise<void>;
  /** A link that lets its holder put this one object until it expires. */
  presignPut(key: string, expiresInSeconds: number): Promise<PresignedUpload>;
  /** A link that lets its holder read this one object until it expires. */
  presignGet(key: string, expiresInSeconds: number): Promise<string>;
}

export interface PresignedUpload {
  readonly method: 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Key of an item in the table. */
export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

export type ItemValue =
  | string
  | number
  | boolean
  | null
  | Uint8Array
  | readonly ItemValue[]
  | { readonly [name: string]: ItemValue };

/**
 * An item: its key, `pk1` and `sk1` where it also stands in the index `index1`, `expires`
 * (seconds since 1970) where it may be forgotten, and whatever else.
 */
export type Item = ItemKey & { readonly [name: string]: ItemValue };

/** A condition on the item as it stands before the write. */
export type ItemCondition =
  | { readonly absent: true }
  | { readonly attribute: string; readonly equals: string | number }
  /** Holds where the item or the attribute is missing, too. */
  | { readonly attribute: string; readonly lessThan: number };

export type ItemWrite =
  | { readonly put: Item; readonly condition?: ItemCondition }
  | {
      readonly update: ItemKey;
      /** Attributes to set. */
      readonly set?: { readonly [name: string]: ItemValue };
      /** Numbers to add to (a missing attribute counts as 0). */
      readonly add?: { readonly [name: string]: number };
      readonly condition?: ItemCondition;
    }
  | { readonly remove: ItemKey; readonly condition?: ItemCondition };

export interface ItemQuery {
  readonly pk: string;
  /** The table itself (strongly consistent) where left out. */
  readonly index?: 'index1';
  /** Sort keys from here on, inclusive. */
  readonly from?: string;
  /** Sort keys up to here, inclusive. */
  readonly to?: string;
  readonly prefix?: string;
  readonly descending?: boolean;
  /** At most so many items; all of them where left out. */
  readonly limit?: number;
  /** The `next` of the page before. */
  readonly cursor?: string;
}

/** A cursor that no page of this query can have given. */
export class InvalidCursor extends Error {
  override readonly name = 'InvalidCursor';
}

/** The one table. */
export interface ItemTable {
  /** Strongly consistent. */
  get(key: ItemKey): Promise<Item | undefined>;
  /** Follows the service's pages until `limit` (or the end); `next` is null at the end. */
  query(query: ItemQuery): Promise<{ readonly items: Item[]; readonly next: string | null }>;
  /**
   * All of up to 100 writes or none. False where a condition did not hold; contention
   * between transactions is retried inside.
   */
  transact(writes: readonly ItemWrite[]): Promise<boolean>;
  /** Puts any number of items, in batches, unconditionally; not atomic. */
  putAll(items: readonly Item[]): Promise<void>;
}

/** A failed query: the engine's own words, which name no values of parameters. */
export class QueryFailed extends Error {
  override readonly name = 'QueryFailed';
}

/** Athena, or what stands in for it. */
export interface QueryEngine {
  /**
   * Runs one statement and gives its rows as text (null for NULL), as Athena returns them.
   * `parameters` fill the statement's `?` in order; they are bound, never interpolated.
   * Throws QueryFailed where the engine refuses or cancels it or the deadline passes.
   */
  query(statement: string, parameters: readonly (string | number)[]): Promise<QueryResult>;
}

export interface QueryResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly bytesScanned: number;
}

/** One queue. */
export interface MessageQueue {
  /** `delaySeconds` at most 900. */
  send(body: string, options?: { readonly delaySeconds?: number }): Promise<void>;
  /** Messages in it, about: those waiting, in hand and delayed. */
  depth(): Promise<number>;
}

/** A message to whoever has subscribed. */
export interface TopicMessage {
  /** One line of at most 100 ASCII characters: the subject of an e-mail. */
  readonly subject: string;
  readonly text: string;
  /** What a subscription may filter by. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** One topic. */
export interface Topic {
  publish(message: TopicMessage): Promise<void>;
}

/** Milliseconds since 1970, as Date.now. */
export type Clock = () => number;
