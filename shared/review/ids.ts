/**
 * Ids say where their item stands: period, unit and what else, joined by points, such as
 * `2024-04.410481002000.copied_days.1f0c93ab`.
 */
import { createHash } from 'node:crypto';
import { parsePeriod } from '../calendar/period.ts';

/** The parts of an id of so many; undefined where it cannot be one. */
export function partsOf(id: string, count: number): readonly string[] | undefined {
  const parts = id.split('.');
  const isId = parts.length === count && parsePeriod(parts[0] ?? '') && !parts.includes('');
  return isId ? parts : undefined;
}

/** SHA-256 as hex. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
