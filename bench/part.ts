/**
 * One part of the bench in a process of its own: named by the first argument, with the setting as
 * JSON in the second; the result goes to the parent as a message.
 */
import { startTicker } from '../local/demo/terminal.ts';
import { load, type Setting } from './load.ts';
import { measureRun } from './run.ts';

/** What the processes do. */
const PARTS = { load, run: measureRun };

export type Part = keyof typeof PARTS;
export type ResultOf<P extends Part> = Awaited<ReturnType<(typeof PARTS)[P]>>;

const [, , name, setting] = process.argv;
const ticker = startTicker(process.stdout);
const result = await PARTS[name as Part](JSON.parse(setting ?? '') as Setting, ticker.show);
ticker.end();
process.send?.(result);
process.disconnect?.();
