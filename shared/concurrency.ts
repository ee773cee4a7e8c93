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

/**
 * What `read` gives for each item, in their order; the next `ahead` are read while one is worked
 * on. A fault comes where its item would. What is held is at most `ahead` answers and one more.
 */
export async function* readAhead<T, R>(
  items: Iterable<T>,
  ahead: number,
  read: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const reading: Promise<R>[] = [];
  for (const item of items) {
    const answer = read(item);
    // Whoever stops before it is asked for does not hear of its fault.
    answer.catch(() => {});
    reading.push(answer);
    const [first] = reading;
    if (first && reading.length > ahead) {
      yield await first;
      reading.shift();
    }
  }
  for (const answer of reading) yield await answer;
}
