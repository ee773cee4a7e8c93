import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { z } from 'zod';

/** Times by name in a small file. */
export interface Marks {
  get(name: string): number | undefined;
  /** Durable when it returns. */
  set(name: string, instant: number): void;
}

const marksSchema = z.record(z.string(), z.number());

/** Opens the file; a missing one is empty. */
export function openMarks(file: string): Marks {
  const marks = new Map(Object.entries(read(file)));
  return {
    get: (name) => marks.get(name),
    set(name, instant) {
      marks.set(name, instant);
      const draft = `${file}.new`;
      const descriptor = openSync(draft, 'w');
      try {
        writeSync(descriptor, JSON.stringify(Object.fromEntries(marks)));
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
      renameSync(draft, file);
    },
  };
}

function read(file: string): Record<string, number> {
  try {
    return marksSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new Error(`${file} cannot be read`, { cause: error });
  }
}
