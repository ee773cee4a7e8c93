import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A log grows to this many bytes; the one before it is kept beside it as `.1`. */
const LOG_LIMIT = 8 * 1024 * 1024;

/** The log of one function. */
export interface FunctionLog {
  write(text: string | Uint8Array): void;
  close(): void;
}

/** Opens `<folder>/<name>.log` to add to it. */
export function openLog(folder: string, name: string): FunctionLog {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.log`);
  let file: number | undefined = openSync(path, 'a');
  let size = fstatSync(file).size;
  return {
    write(text) {
      if (file === undefined) return;
      if (size > LOG_LIMIT) {
        closeSync(file);
        renameSync(path, `${path}.1`);
        file = openSync(path, 'a');
        size = 0;
      }
      size += typeof text === 'string' ? writeSync(file, text) : writeSync(file, text);
    },
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}
