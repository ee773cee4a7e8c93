import type { Clock, ItemKey, ItemTable, ItemWrite } from './ports.ts';

/** Who may do a thing that only one may do at a time, until when (milliseconds since 1970). */
export interface Lease {
  readonly name: string;
  readonly owner: string;
}

/** A lease not renewed for so long is free: whoever held it has died. */
export const LEASE_MILLISECONDS = 120_000;

const keyOf = (name: string): ItemKey => ({ pk: 'LEASES', sk: name });

/** The write that takes a free lease; it fails while another holds it. */
export function takeWrite({ name, owner }: Lease, now: number): ItemWrite {
  return {
    update: keyOf(name),
    set: { owner, until: now + LEASE_MILLISECONDS },
    condition: { attribute: 'until', lessThan: now },
  };
}

/** The write that keeps a lease longer; it fails where another has taken it since. */
export function renewWrite({ name, owner }: Lease, now: number): ItemWrite {
  return {
    update: keyOf(name),
    set: { until: now + LEASE_MILLISECONDS },
    condition: { attribute: 'owner', equals: owner },
  };
}

/** The write that gives a lease back; it fails where another has taken it since. */
export function releaseWrite({ name, owner }: Lease): ItemWrite {
  return {
    update: keyOf(name),
    set: { until: 0, owner: '' },
    condition: { attribute: 'owner', equals: owner },
  };
}

/** Takes a lease, or takes it up again where the same owner held it before it was stopped. */
export async function takeLease(items: ItemTable, lease: Lease, clock: Clock): Promise<boolean> {
  const now = clock();
  return (
    (await items.transact([takeWrite(lease, now)])) ||
    (await items.transact([renewWrite(lease, now)]))
  );
}

/** False where another has taken it since: the work under it must end. */
export function renewLease(items: ItemTable, lease: Lease, clock: Clock): Promise<boolean> {
  return items.transact([renewWrite(lease, clock())]);
}

export async function releaseLease(items: ItemTable, lease: Lease): Promise<void> {
  await items.transact([releaseWrite(lease)]);
}

/** The owner of a lease that is held now, or undefined where it is free. */
export async function holderOf(
  items: ItemTable,
  name: string,
  now: number,
): Promise<string | undefined> {
  const item = await items.get(keyOf(name));
  return item && Number(item.until) >= now ? String(item.owner) : undefined;
}
