/**
 * Calls `work` for each item, at most `limit` at once. Rejects with the first fault, once what
 * was under way has ended; no item is begun after a fault.
 */
export async function forEachOf<T>(
  items: Iterable<T>,
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items[Symbol.iterator]();
  const faults: unknown[] = [];
  const worker = async () => {
    for (let next = queue.next(); !next.done && faults.length === 0; next = queue.next()) {
      try {
        await work(next.value);
      } catch (fault) {
        faults.push(fault);
      }
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  if (faults.length > 0) throw faults[0];
}
