/**
 * The trail: who did what, in a bucket where nobody can change or delete it.
 *
 * An act is two objects, each written once: the first before it is begun, the second when it has
 * ended, and how. So nothing is done that the trail does not tell of, and an act that was cut off
 * is seen for one: it has no second object. Both begin with the same stem,
 * `trail/<day>/<HHMMSSmmm>-<id>.<act>.<unit>`, so that a list of keys alone tells when it was,
 * what it was and of whose branch.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Day, dayAt, shanghaiTime } from '../calendar/day.ts';
import type { Text } from '../kpis/definition.ts';
import type { Clock, ObjectStore } from '../ports.ts';
import { ACTS, type ActCode, OUTCOMES, type Outcome } from './acts.ts';

const factSchema = z.union([z.string(), z.number()]);
/** Ids, units, periods, revisions, counts: never what a person wrote, nor a person. */
export type Facts = Readonly<Record<string, string | number>>;

/** What is known of an act before it is begun. */
export interface Act {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Names this very act, also where it is told of again: `trailId`. */
  readonly id: string;
  /** Who acts: an account, or `schedule`. */
  readonly account: string;
  /** Null for what the system does by itself. */
  readonly role: string | null;
  /** The unit of the account; null for what the system does by itself. */
  readonly unit: string | null;
  readonly act: ActCode;
  readonly what: Facts;
  /** Of the HTTP request; null where there was none. */
  readonly requestId: string | null;
}

export interface Ending {
  readonly outcome: Outcome;
  /** The code of the problem that it was refused for, or failed by. */
  readonly code?: string;
  /** What is known besides, such as the revision that came of it. */
  readonly what?: Facts;
}

const entrySchema = z.object({
  id: z.string(),
  at: z.string(),
  account: z.string(),
  role: z.string().nullable(),
  unit: z.string().nullable(),
  act: z.enum(ACTS),
  /** Null as long as it is under way, and for good where it was cut off. */
  outcome: z.enum(OUTCOMES).nullable(),
  code: z.string().nullable(),
  what: z.record(z.string(), factSchema),
  requestId: z.string().nullable(),
});

/** An act as it stands in the trail; `at` has Shanghai's offset. */
export type TrailEntry = Readonly<z.infer<typeof entrySchema>>;

/** An entry as it is read: with names beside its codes. */
export interface NamedEntry extends Omit<TrailEntry, 'unit'> {
  readonly unit: { readonly code: string; readonly name: string | null } | null;
  /** `code` in words. */
  readonly reason: Text | null;
  /** What codes in `what` are called, by the same names. */
  readonly names: Readonly<Record<string, Text>>;
}

/** The id of an act that other texts name: the same for the same. */
export const trailId = (...names: string[]) =>
  createHash('sha256').update(names.join('\n')).digest('hex').slice(0, 16);

const STEM = /^trail\/(\d{4}-\d{2}-\d{2})\/\d{9}-[0-9a-f]{16}\.([a-z_]+)\.(\d{12}|system)$/;

/** What a key's stem says; undefined where it is none. */
export function stemParts(stem: string) {
  const [, day, name, unit] = STEM.exec(stem) ?? [];
  const act = ACTS.find((known) => known === name);
  if (day === undefined || act === undefined || unit === undefined) return undefined;
  return { day, act, unit: unit === 'system' ? null : unit };
}

export const prefixOfDay = (day: Day) => `trail/${day}/`;

function stemOf({ at, id, act, unit }: Act): string {
  const time = shanghaiTime(at).slice(11, 19).replaceAll(':', '');
  const milliseconds = String(at % 1000).padStart(3, '0');
  return `${prefixOfDay(dayAt(at))}${time}${milliseconds}-${id}.${act}.${unit ?? 'system'}`;
}

function entryOf({ at, ...act }: Act, ending?: Ending): TrailEntry {
  return {
    ...act,
    at: shanghaiTime(at),
    outcome: ending?.outcome ?? null,
    code: ending?.code ?? null,
    what: { ...act.what, ...ending?.what },
  };
}

/** An entry told of twice stays as it was first: the store is asked to write no object anew. */
async function write(trail: ObjectStore, key: string, entry: TrailEntry): Promise<void> {
  await trail.put(key, JSON.stringify(entry), {
    contentType: 'application/json',
    condition: { ifAbsent: true },
  });
}

/** Tells of an act that is about to begin. Throws where it cannot: then it must not begin. */
export const tellBegun = (trail: ObjectStore, act: Act) =>
  write(trail, `${stemOf(act)}.begun.json`, entryOf(act));

/** Tells how it ended. */
export const tellEnded = (trail: ObjectStore, act: Act, ending: Ending) =>
  write(trail, `${stemOf(act)}.ended.json`, entryOf(act, ending));

export interface TrailPorts {
  readonly trail: ObjectStore;
  readonly clock: Clock;
}

/** The entry under a key of the trail. */
export async function entryAt(trail: ObjectStore, key: string): Promise<TrailEntry> {
  const object = await trail.get(key);
  if (!object) throw new Error(`the trail's object ${key} is gone`);
  return entrySchema.parse(JSON.parse(new TextDecoder().decode(object.body)));
}
