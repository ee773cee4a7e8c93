import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Day } from '../../shared/calendar/day.ts';
import type { Clock, ItemTable, MessageQueue, ObjectStore } from '../../shared/ports.ts';
import type { ReferenceBook } from '../../shared/units/book.ts';
import type { ReferenceStore } from '../../shared/units/store.ts';
import type { Caller } from './access.ts';

/** What the API works with; `handler.ts` puts it together. */
export interface Services {
  readonly lake: ObjectStore;
  readonly inbox: ObjectStore;
  /** What is written there can neither be changed nor deleted. */
  readonly trail: ObjectStore;
  readonly items: ItemTable;
  readonly inboxQueue: MessageQueue;
  readonly runQueue: MessageQueue;
  readonly clock: Clock;
  readonly reference: ReferenceStore;
}

export interface ApiEnvironment {
  readonly Bindings: {
    /** The event of the HTTP API, as far as it matters here; its authorizer checked the token. */
    readonly event?: {
      readonly requestContext?: {
        readonly requestId?: string;
        readonly authorizer?: { readonly jwt?: { readonly claims?: unknown } };
      };
    };
  };
  readonly Variables: {
    readonly requestId: string;
    /** For a fault that does not keep the request from its answer. */
    readonly report: (fault: unknown) => void;
    /** Whose token it is; undefined where nobody has to say who they are. */
    readonly account: string | undefined;
    /** Set where the account has a branch, as are the two below. */
    readonly caller: Caller;
    readonly book: ReferenceBook;
    readonly today: Day;
  };
}

export type ApiContext = Context<ApiEnvironment>;
export type Api = OpenAPIHono<ApiEnvironment>;
