import { DatabaseSync } from 'node:sqlite';

/** An SQLite file whose writers share commits. */
export interface Durable {
  readonly database: DatabaseSync;
  /**
   * Runs `work` in a transaction; resolves with its value once that is on disk, and rejects with
   * what it threw after undoing it alone. `work` is synchronous.
   *
   * Calls that arrive together share one transaction (a savepoint each) and so one flush of the
   * disk, which is what a durable write costs.
   */
  write<T>(work: () => T): Promise<T>;
  /** Commits what is waiting and closes the file. */
  close(): void;
}

interface Waiting {
  readonly work: () => unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

/** Opens or creates the file; a commit returns when the disk has it. */
export function openDurable(file: string): Durable {
  const database = new DatabaseSync(file);
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 5000');
  let waiting: Waiting[] = [];

  function commit(): void {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    const answers: (() => void)[] = [];
    try {
      database.exec('begin immediate');
      for (const { work, resolve, reject } of batch) {
        database.exec('savepoint one');
        try {
          const value = work();
          answers.push(() => resolve(value as never));
        } catch (error) {
          database.exec('rollback to one');
          answers.push(() => reject(error));
        }
        database.exec('release one');
      }
      database.exec('commit');
    } catch (cause) {
      if (database.isTransaction) database.exec('rollback');
      const error = new Error('the transaction could not be committed', { cause });
      for (const { reject } of batch) reject(error);
      return;
    }
    for (const answer of answers) answer();
  }

  return {
    database,
    write<T>(work: () => T) {
      return new Promise<T>((resolve, reject) => {
        waiting.push({ work, resolve: resolve as (value: never) => void, reject });
        // After this turn's input has been read, so that whatever has arrived goes along.
        if (waiting.length === 1) setImmediate(commit);
      });
    },
    close() {
      commit();
      database.close();
    },
  };
}
