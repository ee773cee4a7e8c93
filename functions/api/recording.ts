/** Which requests are acts, and what the trail tells of each. */
import { createMiddleware } from 'hono/factory';
import { containsPersonalData } from '../../shared/submissions/personal-data.ts';
import type { ActCode } from '../../shared/trail/acts.ts';
import {
  type Act,
  type Ending,
  type Facts,
  tellBegun,
  tellEnded,
} from '../../shared/trail/trail.ts';
import { routeOf } from './access.ts';
import type { ApiContext, ApiEnvironment, Services } from './environment.ts';
import { problem } from './problems.ts';

interface RouteAct {
  readonly act: ActCode;
  /** Query parameters that say what it is about; those of the path always do. */
  readonly asked?: readonly string[];
  /** What of the answer does, by its place: `unit.code`. */
  readonly answered?: readonly string[];
  /** A value of the query with which the route changes nothing. */
  readonly unless?: readonly [name: string, values: readonly string[]];
}

/** Every route that changes something. */
export const ACTS_OF_ROUTES: Readonly<Record<string, RouteAct>> = {
  'POST /v1/submissions': {
    act: 'submission_sent',
    answered: ['station', 'date', 'revision'],
  },
  'POST /v1/submissions/workbook': {
    act: 'workbook_sent',
    asked: ['station'],
    answered: ['rows', 'days.length'],
    unless: ['mode', ['check', 'marked']],
  },
  'POST /v1/imports': {
    act: 'days_imported',
    answered: ['rows', 'filled'],
    unless: ['mode', ['check']],
  },
  'PUT /v1/imports/mappings': { act: 'mapping_saved', answered: ['unit'] },
  'POST /v1/submissions/bulk': { act: 'bulk_requested', answered: ['id'] },
  'PUT /v1/reference/:kind': {
    act: 'reference_loaded',
    answered: ['version', 'rows', 'effective'],
  },
  'PUT /v1/schemes/:id': {
    act: 'scheme_stored',
    answered: ['scheme'],
    unless: ['check', ['true']],
  },
  'POST /v1/runs': {
    act: 'run_started',
    answered: ['id', 'period', 'revision', 'scheme', 'knownIn'],
  },
  'DELETE /v1/runs/:id': { act: 'run_stopped', answered: ['period', 'revision'] },
  'POST /v1/periods/:period/publish': { act: 'published', answered: ['revision'] },
  'POST /v1/flags/:id/review': {
    act: 'flag_reviewed',
    answered: ['unit.code', 'period', 'flag', 'state'],
  },
  'POST /v1/audits/:id/outcome': {
    act: 'audit_recorded',
    answered: ['station.code', 'period', 'state'],
  },
  'POST /v1/ledger': {
    act: 'ledger_entered',
    answered: ['items.0.id', 'items.0.unit.code', 'items.0.period', 'items.0.kind', 'items.length'],
  },
  'POST /v1/ledger/:id/withdraw': {
    act: 'ledger_withdrawn',
    answered: ['unit.code', 'period', 'kind'],
  },
  'POST /v1/appeals': { act: 'appeal_filed', answered: ['id', 'unit.code', 'period', 'kpi'] },
  'POST /v1/appeals/:id/comment': { act: 'appeal_commented', answered: ['unit.code', 'period'] },
  'POST /v1/appeals/:id/decision': {
    act: 'appeal_decided',
    answered: ['unit.code', 'period', 'state'],
  },
};

/** What a fact is called where its place's last part does not say. */
const NAMES: Readonly<Record<string, string>> = {
  'unit.code': 'unit',
  'station.code': 'station',
  'days.length': 'days',
  'items.length': 'entries',
  'items.0.unit.code': 'unit',
};

/**
 * Tells the trail of every act: before it is begun, without which it does not begin (503), and
 * how it ended. Where only the second cannot be told, the act stands in the trail without an end,
 * its answer goes out and the fault is reported.
 */
export function recording({ trail, clock }: Pick<Services, 'trail' | 'clock'>) {
  return createMiddleware<ApiEnvironment>(async (c, next) => {
    const route = routeOf(c);
    const told = ACTS_OF_ROUTES[route ? `${route.method} ${route.path}` : ''];
    const [name = '', values = []] = told?.unless ?? [];
    if (!told || values.includes(c.req.query(name) ?? '')) return next();
    const { account, unit, role } = c.get('caller');
    const act: Act = {
      ...{ at: clock(), id: crypto.randomUUID().replaceAll('-', '').slice(0, 16) },
      ...{ account, unit, role, act: told.act, requestId: c.get('requestId') },
      what: factsAsked(c, route?.path ?? '', told),
    };
    try {
      await tellBegun(trail, act);
    } catch (fault) {
      c.get('report')(fault);
      return problem(c, 'not_recorded');
    }
    await next();
    try {
      await tellEnded(trail, act, await endingOf(c, told));
    } catch (fault) {
      c.get('report')(fault);
    }
  });
}

/** An id and the like; a path may hold anything, and what could be a person's number is left out. */
const isPlain = (text: string) => /^[\w.@#-]{1,80}$/.test(text) && !containsPersonalData(text);

function factsAsked(c: ApiContext, pattern: string, { asked = [] }: RouteAct): Facts {
  // Here the framework knows the parameters of this middleware's own pattern alone. What is plain
  // is written as it is, and nothing else is told.
  const segments = c.req.path.split('/');
  const values = [
    ...pattern
      .split('/')
      .flatMap((name, place): [string, string][] =>
        name.startsWith(':') ? [[name.slice(1), segments[place] ?? '']] : [],
      ),
    ...asked.map((name) => [name, c.req.query(name) ?? ''] as const),
  ];
  return Object.fromEntries(values.filter(([, value]) => isPlain(value)));
}

async function endingOf(c: ApiContext, { answered = [] }: RouteAct): Promise<Ending> {
  const { status, ok } = c.res;
  const said: unknown = await c.res
    .clone()
    .json()
    .catch(() => undefined);
  if (!ok) {
    const code = at(said, 'code');
    return {
      outcome: status >= 500 ? 'failed' : 'refused',
      ...(typeof code === 'string' && { code }),
    };
  }
  const facts = answered.flatMap((place): [string, string | number][] => {
    const value = at(said, place);
    const isFact = typeof value === 'number' || (typeof value === 'string' && isPlain(value));
    return isFact ? [[NAMES[place] ?? place.split('.').at(-1) ?? place, value]] : [];
  });
  return { outcome: 'done', what: Object.fromEntries(facts) };
}

/** What stands at a place such as `items.0.unit.code`. */
function at(value: unknown, place: string): unknown {
  return place.split('.').reduce<unknown>((found, name) => {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name))
      return undefined;
    return (found as Record<string, unknown>)[name];
  }, value);
}
