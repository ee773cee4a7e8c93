/** Loads the demo step by step, with the cloud's clock turned to when each step happens. */
import { type Day, dayAt, daysBetween, monthOf } from '../../shared/calendar/day.ts';
import { readBookmark, writeBookmark } from './bookmark.ts';
import type { Client } from './client.ts';
import type { SubmissionFile } from './generator/generate.ts';
import { firstDayOf, planDemo, rolloutOf, type Step } from './plan.ts';

/** How far the load has come. */
export interface Progress {
  /** 0 to 1 */
  readonly share: number;
  readonly day: Day;
  readonly submissions: number;
  readonly published: string | null;
}

export interface LoadOptions {
  readonly dataDir: string;
  readonly client: Client;
  /** It stands at `now` in the end. */
  readonly clock: { turnTo(instant: number): void };
  /** Milliseconds since 1970: up to when the demo goes. */
  readonly now: number;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Brings the demo's data up to now: all of it on the first start, what is missing after a start
 * that was cut short, the days since on a later one. The last thing is the provisional run of
 * the month under way.
 */
export async function loadDemo(options: LoadOptions): Promise<void> {
  const { dataDir, client, clock, now, onProgress } = options;
  const today = dayAt(now);
  const bookmark = readBookmark(dataDir);
  if (bookmark?.through === today) return;
  const firstDay = bookmark?.firstDay ?? firstDayOf(today);
  const rollout = bookmark ? bookmark.rollout : rolloutOf(firstDay);
  let done = bookmark?.done ?? 0;
  let submissions = 0;
  let published: string | null = null;
  let steps = 0;
  for (const step of planDemo(firstDay, today, rollout)) {
    steps += 1;
    if (step.kind === 'submissions') submissions += submissionsIn(step.files);
    if (steps <= done) continue;
    // What is due later today happens now: the clock never runs ahead.
    clock.turnTo(Math.min(step.at, now));
    await take(step, client);
    if (step.kind === 'month') published = step.month;
    done = steps;
    writeBookmark(dataDir, { firstDay, rollout, done, through: null });
    const day = dayAt(step.at);
    const share = workUpTo(day, firstDay, rollout) / workUpTo(today, firstDay, rollout);
    onProgress({ share: Math.max(0, share), day, submissions, published });
  }
  clock.turnTo(now);
  // On the first of a month none of its days is over yet.
  if (!today.endsWith('-01')) await client.revisionOf(await client.startRun(monthOf(today)));
  writeBookmark(dataDir, { firstDay, rollout, done, through: today });
}

/** How much a day is, against one of the county alone, once all cities take part. */
const DAY_OF_ALL = 3;

/** What is to be done up to a day, in days of the county alone. */
function workUpTo(day: Day, firstDay: Day, rollout: Day | null): number {
  const ofAll = rollout === null ? 0 : Math.max(0, daysBetween(rollout, day));
  return Math.max(1, daysBetween(firstDay, day) + (DAY_OF_ALL - 1) * ofAll);
}

const submissionsIn = (files: readonly SubmissionFile[]) =>
  files.reduce((sum, { submissions }) => sum + submissions.length, 0);

async function take(step: Step, client: Client): Promise<void> {
  switch (step.kind) {
    case 'reference':
      for (const file of step.files) await client.putReference(file);
      return;
    case 'submissions':
      await Promise.all(step.files.map((file) => client.sendFile(dayAt(step.at), file)));
      return;
    case 'month': {
      // Nothing else goes on meanwhile: the clock stands, and a run is told to take what it takes.
      const revision = await client.revisionOf(await client.startRun(step.month));
      return client.publish(step.month, revision);
    }
  }
}
