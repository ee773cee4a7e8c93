/** EventBridge schedules by the cloud's clock, remembered over restarts. */
import type { TurnableClock } from '../clock.ts';
import type { Schedule } from '../template/description.ts';
import { findNamed } from '../template/find.ts';
import { parseExpression, type Timetable } from './expression.ts';
import { openMarks } from './marks.ts';

export interface Scheduler {
  /** Delivers a schedule's input now, whether it is due or not (see findNamed). */
  fire(schedule: string): Promise<void>;
  /** Lets schedules fire by themselves from now on; what was due while they paused is skipped. */
  resume(): void;
  pause(): void;
  /** Fires no more and resolves when deliveries under way have ended. */
  stop(): Promise<void>;
}

export interface SchedulerOptions {
  readonly schedules: readonly Schedule[];
  readonly clock: TurnableClock;
  /** Where the times of the last deliveries are kept. */
  readonly file: string;
  /** Brings the input to the target; false where stopping came before, rejects where it cannot. */
  readonly deliver: (schedule: Schedule) => Promise<boolean>;
  readonly paused: boolean;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

interface Entry {
  readonly schedule: Schedule;
  readonly timetable: Timetable;
  /** Nothing up to this time is due any more. */
  since: number;
}

/**
 * Looks once a minute, and after every turn of the clock, what has become due since the last
 * time. A schedule that was due several times meanwhile fires once, and one that was due more
 * than 24 hours ago does not: so it is after a pause of the machine, too. A delivery is
 * remembered when it is done, so one that a crash cuts off is made again.
 *
 * Throws TemplateError where an expression is not known here.
 */
export function startScheduler(options: SchedulerOptions): Scheduler {
  const { clock } = options;
  const marks = openMarks(options.file);
  const underWay = new Set<Promise<void>>();
  const entries: Entry[] = options.schedules
    .filter(({ enabled }) => enabled)
    .map((schedule) => ({
      schedule,
      timetable: parseExpression(schedule.expression, schedule.timeZone),
      since: marks.get(schedule.name) ?? clock.now(),
    }));
  let paused = options.paused;
  let timer: NodeJS.Timeout | undefined;

  function begin(entry: Entry): void {
    // A mark from a clock that was turned far ahead, or none yet: count from now.
    const now = clock.now();
    if (entry.since > now) entry.since = now;
    if (marks.get(entry.schedule.name) !== entry.since) marks.set(entry.schedule.name, entry.since);
  }

  function look(): void {
    clearTimeout(timer);
    if (paused) return;
    const now = clock.now();
    for (const entry of entries) {
      if (entry.since > now) begin(entry);
      const due = entry.timetable.latestDue(Math.max(entry.since, now - DAY), now);
      if (due === undefined) continue;
      entry.since = due;
      track(entry, due);
    }
    timer = setTimeout(look, MINUTE - (clock.now() % MINUTE));
  }

  function track(entry: Entry, due: number): void {
    const delivery = options
      .deliver(entry.schedule)
      .then((done) => {
        if (done) marks.set(entry.schedule.name, due);
      })
      .catch((error: unknown) => console.error(error))
      .finally(() => underWay.delete(delivery));
    underWay.add(delivery);
  }

  const stopListening = clock.onTurn(look);
  if (!paused) for (const entry of entries) begin(entry);
  look();

  return {
    async fire(name) {
      await options.deliver(findNamed(options.schedules, name));
    },
    resume() {
      if (!paused) return;
      paused = false;
      for (const entry of entries) {
        entry.since = clock.now();
        begin(entry);
      }
      look();
    },
    pause() {
      paused = true;
      clearTimeout(timer);
    },
    async stop() {
      paused = true;
      clearTimeout(timer);
      stopListening();
      await Promise.all(underWay);
    },
  };
}
