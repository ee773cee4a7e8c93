/**
 * How much an account may ask for in a minute, whichever of Lambda's execution environments
 * answers it.
 *
 * What an account has used stands in the table. An environment takes from it in lots and answers
 * that many requests without asking again, so a request costs no write of its own. All of them
 * together never answer more than the limit; what an environment took and did not use is lost
 * with the minute, so a busy account on many environments may be stopped somewhat earlier.
 */
import { createMiddleware } from 'hono/factory';
import type { Clock, ItemTable } from '../../shared/ports.ts';
import { routeOf } from './access.ts';
import type { ApiContext, ApiEnvironment } from './environment.ts';
import { problem } from './problems.ts';

const MINUTE = 60_000;
/** Counters are forgotten soon after their minute. */
const KEPT_SECONDS = 600;

interface Budget {
  readonly perMinute: number;
  /** Divides it. */
  readonly lot: number;
}

export const BUDGETS = {
  /** A page asks for some twenty things; a station's software sends a day once. */
  usual: { perMinute: 3_000, lot: 50 },
  /**
   * What computes, reads or brings much for one answer: nobody reads two reports a second, or sends
   * two bulk files.
   */
  heavy: { perMinute: 120, lot: 5 },
} as const satisfies Readonly<Record<string, Budget>>;
export type BudgetName = keyof typeof BUDGETS;

const HEAVY: ReadonlySet<string> = new Set([
  'POST /v1/runs',
  'POST /v1/schemes/simulate',
  'GET /v1/reports/:period/:unit',
  'GET /v1/scorecards/:period/:unit/kpis/:kpi/evidence',
  'POST /v1/submissions/bulk',
  'POST /v1/submissions/workbook',
  'POST /v1/imports',
]);

/** What a request is taken from: a workbook of any list is heavy, too. */
export function budgetOf(c: ApiContext): BudgetName {
  const route = routeOf(c);
  const isHeavy = HEAVY.has(`${route?.method} ${route?.path}`) || c.req.query('format') === 'xlsx';
  return isHeavy ? 'heavy' : 'usual';
}

/** What an environment has taken and not used yet. */
interface Allowance {
  left: number;
  /** Nothing is left in the table. */
  isSpent: boolean;
  asking: Promise<void> | undefined;
}

/** Answers 429 with `Retry-After` to an account that has used up its minute. */
export function rateLimit({ items, clock }: { readonly items: ItemTable; readonly clock: Clock }) {
  let minute = 0;
  let allowances = new Map<string, Allowance>();

  async function takeLot(account: string, name: BudgetName, allowance: Allowance): Promise<void> {
    const { perMinute, lot } = BUDGETS[name];
    const isTaken = await items.transact([
      {
        update: { pk: `RATE#${account}`, sk: `${minute}#${name}` },
        add: { used: lot },
        set: { expires: minute * (MINUTE / 1000) + KEPT_SECONDS },
        condition: { attribute: 'used', lessThan: perMinute },
      },
    ]);
    if (isTaken) allowance.left += lot;
    else allowance.isSpent = true;
  }

  async function isAllowed(account: string, name: BudgetName): Promise<boolean> {
    const now = Math.floor(clock() / MINUTE);
    if (now !== minute) {
      minute = now;
      allowances = new Map();
    }
    const key = `${name} ${account}`;
    const allowance = allowances.get(key) ?? { left: 0, isSpent: false, asking: undefined };
    allowances.set(key, allowance);
    while (allowance.left === 0 && !allowance.isSpent) {
      allowance.asking ??= takeLot(account, name, allowance).finally(() => {
        allowance.asking = undefined;
      });
      await allowance.asking;
    }
    if (allowance.left === 0) return false;
    allowance.left -= 1;
    return true;
  }

  return createMiddleware<ApiEnvironment>(async (c, next) => {
    const account = c.get('account');
    if (account === undefined || (await isAllowed(account, budgetOf(c)))) return next();
    const left = MINUTE - (clock() % MINUTE);
    c.header('retry-after', String(Math.ceil(left / 1000)));
    return problem(c, 'too_many_requests');
  });
}
